"""What an article says of itself to machines: the graph, and how it stands in the page."""

import json
from datetime import date

import pytest

from articles.json_ld import PageFacts, article_graph, script_json, trial_node

FACTS = PageFacts(
    hub="Example Hub",
    publisher="Example Publisher",
    condition="multiple myeloma",
    language="en",
    version=2,
    published_on=date(2026, 2, 1),
    kind="Expert interview",
    reading_minutes=5,
)
TRIAL = {
    "slug": "imroz",
    "acronym": "IMROZ",
    "ids": [{"registry": "NCT", "value": "NCT03319667"}, {"registry": "EudraCT", "value": "2017-002238-21"}],
    "design": "open-label randomized",
}
CONTENT = {
    "article": {
        "slug": "sample",
        "title": "A title",
        "reviewed_on": "2026-01-30",
        "byline": [
            {"slug": "w", "name": "Wendy Writer", "role": "medical writer", "affiliation": "Not printed"},
            {"slug": "r", "name": "Rob van Reviewer", "role": "Medical reviewer"},
        ],
        "featured": [{"slug": "e", "name": "Eva Expert", "affiliation": "Clinic"}, {"slug": "f", "name": "Fay"}],
        "topics": ["Antibodies"],
        "objectives": [{"id": "LO1", "text": "recall the trials"}, {"id": "LO2", "text": "select patients"}],
        "body": [],
    },
    "references": [
        {"id": "unused", "type": "article-journal", "title": "On nothing"},
        {"id": "page", "type": "webpage", "title": "A label", "URL": "https://example.org/label"},
        {
            "id": "both",
            "type": "article-journal",
            "title": "IgG<sub>1</sub>  antibodies",
            "DOI": "10.1056/NEJMoa2400712",
            "PMID": "38832972",
        },
        {"id": "pmid", "type": "article-journal", "title": "On A", "PMID": "1234567"},
        {"id": "bare", "type": "legislation", "title": "A law"},
    ],
}
NUMBERING = {"bare": 4, "both": 1, "pmid": 2, "page": 3}
DESCRIBED = {"funding": [{"@type": "Grant", "funder": {"@type": "Organization", "name": "F"}}]}


def test_graph_says_what_the_page_says():
    graph = article_graph(CONTENT, NUMBERING, [TRIAL], DESCRIBED, FACTS)

    assert graph == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@id": "#page",
                "@type": ["MedicalWebPage", "LearningResource"],
                "headline": "A title",
                "learningResourceType": "Expert interview",
                "inLanguage": "en",
                "version": 2,
                "datePublished": "2026-02-01",
                "lastReviewed": "2026-01-30",
                "timeRequired": "PT5M",
                "isAccessibleForFree": True,
                "isPartOf": {"@type": "WebSite", "name": "Example Hub", "url": "/"},
                "publisher": {
                    "@type": "Organization",
                    "name": "Example Publisher",
                    "publishingPrinciples": "/about/",
                    "ownershipFundingInfo": "/funders/",
                },
                "about": [{"@type": "MedicalCondition", "name": "multiple myeloma"}],
                "keywords": ["Antibodies"],
                "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
                "teaches": ["recall the trials", "select patients"],
                "author": [
                    {"@id": "/people/w/#person", "@type": "Person", "name": "Wendy Writer"},
                    {"@id": "/people/r/#person", "@type": "Person", "name": "Rob van Reviewer"},
                ],
                "reviewedBy": [{"@id": "/people/r/#person", "@type": "Person", "name": "Rob van Reviewer"}],
                "contributor": [
                    {
                        "@id": "/people/e/#person",
                        "@type": "Person",
                        "name": "Eva Expert",
                        "affiliation": {"@type": "Organization", "name": "Clinic"},
                    },
                    {"@id": "/people/f/#person", "@type": "Person", "name": "Fay"},
                ],
                "citation": [
                    {
                        "@type": "ScholarlyArticle",
                        "@id": "https://doi.org/10.1056/NEJMoa2400712",
                        "name": "IgG1 antibodies",
                        "sameAs": ["https://pubmed.ncbi.nlm.nih.gov/38832972/"],
                    },
                    {
                        "@type": "ScholarlyArticle",
                        "@id": "https://pubmed.ncbi.nlm.nih.gov/1234567/",
                        "name": "On A",
                    },
                    {"@type": "WebPage", "@id": "https://example.org/label", "name": "A label"},
                    {"@type": "CreativeWork", "name": "A law"},
                ],
                "mentions": [{"@id": "/trials/imroz/#trial"}],
                "funding": [{"@type": "Grant", "funder": {"@type": "Organization", "name": "F"}}],
            },
            {
                "@id": "/trials/imroz/#trial",
                "@type": "MedicalTrial",
                "name": "IMROZ",
                "identifier": ["NCT03319667", "2017-002238-21"],
                "trialDesign": ["https://schema.org/RandomizedTrial", "https://schema.org/OpenTrial"],
            },
        ],
    }


def test_what_is_not_known_is_left_out():
    content = {"article": {"slug": "bare", "title": "Bare", "body": []}}
    facts = PageFacts(
        hub="",
        publisher="",
        condition="",
        language="de",
        version=1,
        published_on=date(2026, 2, 1),
        kind="Article",
        reading_minutes=1,
    )

    assert article_graph(content, {}, [], {}, facts)["@graph"] == [
        {
            "@id": "#page",
            "@type": ["MedicalWebPage", "LearningResource"],
            "headline": "Bare",
            "learningResourceType": "Article",
            "inLanguage": "de",
            "version": 1,
            "datePublished": "2026-02-01",
            "timeRequired": "PT1M",
            "isAccessibleForFree": True,
            "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        }
    ]


@pytest.mark.parametrize(
    ("design", "terms"),
    [
        ("", []),
        ("Randomised, double-blind, placebo-controlled", ["Randomized", "DoubleBlinded", "PlaceboControlled"]),
        ("non-randomized open label", ["Open"]),
        ("nonrandomised", []),
        ("triple-masked multicentre", ["TripleBlinded", "MultiCenter"]),
        ("single-center, single blind", ["SingleBlinded", "SingleCenter"]),
        ("multinational multi-center", ["MultiCenter", "International"]),
        ("basket study", []),
    ],
)
def test_design_of_a_trial_in_terms_of_schema_org(design, terms):
    node = trial_node({"slug": "t", "acronym": "T", "design": design})

    assert node.get("trialDesign", []) == [f"https://schema.org/{term}Trial" for term in terms]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script", "A & B", "a\u2028b\u2029c", 'a "b" \\']
)
def test_no_text_can_end_the_script(text):
    written = script_json({"headline": text})

    assert set(written) & set("<>&\u2028\u2029") == set()
    assert json.loads(written) == {"headline": text}
