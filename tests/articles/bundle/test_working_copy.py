"""The article itself: an import makes its working copy what the file says, in one hub."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.bundle.dumping import dump
from articles.models import Article, Contributor, Objective, TextBlock, Topic, TrialBlock
from hub.models import Hub
from surveys.models import Statement
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


def article_of(**changes):
    bundle = bundles.small()
    bundle["article"] |= changes
    return bundle


def test_working_copy_becomes_what_the_file_says():
    bundles.load(bundles.maximal() | {"trials": bundles.maximal()["trials"]})
    replaced = {"article": {"slug": "every-key", "title": "Replaced", "body": []}}

    article = bundles.load(replaced).article

    assert bundles.exported(article) == {"format": "hub-article/1"} | replaced


def test_one_block_that_differs_replaces_the_blocks_and_nothing_else():
    article = bundles.load(bundles.small()).article
    contributor = Contributor.objects.get()

    imported = bundles.load(bundles.set_at(bundles.small(), ["article", "body", 0, "text"], "Other text.[@one]"))

    assert (imported.created, imported.updated) == ({"TextBlock": 1, "TrialBlock": 1}, {"Article": 1})
    assert (Contributor.objects.get(), TextBlock.objects.count(), TrialBlock.objects.count()) == (contributor, 1, 1)
    assert bundles.exported(article)["article"]["body"][0]["text"] == "Other text.[@one]"


def test_objective_keeps_its_row_with_its_key():
    bundles.load(bundles.small())
    before = Objective.objects.get()
    objectives = [{"id": "LO0", "text": "new"}, {"id": "LO1", "text": "recall more"}]

    imported = bundles.load(article_of(objectives=objectives))

    assert Objective.objects.get(key="LO1").pk == before.pk
    assert bundles.exported(imported.article)["article"]["objectives"] == objectives
    assert (imported.created, imported.updated) == ({"Objective": 1}, {"Objective": 1})


def test_lists_follow_the_order_of_the_file():
    bundle = article_of(topics=["B", "A"])
    article = bundles.load(bundle).article
    bundle["article"]["topics"] = ["A", "B"]
    bundle["references"].reverse()

    imported = bundles.load(bundle)

    assert (imported.created, imported.updated) == ({}, {"Article": 1})
    held = bundles.exported(article)
    assert (held["article"]["topics"], [item["id"] for item in held["references"]]) == (["A", "B"], ["two", "one"])


def test_topic_of_the_hub_is_found_by_its_name_and_slugs_are_free_in_the_installation():
    other = factories.make_hub(is_default=False, slug="other")
    Topic.objects.create(hub=other, name="Myeloma", slug="myeloma")
    hub = factories.make_hub(slug="mine")

    bundles.load(article_of(topics=["Myeloma"]))
    imported = bundles.load(article_of(slug="next", topics=["MYELOMA", "日本"]))

    assert list(hub.topics.order_by("pk").values_list("name", "slug")) == [
        ("Myeloma", "mine-myeloma"),
        ("日本", "topic"),
    ]
    assert imported.created["Topic"] == 1


def test_hub_is_made_where_there_is_none():
    article = bundles.load(bundles.small()).article

    hub = Hub.objects.get()
    assert (hub.slug, hub.is_default, article.hub) == ("hub", True, hub)
    assert sorted(Statement.objects.values_list("key", flat=True)) == [
        "clear",
        "objectives",
        "practice_change",
        "relevant",
    ]


def test_hub_of_that_slug_is_used_where_none_is_the_default():
    factories.make_hub(slug="other", is_default=False)
    hub = factories.make_hub(slug="hub", is_default=False)

    assert bundles.load(bundles.small()).article.hub == hub


def test_new_article_goes_to_the_default_hub_and_a_stored_one_stays_in_its_own():
    default, other = factories.make_hub(), factories.make_hub(is_default=False, slug="other")

    assert bundles.load(bundles.small()).article.hub == default
    assert bundles.load(article_of(slug="second"), hub=other).article.hub == other
    assert bundles.load(article_of(slug="second")).updated == {}


def test_article_of_another_hub_is_refused():
    factories.make_article(factories.make_hub(slug="first"), slug="small")
    other = factories.make_hub(is_default=False, slug="other")

    assert bundles.problems_of(bundles.small(), hub=other) == [
        'article.slug: an article of the hub "first" has the slug "small"; slugs are unique in all hubs'
    ]


def test_slug_is_made_from_the_title():
    bundle = article_of(slug=None, title="Über CD38-Antikörper: " + "sehr " * 50)

    article = bundles.load(bundle).article

    assert article.slug == ("uber-cd38-antikorper-" + "sehr-" * 50)[:160].strip("-")
    assert bundles.load(bundle).article == article


def test_person_without_slug_gets_one_from_the_name():
    bundle = article_of(byline=[{"name": "Ünal Sample"}])

    held = bundles.exported(bundles.load(bundle).article)

    assert held["article"]["byline"] == [{"slug": "unal-sample", "name": "Ünal Sample"}]
    assert bundles.load(bundle).created == {}


def test_second_mention_of_a_person_is_written_in_full():
    bundle = article_of(featured=[{"slug": "wanda", "name": "Wanda Writer", "role": "expert"}])

    held = bundles.exported(bundles.load(bundle).article)

    assert held["article"]["featured"] == [
        {"slug": "wanda", "name": "Wanda Writer", "role": "expert", "disclosed_on": "2025-01-01"}
    ]


def test_original_that_is_not_stored_leaves_the_place_empty():
    imported = bundles.load(article_of(translation_of="unknown"))

    assert [(finding.rule, finding.severity, finding.where) for finding in imported.findings] == [
        ("BUNDLE-UNKNOWN", "warning", "article.translation_of")
    ]
    assert "translation_of" not in bundles.exported(imported.article)["article"]


def test_kind_that_is_absent_stays_empty():
    article = bundles.load(bundles.small()).article

    assert (article.kind, "kind" in bundles.exported(article)["article"]) == ("", False)


def test_version_and_approval_survive_an_import(hub):
    article = factories.make_article(hub, slug="small")
    version = factories.make_version(article)

    bundles.load(bundles.small())

    assert list(article.versions.all()) == [version]


def with_trials(count):
    bundle = bundles.small()
    trial, block = bundle["trials"][0], bundle["article"]["body"][1]
    for number in range(2, count + 1):
        ids = [{"registry": "NCT", "value": f"NCT0000000{number}"}]
        bundle["trials"].append(trial | {"slug": f"trial-{number}", "ids": ids})
        bundle["article"]["body"] += [block | {"trial": f"trial-{number}"}, {"block": "quote", "text": "Said."}]
        bundle["references"].append({"id": f"ref-{number}", "title": f"R{number}"})
    return bundle


def queries_of_dump(count):
    article = bundles.load(with_trials(count)).article
    with CaptureQueriesContext(connection) as queries:
        held = dump(Article.objects.get(pk=article.pk))
    return len(held["trials"]), len(queries)


def test_dump_needs_the_same_queries_for_one_trial_and_three():
    one, three = queries_of_dump(1), queries_of_dump(3)

    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1] <= 36


def test_trials_of_blocks_follow_those_of_the_list():
    article = bundles.load(with_trials(2)).article
    article.trial_lines.filter(trial__slug="alpha").delete()

    assert [trial["slug"] for trial in bundles.exported(article)["trials"]] == ["trial-2", "alpha"]


def test_stored_value_that_the_format_refuses_is_exported_as_it_is():
    article = bundles.load(bundles.small()).article
    Article.objects.filter(pk=article.pk).update(title="Title [@one]")

    assert bundles.exported(article)["article"]["title"] == "Title [@one]"
