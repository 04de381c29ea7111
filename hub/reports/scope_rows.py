"""The report on several quizzes as flat rows for export: their questions, and their months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from hub.shares import Share, after_of, before_of
from hub.stats import Pairs

from .scope_page import ScopeQuestion


@dataclass(frozen=True)
class ScopeQuestionRow:
    """One series of a question in one quiz, by its matched learners."""

    article: str
    question: str
    series: int
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
    mid_p_adjusted: float | None


@dataclass(frozen=True)
class MonthRow:
    """Matched pairs whose second answer came in one month, which begins on `month`."""

    month: date
    matched_pairs: int
    before_right: int
    before_pct: float | None
    after_right: int
    after_pct: float | None


_PERCENT, _POINTS, _PAIRS = "percent, 0 to 100", "percentage points, -100 to 100", "pairs of answers"
_FEW = "fewer than 20 learners answered both times"
_NO_TEST = f"{_FEW}, or fewer than 6 answers moved"
OVER_QUIZZES = Table(
    key="questions-over-quizzes",
    title="Report over several quizzes: questions",
    row="One series of a question in one quiz; those with most left to learn first, those without an estimate last.",
    row_type=ScopeQuestionRow,
    entries={
        "article": Entry("title of the article"),
        "question": Entry("stem of the question in its newest version"),
        "series": Entry("number of the series; versions of one series are counted together"),
        "matched_learners": Entry("learners who answered before and, within 30 days, after reading", "learners"),
        "right_both_times": Entry("those right both times", "learners"),
        "right_then_wrong": Entry("those right before and wrong after reading", "learners"),
        "wrong_then_right": Entry("those wrong before and right after reading", "learners"),
        "wrong_both_times": Entry("those wrong both times", "learners"),
        "matched_before_pct": Entry("those right before reading", _PERCENT, _FEW),
        "matched_after_pct": Entry("those right after reading", _PERCENT, _FEW),
        "change_points": Entry("the second less the first", _POINTS, _FEW),
        "change_lower": Entry("lower limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "change_upper": Entry("upper limit of the 95% interval of the change (Newcombe)", _POINTS, _FEW),
        "mid_p": Entry("P value of the change (McNemar, mid-p)", "probability, 0 to 1", _NO_TEST),
        "mid_p_adjusted": Entry(
            "the same over all questions of the table (Benjamini–Hochberg)",
            "probability, 0 to 1",
            f"{_NO_TEST}; of more than 200 questions in all rows",
        ),
    },
)


def _phase(name: str, when: str) -> dict[str, Entry]:
    return {
        f"{name}_right": Entry(f"pairs whose answer {when} is right", _PAIRS),
        f"{name}_pct": Entry("their share", _PERCENT, "fewer than 10 pairs"),
    }


MONTHS = Table(
    key="months-over-quizzes",
    title="Report over several quizzes: months",
    row="One month in which a learner answered for the second time.",
    row_type=MonthRow,
    entries={
        "month": Entry("first day of the month"),
        "matched_pairs": Entry("pairs of answers: one a learner and question", _PAIRS),
        **_phase("before", "before reading"),
        **_phase("after", "after reading"),
    },
)


def scope_question_rows(questions: tuple[ScopeQuestion, ...]) -> Iterator[ScopeQuestionRow]:
    """In the order of the page."""
    for one in questions:
        change, pairs = one.change, one.change.pairs
        yield ScopeQuestionRow(
            article=one.title,
            question=one.stem,
            series=one.key[2],
            matched_learners=pairs.n,
            right_both_times=pairs.retained,
            right_then_wrong=pairs.unlearned,
            wrong_then_right=pairs.learned,
            wrong_both_times=pairs.never,
            matched_before_pct=percentage(change.before.estimate) if change.is_estimable else None,
            matched_after_pct=percentage(change.after.estimate) if change.is_estimable else None,
            change_points=percentage(change.estimate),
            change_lower=percentage(change.interval.lower) if change.interval else None,
            change_upper=percentage(change.interval.upper) if change.interval else None,
            mid_p=change.mid_p,
            mid_p_adjusted=change.adjusted_p,
        )


def month_rows(pairs: Mapping[date, Pairs]) -> Iterator[MonthRow]:
    """The months with pairs, the oldest first."""
    for month, found in sorted(pairs.items()):
        if found.n:
            yield MonthRow(month, found.n, *_cells(before_of(found)), *_cells(after_of(found)))


def _cells(share: Share) -> tuple[int, float | None]:
    return share.count, percentage(share.estimate)
