"""The body of an article as a document: headings, ids and links, over a block of every kind."""

from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest

from articles.rendering import BodyFrame, numbering_of, render_body
from tests.articles.bundle import bundles
from tests.articles.every_block import every_block

FRAME = BodyFrame("After reading, learners will be able to", "en", version_number=1, published_on=date(2026, 2, 1))

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
POINTING = ("aria-labelledby", "aria-describedby", "for")


class Document(HTMLParser):
    """levels: of the headings in order; ids; links: the fragments and ids that something points to; abbreviations: their titles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.abbreviations: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in HEADINGS:
            self.levels.append(int(tag[1]))
        if tag == "abbr":
            self.abbreviations.append(given.get("title", ""))
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("href", "").startswith("#"):
            self.links.add(given["href"][1:])
        self.links |= {one for name in POINTING for one in given.get(name, "").split()}


@pytest.fixture(scope="module")
def document():
    content = bundles.loadable(every_block())
    return Document(render_body(content, numbering_of(content), {}, FRAME))


def test_headings_descend_one_level_at_a_time(document):
    steps = zip(document.levels, document.levels[1:], strict=False)

    assert (document.levels[0], document.levels.count(1)) == (1, 1)
    assert [(upper, lower) for upper, lower in steps if lower > upper + 1] == []


def test_ids_are_unique_and_every_link_leads_to_one(document):
    assert [name for name, count in Counter(document.ids).items() if count > 1] == []
    assert document.links - set(document.ids) == set()


def test_citations_and_footnotes_lead_there_and_back(document):
    marks = {name for name in document.ids if name[0] in "cmn" and name[1:2].isdigit()}

    assert len(marks) > 30
    assert marks - document.links == set()


def test_abbreviations_say_what_they_stand_for(document):
    assert len(document.abbreviations) > 10
    assert "" not in document.abbreviations
