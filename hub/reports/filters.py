"""The one filter of report pages: its state is the query of the address, and every number of a page is of its cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from quizzes.cut import Cut, Evidence
from surveys.cut import SurveyCut

from .filter_choices import Choices, choices_of, narrowed

SCOPE = ("hub", "topic", "article", "funder")
TIME = ("from", "to")
LEARNERS = ("profession", "specialty", "country", "language")
EVIDENCE = "without"
OVER_QUIZZES = (*SCOPE, *TIME, *LEARNERS, EVIDENCE)
OF_ONE_QUIZ = (*TIME, *LEARNERS, "version", EVIDENCE)
OF_ONE_SURVEY = (*TIME, *LEARNERS, "version")


@dataclass(frozen=True)
class FilterField:
    """One control. kind: choice, day or ticks. options: value and words, those chosen first marked in `chosen`."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        return self.chosen[0] if self.chosen else ""


@dataclass(frozen=True)
class Chip:
    """An active restriction in words, and the query without it."""

    label: str
    words: str
    query_without: str


@dataclass(frozen=True)
class ReportFilter:
    """What the address asks for. problems: sentences on what cannot be understood; then `cut` means nothing.

    query: the canonical query of the active restrictions, "" for none.
    """

    fields: tuple[FilterField, ...]
    cut: Cut
    problems: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = field(default=())
    query: str = ""

    @property
    def is_active(self) -> bool:
        return bool(self.query)

    @property
    def query_over_quizzes(self) -> str:
        """The query for a page over several quizzes, which knows no version of an article."""
        return _query({one.name: one.chosen for one in self.fields if one.name != "version" and one.chosen})

    @property
    def narrows_learners(self) -> bool:
        """Whether the cut is a cohort, of which small numbers are hidden."""
        return bool(self.cut.cohorts)


def read_filter(data: QueryDict, quizzes: QuerySet, names: Sequence[str], *, is_all: bool = False) -> ReportFilter:
    """The filter of a page over `quizzes`, those that the account may read. names: its fields.

    is_all: whether `quizzes` are all there are, or the page adds them itself, so that the cut need not name them.
    """
    choices = {name: choices_of(name, quizzes) for name in names if name not in TIME}
    fields = tuple(_field(name, data, choices.get(name)) for name in names)
    problems = [problem for one in fields if (problem := _problem(one))]
    days = {one.name: parse_day(one.value) for one in fields if one.kind == "day"}
    if (first := days.get("from")) and (last := days.get("to")) and first > last:
        problems.append(_("The first day lies after the last one. Change one of them."))
    if problems:
        return ReportFilter(fields, Cut(quizzes=()), tuple(problems))
    active = {one.name: one.chosen for one in fields if one.chosen}
    return ReportFilter(
        fields,
        _cut(active, quizzes, days, is_all=is_all),
        chips=tuple(_chips(fields, active)),
        query=_query(active),
    )


def survey_cut(cut: Cut) -> SurveyCut:
    """The responses that answer to the same restrictions. Which surveys, the page says."""
    return SurveyCut(
        first_day=cut.first,
        last_day=cut.last,
        profession=cut.profession,
        specialty=cut.specialty,
        country=cut.country,
        language=cut.language,
        version=cut.version,
    )


def parse_day(text: str) -> date | None:
    """The day that `text` names as 2026-11-22; None for none and for what is no day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _field(name: str, data: QueryDict, choices: Choices | None) -> FilterField:
    given = tuple(value.strip() for value in data.getlist(name) if value.strip())
    if choices is None:
        return FilterField(name, {"from": _("From"), "to": _("To")}[name], "day", (), given[:1])
    kind = "ticks" if name == EVIDENCE else "choice"
    chosen = tuple(dict.fromkeys(given)) if kind == "ticks" else given[:1]
    return FilterField(name, choices.label, kind, choices.options, chosen)


def _problem(one: FilterField) -> str:
    if one.kind == "day":
        if one.value and parse_day(one.value) is None:
            return _("“%(text)s” is not a day. Write days as 2026-11-22.") % {"text": one.value}
        return ""
    known = {value for value, _words in one.options}
    unknown = [value for value in one.chosen if value not in known]
    if not unknown:
        return ""
    return _("“%(value)s” is not among the choices of “%(field)s”. Choose one of the list.") % {
        "value": unknown[0],
        "field": one.label,
    }


def _cut(
    active: Mapping[str, tuple[str, ...]], quizzes: QuerySet, days: Mapping[str, date | None], *, is_all: bool
) -> Cut:
    value = {name: chosen[0] for name, chosen in active.items()}
    cut = Cut(
        first=days.get("from"),
        last=days.get("to"),
        **{name: value[name] for name in LEARNERS if name in value},
        version=int(value["version"]) if "version" in value else None,
        without=frozenset(map(Evidence, active.get(EVIDENCE, ()))),
    )
    asked = {name: value[name] for name in SCOPE if name in value}
    if is_all and not asked:
        return cut
    return replace(cut, quizzes=tuple(narrowed(quizzes, asked).order_by("pk").values_list("pk", flat=True).distinct()))


def _chips(fields: Sequence[FilterField], active: Mapping[str, tuple[str, ...]]) -> list[Chip]:
    chips = []
    for one in fields:
        words = dict(one.options)
        for value in one.chosen:
            others = {**active, one.name: tuple(other for other in active[one.name] if other != value)}
            chips.append(Chip(one.label, words.get(value, value), _query(others)))
    return chips


def _query(active: Mapping[str, Sequence[str]]) -> str:
    return urlencode([(name, value) for name, chosen in active.items() for value in chosen])
