"""The description for machines in a rendered body: it says what the page says, and every address in it leads somewhere."""

import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from articles.actions import approve, publish
from articles.rendering import BodyFrame, numbering_of, render_body
from tests import factories

DEMO = Path(__file__).resolve().parents[3] / "hub" / "demo" / "anti-cd38.json"
FRAME = BodyFrame(
    objective_stem="Learners will",
    language="en",
    version_number=1,
    published_on=date(2026, 2, 1),
    hub="Example Hub",
    publisher="Example Publisher",
    condition="multiple myeloma",
)
SHOWN = {
    "support": {
        "funders": ["F & co"],
        "line": "Supported by F & co.",
        "statement": "Paid by F & co.",
        "independence": "",
    },
    "quiz": {
        "mode": "pre_post",
        "questions": [
            {"id": "v1", "stem": "Which one?", "options": [{"id": "o1", "letter": "A", "text": "Alpha"}]},
            {"id": "v2", "stem": "Not on the page?", "options": [{"id": "o2", "letter": "A", "text": "Beta"}]},
        ],
    },
}


def body_of(content):
    return render_body(content, numbering_of(content), SHOWN, FRAME)


def graph_in(html):
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(script)["@graph"]


class Seen(HTMLParser):
    """The words of a page outside scripts, as one text."""

    def __init__(self, html):
        super().__init__()
        self.words, self.is_script = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.is_script = tag == "script"

    def handle_endtag(self, tag):
        self.is_script = False

    def handle_data(self, data):
        if not self.is_script:
            self.words += data.split()


def values(node, *keys):
    """Every text under one of these keys, at any depth."""
    if isinstance(node, list):
        return [text for one in node for text in values(one, *keys)]
    if not isinstance(node, dict):
        return []
    found = [text for key in keys if key in node for text in _texts(node[key])]
    return found + [text for value in node.values() for text in values(value, *keys)]


def _texts(value):
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


@pytest.fixture(scope="module")
def demo():
    html = body_of(json.loads(DEMO.read_text(encoding="utf-8")))
    return html, graph_in(html)


def test_everything_it_says_stands_on_the_page(demo):
    html, graph = demo
    seen = " ".join([*Seen(html).words, FRAME.hub, FRAME.publisher, FRAME.condition])
    said = values(graph, "headline", "name", "text", "teaches", "keywords", "identifier", "learningResourceType")

    assert {FRAME.hub, "IMROZ", "Sample Reviewer", "F & co"} <= set(said)
    assert [text for text in said if " ".join(text.split()) not in seen] == []


def test_the_whole_reference_list_stands_in_it_in_its_order(demo):
    html, graph = demo
    printed = re.findall(r'<li id="ref-\d+">(.*?)</li>', html, re.S)
    first_links = [unescape(re.search(r'href="(http[^"]+)"', entry)[1]) for entry in printed]

    assert [work["@id"] for work in graph[0]["citation"]] == first_links


def test_addresses_within_the_site_open(client, hub, demo):
    _html, graph = demo
    local = set(values(graph, "url", "publishingPrinciples", "ownershipFundingInfo"))

    assert {address: client.get(address).status_code for address in local} == {
        "/": 200,
        "/about/": 200,
        "/funders/": 200,
    }


def test_addresses_elsewhere_are_links_of_the_page(demo):
    html, graph = demo
    elsewhere = set(values(graph[0]["citation"], "@id", "sameAs"))

    assert "https://doi.org/10.1056/NEJMoa2400712" in elsewhere
    assert [address for address in elsewhere if f'href="{address}"' not in html] == []


def test_trials_of_the_text_are_named_after_their_pages(demo):
    _html, graph = demo
    trials = [node["@id"] for node in graph[1:]]

    assert [one["@id"] for one in graph[0]["mentions"]] == trials
    assert trials[0] == "/trials/imroz/#trial"


def test_funders_and_quiz_come_from_the_parts(demo):
    _html, graph = demo
    funder = {"@type": "Organization", "name": "F & co"}

    assert (graph[0]["funding"], graph[0]["funder"], graph[0]["hasPart"]) == (
        [{"@type": "Grant", "funder": funder}],
        [funder],
        [{"@type": "Quiz", "hasPart": [{"@type": "Question", "text": "Which one?"}]}],
    )


def test_no_host_stands_in_it(demo):
    _html, graph = demo

    assert re.findall(r"testserver|localhost|127\.0\.0\.1", json.dumps(graph)) == []


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--<script>", "& ]]> \u2028"])
def test_hostile_words_stay_words(words):
    content = {"article": {"slug": "s", "title": words, "topics": [words], "body": []}}
    html = body_of(content)

    assert html.count("</script>") == 1
    assert (graph_in(html)[0]["headline"], graph_in(html)[0]["keywords"]) == (words, [words])


def test_a_published_version_names_its_hub(client, hub, rhea, paul):
    hub.condition = "multiple myeloma"
    hub.save()
    article = factories.make_ready_article(hub, slug="sample")
    approve(article=article, reviewer=rhea)
    publish(article=article, publisher=paul, reason="first")

    page = graph_in(client.get("/articles/sample/").content.decode())[0]

    assert (page["isPartOf"]["name"], page["publisher"]["name"], page["about"][0]["name"]) == (
        hub.name, hub.publisher, "multiple myeloma",
    )  # fmt: skip
