"""Texts made to take long: reading stays in proportion to their length, and says what it left out."""

import random
import time
from itertools import pairwise

import pytest

from articles.reference_import import duplicates, read_references
from articles.reference_import.duplicates import Work, find_duplicates

LENGTH = 200_000
# The square of their length would take minutes; the limit leaves room for a busy machine.
MOST_SECONDS = 2


def filled(start: str, repeated: str, end: str = "") -> str:
    return start + repeated * (LENGTH // len(repeated)) + end


@pytest.mark.parametrize(
    "text",
    [
        filled("x", ";", "!\n"),
        filled("1. A. B. ", " ", "!\n"),
        filled("A. B. ", "https://", " x"),
        filled("A. B. J. ", "2020:", ". x"),
        filled("", "1. A. B. J. 2020.\n"),
        filled("TY  - JOUR\nTI  - ", "x\n"),
        filled("PMID- 1\nTI  - ", " x\n"),
        filled("@article{a,", "a=1,\n"),
        filled("", "@article{\n"),
        filled("[", "{},\n"),
        filled("[", "1,\n"),
    ],
    ids=lambda text: text[:24],
)
def test_time_grows_with_length_alone(text):
    start = time.process_time()

    reading = read_references(text)

    assert reading.problems or reading.records
    assert time.process_time() - start < MOST_SECONDS


def test_abbreviations_made_of_abbreviations_do_not_double_for_ever():
    names = [f"a{chr(97 + number)}" for number in range(26)]
    doubling = "".join(f"@string{{{new} = {old} # {old}}}\n" for old, new in pairwise(names))

    reading = read_references(f'@string{{aa = "{"x" * 100}"}}\n{doubling}@article{{k, title = {{T}}, volume = az}}')

    assert str(reading.problems[0]) == (
        "Line 10: The value of “aj” has more than 50,000 characters. The entry @string of line 10 was left out."
    )
    assert [record.item["title"] for record in reading.records] == ["T"]


def test_titles_that_are_alike_and_not_the_same_are_compared_for_a_while_only(monkeypatch):
    monkeypatch.setattr(duplicates, "MOST_EFFORT", 1_000_000)
    letters, shuffled = list("ab" * 240), random.Random(1)
    works = []
    for number in range(40):
        shuffled.shuffle(letters)
        works.append(Work(str(number), "".join(letters), "2020"))
    start = time.process_time()

    found = find_duplicates([*works, works[0]], [])

    assert [duplicate.work.label if duplicate else "" for duplicate in found] == [*[""] * 40, "0"]
    assert time.process_time() - start < MOST_SECONDS / 2


def test_a_text_of_failures_alone_is_not_read_to_its_end():
    reading = read_references("[" + "{},\n" * 5_000)

    assert str(reading.problems[0]) == "More than 1,000 remarks: from line 1001 on nothing was read."


def test_an_entry_too_long_for_a_reference_is_left_out_and_the_others_stay():
    reading = read_references(
        f"Doe J. Good. J. 2020;1:1.\nDoe J. {'a' * 10_000}. J. 2020;1:1.\nDoe J. Fine. J. 2021;1:1."
    )

    assert [record.item["title"] for record in reading.records] == ["Good", "Fine"]
    assert str(reading.problems[0]).startswith("Line 2: “Doe J. aaa")
