"""The figures of the page that the product is modelled on, and what the checks say of each: no error, no warning.

Notes stand where the text gives rates, "significantly" or a percent reduction without p value, interval or estimate.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from articles.checks import content_findings, figures, rates
from tests.articles.checks.contents import content_of, trial_of

DEMO = json.loads((Path(__file__).parents[3] / "hub/demo/anti-cd38.json").read_text(encoding="utf-8"))

FIGURES = [
    (
        "The risk of disease progression or death was reduced by 43% in the D-VRd group, with a hazard ratio of 0.57 "
        "(95% CI: 0.41–0.79; p = 0.0005).",
        [],
    ),
    (
        "At a median follow-up of 58.7 months, the MRD-negativity rate was 60.9% with D-VRd, compared with 39.4% with "
        "VRd alone.",
        ["STAT-NOESTIMATE"],
    ),
    (
        "There was also a significantly improved 60-month progression-free survival (PFS) rate with Isa-VRd at 63.2% "
        "compared with 45.2% with VRd.",
        ["STAT-NOESTIMATE"],
    ),
    ("PFS at 60 months was better (HR 0.60, 98.5% CI 0.41–0.88, P<0.001).", []),
    ("PFS at 60 months was better (HR 0.60, 95% CI 0.41–0.88, P<0.001).", ["STAT-PCI"]),
    (
        "Median PFS was not reached with Isa-VRd and is estimated to be between 7 and 8 years.",
        ["STAT-NOESTIMATE"],
    ),
    ("Sustained negativity was observed in 64.8% with D-VRd and 29.7% with VRd.", ["STAT-NOESTIMATE"]),
    (
        "The addition of isatuximab significantly improved MRD negativity rates (50% vs 36%; p = 0.00017).",
        [],
    ),
    ("Neutropenia was more frequent with isatuximab (23% vs 7%).", []),
    (
        "Daratumumab was observed to reduce the risk of progression to MM or death by 51% compared with active "
        "monitoring alone.",
        ["STAT-NOESTIMATE"],
    ),
]
CHECKS = (
    figures.stated_changes, figures.printed_estimates, figures.printed_levels, figures.printed_p_values,
    figures.significance, figures.missing_estimates, rates.possible_rates, rates.time_points,
)  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), FIGURES)
def test_figure_of_the_seed(text, rules):
    findings = [finding for check in CHECKS for finding in check(content_of(text), date(2025, 5, 5))]

    assert [(finding.rule, finding.severity) for finding in findings] == [(rule, "info") for rule in rules]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("63.2", "45.2", 265, 181), "Kaplan-Meier estimate"),
        (("50", "36", 331, 329), ""),
        (("64.8", "29.7", 355, 354), ""),
    ],
)
def test_estimated_rates_are_no_counts(values, kind):
    """63.2% of 265 is no whole number of people: a rate that was estimated is not compared with counts."""
    tested, reference, n_tested, n_reference = values
    result = {
        "endpoint": "pfs",
        "values": [
            {"arm": "e", "value": tested, "unit": "%", "n": n_tested, "x": round(float(tested) * n_tested / 100)},
            {
                "arm": "c",
                "value": reference,
                "unit": "%",
                "n": n_reference,
                "x": round(float(reference) * n_reference / 100),
            },
        ],
    }
    for value in result["values"]:
        value["param_type"] = kind

    assert list(rates.crude_ratios(content_of(trial=trial_of(result)), date(2025, 5, 5))) == []


SEED_HEADINGS = ("IMROZ1", "CEPHEUS4", "PERSEUS5", "GMMG-HD76", "Smoldering MM8")


def test_headings_of_the_seed_end_in_typed_numbers():
    body = [{"block": "heading", "level": 2, "text": heading} for heading in SEED_HEADINGS]
    content = content_of(body=body, references=())
    content["trials"] = DEMO["trials"]

    found = [finding for finding in content_findings(content, date(2025, 5, 5)) if finding.rule == "TXT-HEAD"]

    assert [finding.where for finding in found] == [f"article.body[{index}]" for index in range(5)]


def test_article_of_the_sample_hub_has_no_error_and_no_warning():
    findings = content_findings(DEMO, date(2025, 5, 5))

    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("STAT-CIMIX", "info"),
        ("OBJ-DOUBLE", "info"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "HR 1,234 (95% CI 1,000–2,000; p = 1,234)",
        "HR 0,57",
        f"HR {'9' * 40} and {'9' * 40}% lower risk",
        "p = .5.5",
        "CI –",
    ],
)
def test_what_is_no_number_stops_nothing(text):
    content_findings(content_of({"text": text, "result": "x"}, trial=trial_of(ids=[])), date(2025, 5, 5))
