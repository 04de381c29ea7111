"""What an outcomes report holds: sums over learners, the texts they belong to, and nothing else. Pure.

No learner stands in it. Groups that a value divides learners into (specialties, countries, months) and questions,
statements and articles have at least SMALLEST_GROUP learners each, and what is kept back cannot be worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hub.shares import Share
from hub.stats import LearnerSums, Pairs
from hub.suppression import PUBLISHED
from quizzes.analysis import Exclusions, OptionUse, QuestionReport
from quizzes.change import PairedChange, QuizChange
from quizzes.counts import QuestionHead, ReportOption
from surveys.analysis import StatementReport

SMALLEST_GROUP = PUBLISHED
"""Learners that a group needs to leave the house."""


def told(n: int) -> int | None:
    """A count of learners as it may leave the house: None for 1 to 9."""
    return n if n == 0 or n >= SMALLEST_GROUP else None


@dataclass(frozen=True)
class ArticleOutcome:
    """An article with its learners. versions: number and first day of each version reported. views, reads: page loads.

    before, after, matched: learners, as `quizzes.analysis.QuizLearners` counts them, None where not told. is_counted: whether enough
    learners answered; else no number of it stands anywhere in the report.
    """

    slug: str
    title: str
    hub: str
    versions: tuple[tuple[int, str], ...]
    is_counted: bool
    learners: int = 0
    before: int | None = 0
    after: int | None = 0
    matched: int | None = 0
    views: int = 0
    reads: int = 0


@dataclass(frozen=True)
class FundingOutcome:
    """One agreement in words. in_kind: "" without; starts_on, ends_on: ISO dates, "" where open."""

    funder: str
    is_financial: bool
    in_kind: str
    purpose: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class Count:
    """Learners of one value, such as a specialty; a value that is kept back has no row."""

    value: str
    n: int


@dataclass(frozen=True)
class Breakdown:
    """Learners by value, "" for those who told none. kept_back: learners of the values without a row."""

    rows: tuple[Count, ...] = ()
    kept_back: int = 0

    @property
    def n(self) -> int:
        return sum(row.n for row in self.rows) + self.kept_back


@dataclass(frozen=True)
class Cohort:
    """The matched learners of one specialty or country with their answers to all questions that are counted."""

    dimension: str
    value: str
    pairs: Pairs
    sums: LearnerSums

    @property
    def change(self) -> QuizChange:
        return QuizChange(self.pairs, self.sums)


@dataclass(frozen=True)
class OptionOutcome:
    """A choice with its unflagged answers in each phase. letter: "" for "I do not know" alone."""

    letter: str
    text: str
    is_key: bool
    before: int
    after: int


@dataclass(frozen=True)
class QuestionOutcome:
    """One series of a question in one article. What it holds is named as in `quizzes.analysis.QuestionReport`.

    level: of Moore's scale, None where nobody set one. versions: number and first day. sources: as printed.
    right: right answers before, after and weeks later, answered: all answers then.
    """

    slug: str
    article: str
    question_id: int
    series: int
    stem: str
    objective: str
    level: int | None
    versions: tuple[tuple[int, str], ...]
    sources: tuple[str, ...]
    options: tuple[OptionOutcome, ...]
    right: tuple[int, int, int]
    answered: tuple[int, int, int]
    pairs: Pairs
    later: Pairs
    transitions: tuple[tuple[int, ...], ...]
    exclusions: Exclusions
    adjusted_p: float | None = None

    @cached_property
    def report(self) -> QuestionReport:
        uses = tuple(
            OptionUse(
                ReportOption(option.letter or None, option.letter, option.text, option.is_key),
                Share(option.before, self.answered[0]),
                Share(option.after, self.answered[1]),
            )
            for option in self.options
        )
        numbers = tuple(number for number, _day in self.versions)
        before, after, follow_up = (Share(*counts) for counts in zip(self.right, self.answered, strict=True))
        return QuestionReport(
            number=0,
            head=QuestionHead(self.question_id, self.series, self.stem, numbers, tuple(use.option for use in uses)),
            before=before,
            after=after,
            follow_up=follow_up,
            options=uses,
            change=PairedChange(self.pairs, self.adjusted_p),
            transitions=self.transitions,
            exclusions=self.exclusions,
            later=PairedChange(self.later),
        )


@dataclass(frozen=True)
class StatementOutcome:
    """One series of a statement over all articles. learners: fewer than answers where some answered after several articles."""

    statement_id: int
    series: int
    text: str
    level: int | None
    is_reversed: bool
    learners: int
    eligible: int
    counts: tuple[int, int, int, int, int]
    not_applicable: int

    @cached_property
    def report(self) -> StatementReport:
        return StatementReport(
            text=self.text,
            series=self.series,
            version_numbers=(),
            is_reversed=self.is_reversed,
            is_current=True,
            eligible=self.eligible,
            counts=self.counts,
            not_applicable=self.not_applicable,
        )


@dataclass(frozen=True)
class Confidence:
    """Matched answers by right or wrong and sure or not (4 or 5 of 5), before and after, of learners asked both times."""

    learners: int
    right_sure: tuple[int, int]
    right_unsure: tuple[int, int]
    wrong_sure: tuple[int, int]
    wrong_unsure: tuple[int, int]

    @property
    def n(self) -> int:
        return sum(cell[0] for cell in (self.right_sure, self.right_unsure, self.wrong_sure, self.wrong_unsure))


@dataclass(frozen=True)
class LeftOut:
    """Learners who are not in the change for one reason, each once an article; None where fewer than SMALLEST_GROUP."""

    reason: str
    n: int | None


@dataclass(frozen=True)
class Outcomes:
    """The whole report. until: the first day that is not in it. funders: all that the articles name, by name.

    Counts that may be None are not told where they are 1 to 9. learners, completers: as `hub.funnel` defines them; they, before, after, follow_up: distinct learners over all articles counted, months those of their first answers.
    specialties, countries, cohorts: of the learners of the change, the only ones of whom such groups are told. responses: of surveys; reached: learners who
    came as far as the survey, each once an article. change: over all questions counted. n_small_questions: questions left out of every sum.
    """

    kind: str
    key: str
    name: str
    hubs: tuple[str, ...]
    publishers: tuple[str, ...]
    language: str
    until: str
    software: str
    has_simulated: bool
    funding: tuple[FundingOutcome, ...]
    funders: tuple[str, ...]
    articles: tuple[ArticleOutcome, ...]
    learners: int | None
    completers: int | None
    before: int | None
    after: int | None
    follow_up: int | None
    responses: int | None
    reached: int | None
    left_out: tuple[LeftOut, ...]
    specialties: Breakdown
    countries: Breakdown
    months: Breakdown
    pairs: Pairs
    sums: LearnerSums
    before_only: int
    n_small_questions: int
    questions: tuple[QuestionOutcome, ...]
    cohorts: tuple[Cohort, ...]
    statements: tuple[StatementOutcome, ...]
    confidence: Confidence | None

    @property
    def change(self) -> QuizChange:
        return QuizChange(self.pairs, self.sums)

    @property
    def counted(self) -> tuple[ArticleOutcome, ...]:
        return tuple(article for article in self.articles if article.is_counted)

    @property
    def conservative_change(self) -> float | None:
        """The change if those who left after the first quiz learned nothing; None where no change is estimated."""
        if self.change.estimate is None:
            return None
        return (self.pairs.learned - self.pairs.unlearned) / (self.pairs.n + self.before_only)
