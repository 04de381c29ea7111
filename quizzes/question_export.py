"""Questions as rows of the table that `question_import` reads."""

from collections.abc import Iterable, Iterator
from dataclasses import make_dataclass

from django.db.models import QuerySet

from hub.spreadsheets import reversible_text

from .models import Question
from .question_import.comparing import cell_text, key_letter
from .question_import.reading import COLUMNS, DETAILS, GivenQuestion
from .question_import.reading.given import MOST_OPTIONS
from .question_import.stored import as_given, with_places

QuestionRow = make_dataclass("QuestionRow", [(name, str) for name in COLUMNS], frozen=True)
QuestionRow.__doc__ = "One question; every column a text, guarded so that reading it gives the text back."

EXAMPLE = {
    "external_id": "sample-1",
    "stem": "At which dose was the sample drug given in the sample trial?",
    "option_1": "10 mg", "option_2": "20 mg", "option_3": "40 mg",
    "feedback_1": "This was the dose of the control arm.",
    "feedback_2": "This was the dose in the sample trial.",
    "feedback_3": "No arm was given this dose.",
    "key": "B",
    "rationale": "The protocol fixed 20 mg for all patients of the arm.",
    "bloom": "remember", "moore": "3", "fixed_order": "no",
}  # fmt: skip


def question_rows(questions: QuerySet[Question]) -> Iterator:
    """The rows of these questions; four queries."""
    for question in with_places(questions):
        yield row_of(as_given(question))


def example_rows() -> Iterable:
    """The one row of the template, which shows how a question is written."""
    return [QuestionRow(**{name: EXAMPLE.get(name, "") for name in COLUMNS})]


def row_of(given: GivenQuestion):
    """The row of a question in canonical form, with all its columns."""
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {"external_id": given.external_id, "stem": given.stem, "key": key_letter(given)}
    for place, option in enumerate(given.options[:MOST_OPTIONS], start=1):
        cells |= {f"option_{place}": option.text, f"feedback_{place}": option.feedback or ""}
    cells |= {name: cell_text(given.details[name]) for name in DETAILS}
    cells["quiz"] = "\n".join(place.quiz for place in given.places)
    for name in ("objective", "evidence"):
        lines = [getattr(place, name) or "" for place in given.places]
        cells[name] = "\n".join(lines) if any(lines) else ""
    return QuestionRow(**{name: reversible_text(text) for name, text in cells.items()})
