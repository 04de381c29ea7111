"""Our item and quiz statistics against the ones that Moodle's own tests expect, from marks of the same attempts.

moodle.json names the files. The first fixture has 25 attempts at 7 questions with part marks, the second 22 attempts at
17 questions, the fifth of which counts 8 marks and the first four of which nobody got right.
"""

import json
from pathlib import Path

import pytest

from hub.stats import cronbach_alpha, item_statistics

MOODLE = json.loads(Path(__file__).with_name("moodle.json").read_text())
FIXTURES = ("attempts_of_seven", "attempts_of_seventeen")
# What Moodle's own tests allow.
RELATIVE = 1e-5


def statistics(fixture):
    return item_statistics(MOODLE[fixture]["rows"], MOODLE[fixture]["max_marks"])


def close(expected):
    return [None if value is None else pytest.approx(value, rel=RELATIVE, abs=1e-9) for value in expected]


@pytest.mark.parametrize("fixture", FIXTURES)
@pytest.mark.parametrize("column", ["facility", "sd", "discrimination", "efficiency", "effective_weight"])
def test_items_have_the_statistics_that_moodle_gives_them(fixture, column):
    expected = MOODLE[fixture]["items"][column]

    assert [getattr(item, column) for item in statistics(fixture).items] == close(expected)


@pytest.mark.parametrize(
    "column", ["mean", "sd", "skewness", "kurtosis", "consistency", "error_ratio", "standard_error"]
)
def test_quiz_has_the_statistics_that_moodle_gives_it(column):
    expected = MOODLE["attempts_of_seven"]["quiz"][column]

    assert getattr(statistics("attempts_of_seven"), column) == pytest.approx(expected, rel=RELATIVE)


def test_coefficient_of_internal_consistency_is_alpha_also_where_it_is_negative():
    alpha = cronbach_alpha(MOODLE["attempts_of_seven"]["rows"]).alpha

    assert 100 * alpha == pytest.approx(-87.2230935542, rel=RELATIVE)


def test_fixtures_are_whole():
    shapes = [(len(MOODLE[name]["rows"]), len(MOODLE[name]["max_marks"])) for name in FIXTURES]

    assert shapes == [(25, 7), (22, 17)]
