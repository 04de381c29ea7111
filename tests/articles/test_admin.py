"""The article screen: blocks and rows stored and shown again, bad input answered by sentences."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, HeadingBlock, ListBlock, QuoteBlock, Reference, TextBlock, Topic, Trial, TrialBlock
from articles.richtext import Profile, clean
from tests import factories
from tests.articles.test_richtext_allow_list import outside_vocabulary
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db
XSS = json.loads((Path(__file__).parent / "fixtures" / "xss.json").read_text(encoding="utf-8"))
PLACE = {"region": "main"}


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


@pytest.fixture
def article():
    return factories.make_article(title="Anti-CD38", slug="anti-cd38")


def block_rows(model: str, *rows: dict) -> dict:
    return {f"articles_{model}_set": [PLACE | {"ordering": 10 * place} | row for place, row in enumerate(rows, 1)]}


def test_article_with_every_kind_of_block_is_shown_as_it_was_stored(desk, article):
    Reference.objects.create(key="imroz", title="Isatuximab")
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    cited = '<p>10<sup>−5</sup> in CO<sub>2</sub><cite data-ref="imroz" data-loc="p. 5"></cite></p>'
    items = '<ul><li data-kind="finding" data-result="pfs">One</li><li>Two</li></ul>'

    rows = [
        block_rows("headingblock", {"text": "First line", "level": 3, "cites": "imroz", "key": "first"}),
        block_rows("textblock", {"text": cited}),
        block_rows("listblock", {"items": items}),
        block_rows("trialblock", {"trial": trial.pk, "cites": "imroz", "findings": items}),
        block_rows("quoteblock", {"text": "<p><em>So</em></p>", "person": "Sample Expert"}),
    ]
    desk.save("articles.article", article.pk, rows={prefix: new for row in rows for prefix, new in row.items()})

    heading, quote = HeadingBlock.objects.get(), QuoteBlock.objects.get()
    assert (heading.text, heading.level, heading.cites, heading.key) == ("First line", 3, "imroz", "first")
    assert TextBlock.objects.get().text == cited
    assert ListBlock.objects.get().items == items
    assert (TrialBlock.objects.get().findings, TrialBlock.objects.get().trial) == (items, trial)
    assert (quote.text, quote.person) == ("<p><em>So</em></p>", "Sample Expert")
    shown = as_shown(desk.open("articles.article", article.pk))
    assert shown["articles_textblock_set-0-text"] == cited
    assert shown["articles_trialblock_set-0-findings"] == items


def test_hostile_markup_is_stored_clean_whatever_is_posted(desk, article):
    payloads = ["seen " + payload["html"].replace("\x00", "") for payload in XSS]

    desk.save(
        "articles.article",
        article.pk,
        lead=payloads[0],
        rows=block_rows("textblock", *({"text": html} for html in payloads))
        | block_rows("listblock", *({"items": f"<ul><li>{html}</li></ul>"} for html in payloads)),
    )

    stored = list(TextBlock.objects.values_list("text", flat=True))
    assert stored == [clean(html, Profile.PARAGRAPHS) for html in payloads]
    lists = list(ListBlock.objects.values_list("items", flat=True))
    article.refresh_from_db()
    assert [outside_vocabulary(html) for html in [article.lead, *stored, *lists]] == [[]] * (1 + 2 * len(XSS))


def test_null_byte_is_refused_and_nothing_is_written(desk, article):
    answer = desk.send("articles.article", article.pk, lead="a\x00b")

    assert answer.status_code == 400
    assert b"cannot be stored" in answer.content


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            block_rows("headingblock", {"text": "Smoldering", "level": 2, "cites": "aquila nobody"}),
            "No references have the keys aquila, nobody. Add them under References, or choose others.",
        ),
        (block_rows("headingblock", {"text": "", "level": 2}), "This field is required."),
        (
            block_rows("listblock", {"items": "<ul><li><p></p></li></ul>"}),
            "Write at least one item, or delete the list.",
        ),
        (block_rows("textblock", {"text": "<p></p>"}), "This field cannot be blank."),
        ({"objectives": [{"key": "LO1", "text": ""}]}, "This field is required."),
        (
            {"objectives": [{"key": "LO1", "text": "a"}, {"key": "LO1", "text": "b"}]},
            "Please correct the duplicate data for key.",
        ),
    ],
)
def test_bad_row_gets_a_sentence_and_nothing_is_stored(desk, article, rows, sentence):
    answer = desk.send("articles.article", article.pk, title="Changed", rows=rows)

    assert answer.status_code == 200
    assert any(sentence in found for found in errors(answer)), errors(answer)
    assert Article.objects.get().title == "Anti-CD38"
    assert as_shown(answer)["title"] == "Changed"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"congress_start": "2025-06-03", "congress_end": "2025-05-30"}, "The congress ends before it starts."),
        ({"published_on": "31.02.2025"}, "Enter a valid date."),
        ({"embargo_until_0": "2025-05-01", "embargo_until_1": "25:00"}, "Enter a valid time."),
    ],
)
def test_bad_field_gets_a_sentence(desk, article, changes, sentence):
    assert errors(desk.send("articles.article", article.pk, **changes)) == [sentence]


def test_slug_of_another_article_gets_a_sentence(desk, article):
    factories.make_article(slug="taken")

    assert errors(desk.send("articles.article", article.pk, slug="taken")) == ["Article with this Slug already exists."]


def test_topic_of_another_hub_is_refused(desk, article):
    elsewhere = Topic.objects.create(hub=factories.make_hub(is_default=False), name="Leukemia", slug="leukemia")

    answer = desk.send("articles.article", article.pk, rows={"topic_lines": [{"topic": elsewhere.pk}]})

    assert errors(answer) == ["Select a valid choice. That choice is not one of the available choices."]
    new = desk.send(
        "articles.article", hub=article.hub_id, title="New", slug="new", rows={"topic_lines": [{"topic": elsewhere.pk}]}
    )
    assert errors(new) == ["This topic belongs to another hub."]


def test_row_left_blank_is_no_row(desk, article):
    desk.save("articles.article", article.pk, rows={"objectives": [{}, {"key": "LO1", "text": "recall"}]})

    assert list(article.objectives.values_list("key", "order")) == [("LO1", 2)]


def test_rows_may_exchange_what_is_unique_in_one_save(desk, article):
    """Two keys that objectives hold, two references, and what a deleted row held."""
    for order, key in enumerate(("LO1", "LO2", "LO3")):
        article.objectives.create(key=key, text=key, order=order)
    sources = [Reference.objects.create(key=key, title=key) for key in ("a", "b")]
    for order, source in enumerate(sources):
        article.citations.create(reference=source, order=order)

    desk.save(
        "articles.article",
        article.pk,
        **{"objectives-0-key": "LO2", "objectives-1-key": "LO3", "objectives-2-DELETE": "on"},
        **{"citations-0-reference": sources[1].pk, "citations-1-reference": sources[0].pk},
    )

    assert list(article.objectives.values_list("key", "text")) == [("LO2", "LO1"), ("LO3", "LO2")]
    assert list(article.citations.values_list("reference__key", flat=True)) == ["b", "a"]


@pytest.mark.parametrize(("given", "stored"), [("on", "<ol><li>a</li></ol>"), (None, "<ul><li>a</li></ul>")])
def test_list_has_the_tag_its_tick_box_says(desk, article, given, stored):
    row = {"items": "<ul><li>a</li></ul>"} | ({"is_ordered": given} if given else {})

    desk.save("articles.article", article.pk, rows=block_rows("listblock", row))

    assert ListBlock.objects.get().items == stored


def test_new_article_starts_in_the_default_hub(desk, article):
    other = factories.make_hub(is_default=False)

    assert as_shown(desk.open("articles.article"))["hub"] == str(article.hub_id) != str(other.pk)


def test_reviewer_reads_text_and_not_tags(client, rhea, article):
    Article.objects.update(lead='<p>At 10<sup>−5</sup><cite data-ref="imroz"></cite></p>')
    TextBlock.objects.create(parent=article, region="main", ordering=10, text="<p>Some <em>text</em></p>")

    page = Desk(client, rhea).open("articles.article", article.pk).content.decode()

    assert 'At 10<sup>−5</sup><cite data-ref="imroz"></cite>' in page
    assert "Some <em>text</em>" in page
    assert "&lt;p&gt;" not in page
    assert 'name="_save"' not in page
    assert reverse("admin:articles_reference_import") not in page


def test_reviewer_reads_the_marks_of_items(client, rhea, article):
    marks = 'data-kind="outlook" data-source="expert_opinion" data-time-sensitive="true" data-result="pfs"'
    items = f"<ol><li {marks}>Approval may <em>follow</em>.</li><li>No mark</li></ol>"
    ListBlock.objects.create(parent=article, region="main", ordering=10, items=items)

    page = Desk(client, rhea).open("articles.article", article.pk).content.decode()

    named = '<span class="item-marks">Outlook · Expert view · Time-sensitive · Result pfs</span>'
    assert f"<ol><li>Approval may <em>follow</em>. {named}</li>\n<li>No mark </li></ol>" in page


def test_whoever_may_not_add_support_reads_that_there_is_none(client, ada, rhea, sue, article):
    def heads(user) -> list[str]:
        page = Desk(client, user).open("articles.article", article.pk).content.decode()
        return re.findall(r'id="(\w+)-heading">[^<]+</h2>\s*<p class="form-row">None.</p>', page)

    assert (heads(ada), heads(rhea)) == (["support"], ["quiz", "survey", "support"])


def test_blocks_are_named_by_their_first_words():
    text = TextBlock(text=f"<p>Read at <em>once</em>.</p><p>{'word ' * 30}</p>")
    blocks = [text, ListBlock(items="<ul><li>One</li><li>Two</li></ul>"), TextBlock(), ListBlock()]

    assert [str(block) for block in blocks] == [f"Read at once. {'word ' * 13}…", "One Two", "Text", "List"]


def test_policy_and_import_map_share_their_nonce(desk, article):
    page = desk.open("articles.article", article.pk)

    nonces = set(re.findall(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"]))
    (import_map,) = re.findall(r'<script[^>]*type="importmap"[^>]*>', page.content.decode())
    assert len(nonces) == 1
    assert f'nonce="{nonces.pop()}"' in import_map


def test_queries_do_not_grow_with_rows(desk, article):
    def add(number):
        for model, fields in ((TextBlock, {"text": "<p>a</p>"}), (HeadingBlock, {"text": "a"})):
            model.objects.create(parent=article, region="main", ordering=number, **fields)
        article.objectives.create(key=f"LO{number}", text="recall", order=number)
        factories.make_published_quiz(article=article) if number == 1 else None

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.open("articles.article", article.pk)
        return len(queries)

    add(1)
    desk.open("articles.article", article.pk)
    once = count()
    add(2)
    add(3)

    assert count() == once


def test_list_shows_state_in_as_many_queries_for_three_articles_as_for_one(desk, article):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.client.get(reverse("admin:articles_article_changelist"))
        return len(queries)

    factories.make_version(article)
    once = count()
    factories.make_article(review_by=date(2026, 1, 1))
    factories.make_article(taken_down_at=factories.NOW)

    assert count() == once
    page = desk.client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert [state for state in ("Live", "Draft", "Taken down") if f">{state}<" in page] == [
        "Live",
        "Draft",
        "Taken down",
    ]


def test_text_is_cleaned_whatever_saves_it(article):
    article.lead = "<script>alert(1)</script><p onclick=x()>Seen</p>"
    article.save()

    article.refresh_from_db()
    assert article.lead == "<p>Seen</p>"
