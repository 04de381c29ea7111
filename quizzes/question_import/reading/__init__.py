"""Questions from text: a table (CSV), GIFT or Moodle XML, in one canonical form. Pure; no text makes it raise."""

from __future__ import annotations

from collections.abc import Iterable

from . import gift, moodle_xml, table
from .given import (
    COLUMNS,
    DETAILS,
    LARGEST_TEXT,
    MOST_PROBLEMS,
    MOST_QUESTIONS,
    Draft,
    GivenOption,
    GivenPlace,
    GivenQuestion,
    Problem,
    Reading,
)
from .settling import settle

__all__ = [
    "COLUMNS", "DETAILS", "LARGEST_TEXT", "MOST_QUESTIONS", "GivenOption", "GivenPlace", "GivenQuestion", "Problem",
    "Reading", "read_questions",
]  # fmt: skip


def read_questions(text: str) -> Reading:
    """What a pasted or uploaded text says, whatever it is; questions with a problem are left out and named."""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    if not text.strip():
        return Reading(problems=(Problem(None, "", "There is nothing to read. Paste questions or choose a file."),))
    if moodle_xml.recognises(text):
        return _settled(moodle_xml.read(text), "Moodle XML", "Question")
    if not table.recognises(text) and gift.recognises(text):
        return _settled(gift.read(text), "GIFT", "Line")
    return _settled(table.read(text), "CSV", "Row")


def _settled(found: Iterable[Draft | Problem], name: str, unit: str) -> Reading:
    questions: list[GivenQuestion] = []
    problems: list[Problem] = []
    n_drafts = 0
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            n_drafts += 1
            if n_drafts > MOST_QUESTIONS:
                told = f"At most {MOST_QUESTIONS} questions are read at once. Split the file here and import the parts."
                problems.append(Problem(one.row, "", told))
                break
            question, faults = settle(one)
            problems += faults
            questions += [question] if question else []
        if len(problems) > MOST_PROBLEMS:
            problems = [*problems[:MOST_PROBLEMS], Problem(None, "", "There are more problems. Correct these first.")]
            break
    problems += _twice(questions)
    if not n_drafts and not problems:
        problems.append(Problem(None, "", "No question was found. The first row names the columns; questions follow."))
    return Reading(tuple(questions), tuple(problems), name, unit)


def _twice(questions: list[GivenQuestion]) -> list[Problem]:
    """Questions that the text holds more than once, by their external id, else by what they ask."""
    seen: dict[tuple[object, ...], int] = {}
    problems = []
    for question in questions:
        asked = (question.stem, tuple((option.text, option.is_key) for option in question.options))
        name = (question.external_id,) if question.external_id else asked
        first = seen.setdefault(name, question.row)
        if first != question.row:
            column = "external_id" if question.external_id else "stem"
            problems.append(Problem(question.row, column, f"It stands in {first} already. Each question stands once."))
    return problems
