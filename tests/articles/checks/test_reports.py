"""How an article reports its trials."""

import pytest

from articles.checks import reports
from tests.articles.checks.contents import ITEM, content_of, found, said, trial_of


def arms(*sizes, **fields):
    return [{"key": f"a{index}", "n": n} | fields for index, n in enumerate(sizes)]


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"n_enrolled": 395, "arms": arms(197, 198)}, []),
        (
            {"n_enrolled": 662, "arms": arms(331, 329)},
            ["TRIAL: the arms add up to 331 + 329 = 660, enrolled are 662; add a note."],
        ),
        ({"n_enrolled": 662, "arms": arms(331, 329), "n_note": "2 not in ITT"}, []),
        ({"n_enrolled": 662, "arms": arms(331, None)}, []),
        ({"arms": arms(331, 329)}, []),
        ({"n_enrolled": 660, "arms": arms(331, 329, part="p1") + arms(200, part="p2")}, []),
    ],
)
def test_arms_add_up(fields, messages):
    assert said(reports.arm_sizes, content_of(trial=trial_of(**fields))) == messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MRD negativity was 60.9%.", "MRD stands here without its threshold, such as 10⁻⁵."),
        ("MRD negativity (10⁻⁵) was 60.9%.", None),
        ("MRD negativity (10^-5^) was 60.9%.", None),
        ("MRD negativity was improved.", None),
        ("Negativity was sustained in 64.8%.", "Sustained for how long? Give the time that counted as sustained."),
        ("Negativity was sustained for at least 12 months in 64.8%.", None),
        ("The overall response rate was 67%.", "Response by which criteria? Name them, or say which responses count."),
        ("The overall response rate by IMWG criteria was 67%.", None),
        ("Complete response was reached by 74.7%.", None),
        ("Neutropenia was more frequent (23% v 7%).", "Adverse events of which grade?"),
        ("Neutropenia of grade 3 or 4 was more frequent (23% v 7%).", None),
    ],
)
def test_term_with_a_rate_is_defined(text, message):
    assert said(reports.definitions, content_of(text)) == ([message] if message else [])


def test_definition_elsewhere_in_the_block_or_at_the_endpoint_counts():
    endpoint = {"key": "mrd", "measure": "MRD negativity", "definition": "10^-5 by NGS"}
    in_registry = content_of("MRD negativity was 60.9%.", trial=trial_of(endpoints=[endpoint]))
    in_block = content_of("MRD negativity was 60.9%.", "MRD was measured at 10⁻⁵.")

    assert (found(reports.definitions, in_registry), found(reports.definitions, in_block)) == ([], [])


def test_undefined_term_is_reported_once_a_block():
    content = content_of("MRD negativity was 60.9%.", "MRD negativity was 70%.")

    assert found(reports.definitions, content) == [("TRI-DEF", "warning", ITEM)]


@pytest.mark.parametrize(
    ("items", "is_missing"),
    [
        (("PFS was 60%.", "OS was longer."), True),
        (("PFS was 60%.",), False),
        (("PFS was 60%.", "OS was longer.", "Neutropenia was frequent."), False),
        (("PFS was 60%.", {"text": "OS was longer.", "source_kind": "expert_opinion"}), False),
    ],
)
def test_benefit_is_reported_with_harm(items, is_missing):
    wanted = [("TRI-HARMS", "warning", "article.body")] if is_missing else []

    assert found(reports.harms, content_of(*items)) == wanted


def test_harm_in_the_table_of_results_counts():
    trial = trial_of({"endpoint": "ae"}, endpoints=[{"key": "ae", "measure": "events", "type": "SAFETY"}])

    assert found(reports.harms, content_of("PFS was 60%.", "OS was longer.", trial=trial)) == []


def test_trials_of_one_arm_are_not_compared_in_words():
    content = content_of("A was superior to B.", trial=trial_of(arms=arms(10)))
    content["trials"].append(trial_of(slug="u", acronym="OTHER", arms=arms(10)))
    alone = said(reports.cross_trial, content)
    content["article"]["body"].append({"block": "trial", "trial": "u"})

    assert alone == []
    assert said(reports.cross_trial, content) == [
        "“superior to”: TRIAL and OTHER have one arm each and no shared control."
    ]


@pytest.mark.parametrize(
    ("item", "is_without"),
    [
        ("MRD negativity was improved with D-VRd in CD38.", True),
        ("MRD negativity was improved to 60%.", False),
        ("TRIAL used D-VRd around transplant.", False),
        ({"text": "A result.", "kind": "finding"}, True),
        ({"text": "Survival was longer.", "kind": "interpretation"}, False),
        ({"text": "Survival was longer.", "source_kind": "expert_opinion"}, False),
    ],
)
def test_finding_on_an_outcome_gives_a_number(item, is_without):
    wanted = [("TRI-NONUMBER", "info", ITEM)] if is_without else []

    assert found(reports.numberless, content_of(item)) == wanted
