"""Median follow-up typed as lines."""

from decimal import Decimal

import pytest

from articles.follow_up_lines import FollowUpLine, read_lines, write_lines

BOTH_ARMS = [FollowUpLine("e", Decimal("13.2"), "months"), FollowUpLine("c", Decimal("16.50"), "months")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("59.7 months", [FollowUpLine("", Decimal("59.7"), "months")]),
        ("59·7", [FollowUpLine("", Decimal("59.7"), "months")]),
        ("\n e: 13.2 months \n\nc:16.50months", BOTH_ARMS),
        ("5 patient years", [FollowUpLine("", Decimal(5), "patient years")]),
    ],
)
def test_read_lines(text, lines):
    assert read_lines(text) == lines


def test_write_lines_reads_back():
    assert write_lines(BOTH_ARMS) == "e: 13.2 months\nc: 16.50 months"
    assert read_lines(write_lines(BOTH_ARMS)) == BOTH_ARMS


@pytest.mark.parametrize("line", ["months", "-3 months", "3 to 4 months", "1,5 months", "9" * 40, f"5 {'m' * 21}"])
def test_read_lines_other_text_says_what_to_write(line):
    with pytest.raises(ValueError, match=r"is not a follow-up\. Write a number and its unit, such as 59\.7 months"):
        read_lines(line)
