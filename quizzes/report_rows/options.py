"""Options of each question, and the moves between them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.formats import percentage

from ..analysis import QuizReport


@dataclass(frozen=True)
class OptionRow:
    """How many chose one option, among all unflagged answers of a phase."""

    number: int
    question: str
    series: int
    option: str
    text: str
    is_key: bool
    before: int
    before_of: int
    before_pct: float | None
    after: int
    after_of: int
    after_pct: float | None
    under_5_pct_before: bool
    includes_simulated: bool


@dataclass(frozen=True)
class TransitionRow:
    """Matched learners who chose one option before and one after."""

    number: int
    question: str
    series: int
    option_before: str
    text_before: str
    option_after: str
    text_after: str
    learners: int
    includes_simulated: bool


def option_rows(report: QuizReport) -> Iterator[OptionRow]:
    for question in report.questions:
        for use in question.options:
            yield OptionRow(
                number=question.number,
                question=question.head.stem,
                series=question.head.series,
                option=use.option.letter,
                text=use.option.text,
                is_key=use.option.is_key,
                before=use.before.count,
                before_of=use.before.n,
                before_pct=percentage(use.before.estimate),
                after=use.after.count,
                after_of=use.after.n,
                after_pct=percentage(use.after.estimate),
                under_5_pct_before=use.is_nonfunctional,
                includes_simulated=report.has_simulated,
            )


def transition_rows(report: QuizReport) -> Iterator[TransitionRow]:
    for question in report.questions:
        for before, row in zip(question.options, question.transitions, strict=True):
            for after, learners in zip(question.options, row, strict=True):
                yield TransitionRow(
                    number=question.number,
                    question=question.head.stem,
                    series=question.head.series,
                    option_before=before.option.letter,
                    text_before=before.option.text,
                    option_after=after.option.letter,
                    text_after=after.option.text,
                    learners=learners,
                    includes_simulated=report.has_simulated,
                )
