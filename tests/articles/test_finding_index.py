"""The index of findings: derived from the texts of blocks, whatever wrote them."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.bundle.loading import load_bundle
from articles.models import Article, Endpoint, Finding, LandscapeBlock, ListBlock, Result, Trial, TrialBlock
from tests import factories

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).parents[2] / "hub/demo/anti-cd38.json"


@pytest.fixture
def trial():
    return Trial.objects.create(slug="cepheus", acronym="CEPHEUS")


@pytest.fixture
def result(trial):
    endpoint = Endpoint.objects.create(trial=trial, key="pfs", measure="PFS")
    return Result.objects.create(trial=trial, endpoint=endpoint, key="pfs-54")


@pytest.fixture
def article(hub):
    return factories.make_article(hub)


def make_block(article, trial, findings):
    return TrialBlock.objects.create(parent=article, region="main", ordering=10, trial=trial, findings=findings)


def make_landscape(article, *trials):
    block = LandscapeBlock.objects.create(parent=article, region="main", ordering=10, columns=["phase"])
    block.set_trials(trials)
    return block


def said(rows=None):
    rows = Finding.objects.all() if rows is None else rows
    return [
        (row.position, row.text, row.kind, row.source_kind, row.time_sensitive, row.result_key, row.result_id)
        for row in rows
    ]


MARKED = (
    '<ul><li>Plain<cite data-ref="a"></cite>.</li>'
    '<li data-kind="outlook" data-source="expert_opinion" data-time-sensitive="true" data-result="pfs-54">Marked.</li></ul>'
)


def test_each_item_of_a_trial_block_is_a_row(article, trial, result):
    block = make_block(article, trial, MARKED)

    assert said(block.index.all()) == [
        (0, "Plain.", "", "", False, "", None),
        (1, "Marked.", "outlook", "expert_opinion", True, "pfs-54", result.pk),
    ]
    assert {(row.article, row.trial, row.block) for row in block.index.all()} == {(article, trial, block)}


def test_only_marked_items_of_a_list_are_rows(article, trial, result):
    article.trial_lines.create(trial=trial)
    ListBlock.objects.create(parent=article, region="main", ordering=10, items=MARKED)

    assert said() == [(1, "Marked.", "outlook", "expert_opinion", True, "pfs-54", result.pk)]
    assert Finding.objects.get().trial == trial


def test_list_pins_no_result_of_a_trial_that_the_article_does_not_have(article, trial, result):
    ListBlock.objects.create(parent=article, region="main", ordering=10, items=MARKED)

    assert said() == [(1, "Marked.", "outlook", "expert_opinion", True, "pfs-54", None)]


def test_rows_follow_the_text(article, trial, django_assert_num_queries):
    block = make_block(article, trial, "<ul><li>One.</li><li>Two.</li></ul>")
    block.findings = "<ul><li>Two.</li></ul>"

    block.save()

    assert [row.text for row in Finding.objects.all()] == ["Two."]
    kept = Finding.objects.get()
    # Savepoint, the block, the rows as they stand, release: nothing is written where nothing changed.
    with django_assert_num_queries(4):
        block.save()
    assert Finding.objects.get() == kept


def test_hash_is_of_the_text_with_its_citations(article, trial):
    block = make_block(article, trial, "<ul><li>One.</li></ul>")
    before = block.index.get().text_hash
    block.findings = '<ul><li>One.<cite data-ref="a"></cite></li></ul>'
    block.save()

    after = block.index.get()
    assert (after.text, after.text_hash == before) == ("One.", False)


def test_rows_go_with_their_block_and_stay_without_their_result(article, trial, result):
    block = make_block(article, trial, MARKED)

    result.delete()
    assert said(block.index.filter(position=1)) == [(1, "Marked.", "outlook", "expert_opinion", True, "pfs-54", None)]

    block.delete()
    assert Finding.objects.count() == 0


def test_result_that_gets_the_key_later_is_linked(article, trial, result):
    Result.objects.update(key=None)
    block = make_block(article, trial, MARKED)
    assert block.index.get(position=1).result is None

    result.key = "pfs-54"
    result.save()
    assert block.index.get(position=1).result == result

    result.key = "renamed"
    result.save()
    assert block.index.get(position=1).result is None


def test_row_stands_in_exactly_one_block(article):
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(article=article, position=0, text="x", text_hash="0" * 64)


def test_import_fills_the_index(hub):
    load_bundle(json.loads(DEMO.read_text(encoding="utf-8")), hub=hub)

    assert Finding.objects.count() == 23
    assert Finding.objects.filter(time_sensitive=True).count() == 2
    assert Finding.objects.filter(source_kind="expert_opinion").count() == 9


def test_command_rebuilds_what_was_written_past_save(article, trial, capsys):
    block = make_block(article, trial, "<ul><li>One.</li></ul>")
    TrialBlock.objects.filter(pk=block.pk).update(findings="<ul><li>Other.</li><li>Two.</li></ul>")

    call_command("rebuild_findings")

    assert [row.text for row in Finding.objects.all()] == ["Other.", "Two."]
    assert capsys.readouterr().out == "2 findings in the index.\n"


def test_list_beside_a_landscape_pins_results_of_its_trials(article, trial, result):
    make_landscape(article, trial)
    ListBlock.objects.create(parent=article, region="main", ordering=20, items=MARKED)

    assert [(row.trial, row.result) for row in Finding.objects.all()] == [(trial, result)]


def test_articles_that_use_a_trial_or_a_result(hub, trial, result):
    with_block, with_list, with_line, with_row, _without = (factories.make_article(hub) for _ in range(5))
    make_block(with_block, trial, "")
    make_landscape(with_row, trial)
    with_list.trial_lines.create(trial=trial)
    ListBlock.objects.create(parent=with_list, region="main", ordering=10, items=MARKED)
    with_line.trial_lines.create(trial=trial)

    assert set(Article.objects.using_trial(trial)) == {with_block, with_list, with_line, with_row}
    assert set(Article.objects.using_result(result)) == {with_block, with_list}
