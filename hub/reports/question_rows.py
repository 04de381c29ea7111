"""The report of one question as rows for export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from quizzes.report_columns.phrases import BELOW_20, LEARNERS, PERCENT, POINTS, SIMULATED

from .question_page import QuestionPages


@dataclass(frozen=True)
class QuestionInQuizRow:
    """One series of a question in one quiz: learners who answered both times, and their change in points.

    Right answers are counted by the key as it stands. Empty where too few answered for an estimate.
    """

    article: str
    question: str
    series: int
    versions: str
    matched_learners: int
    right_both_times: int
    right_then_wrong: int
    wrong_then_right: int
    wrong_both_times: int
    matched_before_pct: float | None
    matched_after_pct: float | None
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    mid_p: float | None
    exact_p: float | None
    includes_simulated: bool


QUESTION_IN_QUIZ = Table(
    key="question-quizzes",
    title="Question report: the question in each quiz",
    row="One series of the question in one quiz.",
    row_type=QuestionInQuizRow,
    entries={
        "article": Entry("title of the article with the quiz"),
        "question": Entry("the stem in the newest wording of the series"),
        "series": Entry("number of the series: versions that are counted together"),
        "versions": Entry("numbers of the versions in it"),
        "matched_learners": Entry("learners who answered before and after reading, within 30 days", LEARNERS),
        "right_both_times": Entry("of these right before and after", LEARNERS),
        "right_then_wrong": Entry("right before, wrong after", LEARNERS),
        "wrong_then_right": Entry("wrong before, right after", LEARNERS),
        "wrong_both_times": Entry("wrong before and after", LEARNERS),
        "matched_before_pct": Entry("right answers of these learners before reading", PERCENT, BELOW_20),
        "matched_after_pct": Entry("right answers of these learners after reading", PERCENT, BELOW_20),
        "change_points": Entry("after less before", POINTS, BELOW_20),
        "change_lower": Entry("lower 95% limit of the change (Newcombe's method 10)", POINTS, BELOW_20),
        "change_upper": Entry("upper 95% limit of the change", POINTS, BELOW_20),
        "mid_p": Entry("McNemar's mid-p", "probability, 0 to 1", f"{BELOW_20}, or fewer than 6 answers moved"),
        "exact_p": Entry(
            "McNemar's exact P value", "probability, 0 to 1", f"{BELOW_20}, or fewer than 6 answers moved"
        ),
        "includes_simulated": SIMULATED,
    },
)


def question_in_quiz_rows(page: QuestionPages) -> Iterator[QuestionInQuizRow]:
    """The newest series first, its quizzes in their order."""
    for section in page.series:
        head = section.page.report.head
        for row in section.rows:
            change, pairs = row.change, row.change.pairs
            interval = change.interval
            yield QuestionInQuizRow(
                article=str(row.quiz.article),
                question=head.stem,
                series=head.series,
                versions=", ".join(map(str, head.version_numbers)),
                matched_learners=pairs.n,
                right_both_times=pairs.retained,
                right_then_wrong=pairs.unlearned,
                wrong_then_right=pairs.learned,
                wrong_both_times=pairs.never,
                matched_before_pct=percentage(pairs.pre) if change.is_estimable else None,
                matched_after_pct=percentage(pairs.post) if change.is_estimable else None,
                change_points=percentage(change.estimate),
                change_lower=percentage(interval.lower) if interval else None,
                change_upper=percentage(interval.upper) if interval else None,
                mid_p=change.mid_p,
                exact_p=change.exact_p,
                includes_simulated=page.has_simulated,
            )
