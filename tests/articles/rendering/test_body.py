"""The body of an article from its bundle: order of regions, numbering, what is shown of trials and people."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from articles.rendering import BodyFrame, numbering_of, render_body

FRAME = BodyFrame(
    objective_stem="After reading this article, learners will be able to",
    language="en",
    version_number=3,
    published_on=date(2026, 2, 1),
)
SHOWN = {
    "support": {
        "funders": ["F"],
        "line": "Independently supported by F.",
        "statement": "Paid by F.",
        "independence": "No influence.",
    },
    "quiz": {
        "mode": "pre_post",
        "questions": [
            {"id": "v1", "stem": "Which one?", "options": [{"id": "o1", "letter": "A", "text": "Alpha & co"}]}
        ],
    },
    "survey": {"statements": [{"id": "s1", "text": "It was clear"}]},
}


def csl(key, title):
    return {"id": key, "type": "article-journal", "title": title, "author": [{"family": "Name", "given": "A."}]}


@pytest.fixture
def content():
    return {
        "article": {
            "slug": "sample",
            "title": "Title & more",
            "kind": "interview",
            "lead": "The *lead* cites.[@b]",
            "byline": [{"slug": "w", "name": "Wendy Writer", "role": "medical writer", "disclosed_on": "2026-01-02"}],
            "featured": [
                {
                    "slug": "e",
                    "name": "Eva Expert",
                    "role": "interviewed expert",
                    "affiliation": "Clinic",
                    "city": "Lyon",
                    "country": "FR",
                    "disclosures": [{"entity": "Company C", "type": "honoraria", "period": "2025"}],
                    "disclosed_on": "2026-01-03",
                }
            ],
            "reviewed_on": "2026-01-30",
            "topics": ["Topic one"],
            "objectives": [{"id": "LO1", "text": "recall the trials"}],
            "key_learnings": ["First point.[@a; @b]"],
            "body": [
                {"block": "heading", "level": 2, "text": "Setting 7", "cites": ["c"]},
                {"block": "paragraph", "text": "Some text.\n\nMore text.", "id": "proof"},
                {
                    "block": "trial",
                    "trial": "t",
                    "heading_cites": ["a"],
                    "findings": [
                        "Plain finding.",
                        {"text": "An opinion.", "source_kind": "expert_opinion", "time_sensitive": True},
                    ],
                },
                {"block": "list", "ordered": True, "items": ["Step one", "Step two"]},
                {"block": "quote", "text": "We were surprised.", "person": "Eva Expert"},
            ],
        },
        "trials": [
            {
                "slug": "t",
                "acronym": "TRIAL-7",
                "ids": [{"registry": "NCT", "value": "NCT01234567"}, {"registry": "other", "value": "X-1"}],
                "phases": ["PHASE1", "PHASE2"],
                "n_enrolled": 40,
                "arms": [
                    {"key": "e", "abbr": "New", "label": "new drug", "n": 20},
                    {"key": "c", "label": "Old"},
                    {"key": "x"},
                ],
                "endpoints": [{"key": "pfs", "measure": "PFS", "definition": "by review"}],
                "analyses": [
                    {"key": "an", "label": "primary", "median_follow_up": {"value": "12.0", "unit": "months"}}
                ],
                "results": [
                    {
                        "analysis": "an",
                        "endpoint": "pfs",
                        "time_point": "at 24 months",
                        "ref": "d",
                        "values": [{"arm": "e", "value": "63.2", "unit": "%"}, {"arm": "c", "not_reached": True}],
                        "comparison": {
                            "measure": "HR",
                            "value": "0.50",
                            "ci_pct": "98.5",
                            "ci_lower": "0.30",
                            "ci_upper": "0.83",
                            "p_op": "<",
                            "p_value": "0.001",
                        },
                    }
                ],
            }
        ],
        "references": [
            csl("a", "On A"),
            csl("b", "On <B>"),
            csl("c", "On C"),
            csl("d", "On D"),
            csl("unused", "On nothing"),
        ],
    }


def body(content, **shown):
    return render_body(content, numbering_of(content), SHOWN | shown, FRAME)


class Words(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.words = []
        self.feed(html)

    def handle_data(self, data):
        self.words.append(data)


def words(html):
    return " ".join(" ".join(Words(html).words).replace("\u2060", "").split())


def test_numbering_follows_the_reading_order(content):
    assert numbering_of(content) == {"b": 1, "a": 2, "c": 3, "d": 4}


def test_moving_a_block_renumbers(content):
    content["article"]["body"].insert(0, content["article"]["body"].pop(2))
    content["article"]["lead"] = content["article"]["key_learnings"] = ""

    assert numbering_of(content) == {"a": 1, "d": 2, "c": 3}


def test_funding_disclosure_and_objective_come_before_quiz_and_text(content):
    html = body(content)
    order = [
        "Independently supported by F.", "<h1>Title &amp; more</h1>", "Wendy Writer", "Eva Expert", "Honoraria from Company C, 2025", "Feb. 1, 2026",
        "Disclosures", "recall the trials", "Before you read", "Which one?",
        "The <em>lead</em>", "Key learnings", "Setting 7", "Some text.", "TRIAL-7", "Plain finding.", "After you read",
        "Paid by F.", 'id="references"', "It was clear",
    ]  # fmt: skip

    assert [part for part in order if part not in html] == []
    assert [html.index(part) for part in order] == sorted(html.index(part) for part in order)


def test_citations_link_both_ways(content):
    html = body(content)
    targets = set(re.findall(r'href="#(ref-\d+|c\d+)"', html))

    assert targets == {"ref-1", "ref-2", "ref-3", "ref-4", "c1", "c2", "c3", "c4", "c5"}
    assert [target for target in targets if f'id="{target}"' not in html] == []


def test_heading_that_ends_in_a_digit_keeps_its_citation_apart(content):
    assert "Setting 7\u200a<sup" in body(content)


def test_uncited_reference_is_not_printed(content):
    assert "On nothing" not in body(content)


def test_analysis_states_cut_off_and_the_follow_up_of_each_arm(content):
    trial = content["trials"][0]
    trial["analyses"][0] |= {
        "data_cutoff": "2024-05",
        "median_follow_up": [{"arm": "e", "value": "13.2", "unit": "months"}, {"arm": "c", "value": "16.5"}],
    }

    assert "Primary, median follow-up 13.2 months (New), 16.5 (Old), data cut-off May 2024" in words(body(content))


def test_trial_leads_to_its_page(content):
    assert '<a href="/trials/t/" translate="no">TRIAL-7</a>' in body(content)


def test_trial_shows_registration_arms_and_results(content):
    text = words(body(content))

    assert "TRIAL-7 2 Registration NCT01234567 X-1 Phase 1/2 Patients 40 Arms New : new drug, n = 20 Old x" in text
    assert (
        "Results of TRIAL-7 Endpoint New Old Effect Primary, median follow-up 12.0 months 4 PFS by review; at 24 months "
        "63.2% not reached HR 0.50 98.5% CI 0.30–0.83 p < 0.001"
    ) in text


def test_marks_of_a_finding_are_said_in_words(content):
    assert "An opinion. Expert view Time-sensitive" in words(body(content))


def test_person_without_declaration_is_said_to_have_none(content):
    del content["article"]["featured"][0]["disclosed_on"]

    assert "No declaration on record." in body(content)


def test_everything_is_escaped(content):
    content["article"]["title"] = content["article"]["body"][0]["text"] = "<script>alert(1)</script>"
    content["article"]["body"][1]["text"] = "<script>alert(1)</script>"
    content["trials"][0]["endpoints"][0]["measure"] = content["trials"][0]["arms"][0]["abbr"] = (
        "<script>alert(1)</script>"
    )
    content["references"][1]["title"] = "<script>alert(1)</script>"
    content["article"]["featured"][0]["disclosures"][0]["entity"] = "<script>alert(1)</script>"

    assert "<script>" not in body(content)


def test_body_holds_no_static_address_and_no_funder_in_the_quiz(content):
    html = body(content)
    cards = re.findall(r'<section class="row" aria-labelledby="(?:pre|post|survey)">.*?</section>', html, re.S)

    assert "/static/" not in html
    assert (len(cards), [card for card in cards if "Paid by F." in card or "supported" in card]) == (3, [])


def test_article_without_parts_or_people_still_renders(content):
    bare = {"article": {"slug": "s", "title": "Bare", "body": [{"block": "paragraph", "text": "Only this."}]}}

    assert words(render_body(bare, {}, {}, FRAME)).startswith(
        "Article Bare This article Published Feb. 1, 2026 Version 3"
    )


def test_ids_of_the_page_are_unique(content):
    content["article"]["body"] += [dict(block) for block in content["article"]["body"][:3]]
    ids = re.findall(r'\sid="([^"]+)"', body(content))

    assert sorted(set(ids)) == sorted(ids)
