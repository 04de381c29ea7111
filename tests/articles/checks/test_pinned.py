"""The numbers of a list item and the result it is pinned to."""

import pytest

from articles.checks import pinned
from tests.articles.checks.contents import ITEM, PFS, content_of, found, said, trial_of


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("PFS was 68.1% against 49.5% (HR 0.57; 95% CI 0.41–0.79; p = 0.0005).", []),
        ("PFS was 68% against 50%.", []),
        ("PFS was better, with 12% of patients followed elsewhere, 68.1% and 49.5%.", []),
        ("PFS was longer.", []),
        ("PFS was better (p < 0.001).", []),
        ("The risk of death was 43% lower.", []),
        ("PFS was 61.8% against 49.5%.", ["The pinned result says 68.1%, the text says 61.8%."]),
        ("HR 0.75 (95% CI 0.41–0.79)", ["The pinned result says HR 0.57, the text says 0.75."]),
        ("HR 0.57 (95% CI 0.41–0.97)", ["The pinned result says an upper limit of 0.79, the text says 0.97."]),
        ("HR 0.57 (99% CI 0.41–0.79)", ["The pinned result says a level of 95, the text says 99."]),
        ("HR 0.57 (p = 0.005)", ["The pinned result says p = 0.0005, the text says p = 0.005."]),
        ("OR 2.1", []),
    ],
)
def test_text_says_what_the_pinned_result_says(text, messages):
    item = {"text": text, "result": "pfs-54"}

    assert said(pinned.pinned_numbers, content_of(item, trial=trial_of(PFS))) == messages


def test_difference_is_a_warning_at_the_item():
    item = {"text": "HR 0.75", "result": "pfs-54"}

    assert found(pinned.pinned_numbers, content_of(item, trial=trial_of(PFS))) == [("STAT-PIN", "warning", ITEM)]


def test_item_without_a_pin_is_not_compared():
    assert found(pinned.pinned_numbers, content_of("HR 0.75", trial=trial_of(PFS))) == []


def test_item_of_a_plain_list_is_pinned_by_a_key_that_one_trial_has():
    body = [{"block": "list", "items": [{"text": "HR 0.75", "result": "pfs-54"}]}]
    one = content_of(trial=trial_of(PFS), body=body)
    two = content_of(trial=trial_of(PFS), body=body)
    two["trials"].append(trial_of(PFS, slug="u"))

    assert (len(found(pinned.pinned_numbers, one)), found(pinned.pinned_numbers, two)) == (1, [])
