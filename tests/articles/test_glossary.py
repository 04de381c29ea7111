"""The glossary of a hub: rules of a term, and what a version freezes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.abbreviations import Glossary
from articles.actions import approve, publish
from articles.glossary import expansions, frozen_glossary, thawed
from articles.models import GlossaryTerm
from tests import factories

pytestmark = pytest.mark.django_db
STATISTICS = {"CI": "confidence interval", "HR": "hazard ratio"}


def add(hub, term, expansion="", kind="abbreviation", plural=""):
    return GlossaryTerm.objects.create(hub=hub, term=term, expansion=expansion, kind=kind, plural_expansion=plural)


def test_a_version_freezes_the_terms_that_occur_in_it(hub):
    add(hub, "MRD", "minimal residual disease")
    add(hub, "mAb", "monoclonal antibody", plural="monoclonal antibodies")
    add(hub, "OS", "overall survival")
    add(hub, "MM", kind="common")
    add(hub, "Isatuximab", kind="name")
    add(factories.make_hub(slug="other", is_default=False), "PFS", "progression-free survival")

    shown = frozen_glossary(hub, "MRD with mAbs and isatuximab in MM; PFS")

    assert shown == {
        "terms": {"MRD": "minimal residual disease", "mAb": "monoclonal antibody"},
        "plurals": {"mAb": "monoclonal antibodies"},
        "names": ["Isatuximab"],
    }
    assert thawed(shown) == Glossary(STATISTICS | shown["terms"], shown["plurals"], ("Isatuximab",))


def test_a_version_without_glossary_explains_statistics_only():
    assert thawed(None) == Glossary(STATISTICS)


def test_terms_that_need_no_explanation_are_known_without_one(hub):
    add(hub, "MRD", "minimal residual disease")
    add(hub, "MM", kind="common")
    add(hub, "isatuximab", kind="name")

    assert expansions(hub) == STATISTICS | {"MM": "", "MRD": "minimal residual disease"}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "abbreviation", "expansion": ""},
        {"kind": "common", "expansion": "x"},
        {"kind": "name", "plural_expansion": "x"},
    ],
)
def test_the_database_refuses_a_term_without_sense(hub, fields):
    with pytest.raises(IntegrityError):
        GlossaryTerm.objects.create(hub=hub, term="MRD", **fields)


def test_a_term_stands_once_in_a_hub(hub):
    add(hub, "MRD", "minimal residual disease")

    with pytest.raises(IntegrityError):
        add(hub, "MRD", "other")


def test_a_term_is_a_word(hub):
    with pytest.raises(ValidationError) as refusal:
        GlossaryTerm(hub=hub, term=" -- ", expansion="x").full_clean()

    assert refusal.value.message_dict == {"term": ["Write a word with letters."]}


def test_a_publisher_edits_the_glossary(client, hub, paul):
    client.force_login(paul)

    response = client.post(
        "/admin/articles/glossaryterm/add/",
        {"hub": hub.pk, "kind": "abbreviation", "term": " MRD ", "expansion": "", "plural_expansion": ""},
    )
    assert response.context["errors"] == [["Write the long form; readers see it beside the abbreviation."]]
    client.post(
        "/admin/articles/glossaryterm/add/",
        {"hub": hub.pk, "kind": "abbreviation", "term": " MRD ", "expansion": "minimal residual disease", "plural_expansion": ""},
    )  # fmt: skip

    assert [str(term) for term in GlossaryTerm.objects.all()] == ["MRD: minimal residual disease"]


def test_a_published_page_explains_what_the_glossary_said_that_day(client, hub, rhea, paul):
    article = factories.make_ready_article(hub, slug="sample")
    article.articles_textblock_set.update(text="<p>MRD and MRD at 12.5%.</p>")
    term = add(hub, "MRD", "minimal residual disease")
    approve(article=article, reviewer=rhea)
    publish(article=article, publisher=paul)
    term.expansion = "something else"
    term.save()

    html = client.get("/articles/sample/").content.decode()

    assert (
        'MRD (minimal residual disease) and <abbr title="minimal residual disease">MRD</abbr> at '
        '<span translate="no">12.5%</span>.'
    ) in html
    assert '<dt translate="no">MRD</dt><dd>minimal residual disease</dd>' in html
