"""Shares of learners, and how those of a cohort are told."""

import pytest

from hub.shares import Share


@pytest.mark.parametrize(
    ("count", "n", "percent", "cohort_percent"),
    [
        (0, 9, "–", "–"),
        (0, 10, "0%", "≤5%"),
        (1, 10, "10%", "10%"),
        (10, 10, "100%", "≥95%"),
        (19, 19, "100%", "≥95%"),
        (18, 19, "95%", "95%"),
        (0, 20, "0%", "0%"),
        (20, 20, "100%", "100%"),
        (200, 200, "100.0%", "100.0%"),
    ],
)
def test_small_cohorts_are_never_told_to_be_all_or_none(count, n, percent, cohort_percent):
    assert (Share(count, n).percent, Share(count, n).cohort_percent) == (percent, cohort_percent)
