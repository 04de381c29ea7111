"""Counts of a survey into its report: every statement, and who answered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hub.shares import Share
from hub.suppression import STAFF, release

from .agreement import NOBODY, Agreement, Shift, agreement_of, shift
from .counts import PointCount, ResponseCount, StatementHead


def is_hidden(n: int, *, is_of_cohort: bool) -> bool:
    """Whether so many learners of a cohort are too few to be shown. None looks like few: nobody can tell which it is."""
    return is_of_cohort and n < STAFF


@dataclass(frozen=True)
class VersionAgreement:
    """Answers to a statement after one version of the article. shift: from the version before that one."""

    version: int
    agreement: Agreement
    shift: Shift | None


@dataclass(frozen=True)
class MonthAgreement:
    """Answers to a statement in one month, such as 2026-03. starts: numbers of article versions first answered in it."""

    month: str
    agreement: Agreement
    starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class StatementReport(Agreement):
    """One series of a statement, in its newest wording; another meaning is another statement here and never pools.

    statement: primary key in the library. opens_commitment: whoever agrees is asked what they will change. version_numbers: the versions that pool here. eligible: learners whose survey
    showed one of them; those who chose neither a point nor "not applicable" left it blank. is_reversed: agreement is
    the unfavourable answer. is_current: the newest published survey shows this series. with_flagged: the answers if
    flagged responses counted. without_uniform: the answers less those of learners who chose one point throughout.
    """

    text: str
    series: int
    version_numbers: tuple[int, ...]
    is_reversed: bool
    is_current: bool
    eligible: int
    not_applicable: int
    statement: int = 0
    opens_commitment: bool = False
    with_flagged: Agreement = NOBODY
    without_uniform: Agreement = NOBODY
    by_version: tuple[VersionAgreement, ...] = ()
    by_month: tuple[MonthAgreement, ...] = ()

    @property
    def blank(self) -> int:
        return self.eligible - self.n - self.not_applicable


@dataclass(frozen=True)
class FlagCount:
    """Responses left out for one reason. uniform: those of them that chose one point throughout."""

    reason: str
    responses: int
    uniform: int = 0


@dataclass(frozen=True)
class SurveyReport:
    """A survey: who answered it, and its statements, current ones first.

    reached: learners who came as far as the survey, None where unknown. left_out: flagged responses; flags: by reason,
    and one response can have several. straight_lined: flagged as too fast, and one point throughout. uniform: counted
    responses with one point throughout. hidden: so few learners answer to the filters that no number of them is shown;
    then there are no statements.
    """

    title: str
    responses: int
    left_out: int
    flags: tuple[FlagCount, ...]
    reached: int | None
    statements: tuple[StatementReport, ...]
    has_simulated: bool
    uniform: int = 0
    straight_lined: int = 0
    hidden: bool = False

    @property
    def response_rate(self) -> Share | None:
        return None if self.reached is None else Share(self.responses, self.reached)

    @property
    def by_agreement(self) -> tuple[StatementReport, ...]:
        """Statements with answers, most agreement first."""
        answered = [statement for statement in self.statements if statement.n]
        return tuple(sorted(answered, key=lambda statement: -statement.top_two.count / statement.n))

    @property
    def current(self) -> tuple[StatementReport, ...]:
        """The statements that the newest published survey shows."""
        return tuple(statement for statement in self.statements if statement.is_current)

    @property
    def months(self) -> tuple[str, ...]:
        """Months with answers to a current statement, in their order."""
        return tuple(sorted({one.month for statement in self.current for one in statement.by_month}))


def analyse_statement(
    head: StatementHead,
    points: Sequence[PointCount],
    responses: Iterable[ResponseCount],
    *,
    newest: int,
    is_of_cohort: bool = False,
) -> StatementReport | None:
    """The report of one series from its counts; None where those who chose a point are too few to be shown.

    newest: number of the newest article version that shows a survey.
    """
    counted = [count for count in points if not count.is_flagged]
    if is_hidden(_agreement(counted).n, is_of_cohort=is_of_cohort):
        return None
    return StatementReport(
        counts=_agreement(counted).counts,
        text=head.text,
        series=head.series,
        version_numbers=head.version_numbers,
        is_reversed=head.is_reversed,
        is_current=newest in head.shown_in,
        eligible=sum(count.learners for count in responses if count.version in head.shown_in and not count.is_flagged),
        not_applicable=sum(count.learners for count in counted if count.point is None),
        statement=head.statement,
        opens_commitment=head.opens_commitment,
        with_flagged=_agreement(points),
        without_uniform=_agreement([count for count in counted if not count.is_uniform]),
        by_version=_by_version(counted, is_of_cohort),
        by_month=_by_month(counted, is_of_cohort),
    )


def _agreement(points: Iterable[PointCount]) -> Agreement:
    return agreement_of((count.point, count.learners) for count in points)


def _by_version(counted: Sequence[PointCount], is_of_cohort: bool) -> tuple[VersionAgreement, ...]:
    """By article version, the oldest first; those with too few answers to be shown are passed over."""
    rows: list[VersionAgreement] = []
    for version, agreement in _grouped(counted, lambda count: count.version, is_of_cohort):
        rows.append(VersionAgreement(version, agreement, shift(rows[-1].agreement, agreement) if rows else None))
    return tuple(rows)


def _by_month(counted: Sequence[PointCount], is_of_cohort: bool) -> tuple[MonthAgreement, ...]:
    first: dict[int, str] = {}
    for count in counted:
        first[count.version] = min(count.month, first.get(count.version, count.month))
    return tuple(
        MonthAgreement(
            month,
            agreement,
            tuple(sorted(version for version, begun in first.items() if begun == month and version > 1)),
        )
        for month, agreement in _grouped(counted, lambda count: count.month, is_of_cohort)
    )


def _grouped(counted: Sequence[PointCount], key: Callable[[PointCount], object], is_of_cohort: bool) -> list[tuple]:
    groups: dict[object, list[PointCount]] = {}
    for count in counted:
        groups.setdefault(key(count), []).append(count)
    found = {name: _agreement(group) for name, group in sorted(groups.items())}
    learners = {name: agreement.n for name, agreement in found.items()}
    # In a cohort one hidden number would be the total less the others, so as many are hidden as it takes.
    shown = release(learners, STAFF).shown if is_of_cohort else learners
    return [(name, agreement) for name, agreement in found.items() if shown[name]]
