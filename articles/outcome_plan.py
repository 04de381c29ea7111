"""The outcome plan of an article: what its questions and statements were to measure, as published, and what came later.

The plan is what the first published version with a question or a statement lays down: which of them belong to which
learning objective, at which level of outcome. Later versions change nothing of it: what they add, or say otherwise, is
post hoc. Pure; versions of a question that differ in wording only are one item, another meaning is another item.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from hub.moore import Level, level_of


class Kind(StrEnum):
    QUESTION = "question"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Item:
    """A question or statement as one version of an article lays it down.

    number: primary key of the question or statement. series: its versions of one meaning. objective: key of the
    objective in the article, "" for none; objective_text: its words then. moore: 1 to 7. bloom: "" for none.
    """

    kind: Kind
    number: int
    series: int
    text: str
    objective: str = ""
    objective_text: str = ""
    moore: int | None = None
    bloom: str = ""

    @property
    def identity(self) -> tuple[Kind, int, int]:
        return self.kind, self.number, self.series

    @property
    def level(self) -> Level:
        return level_of(self.moore, self.bloom)


@dataclass(frozen=True)
class Objective:
    key: str
    text: str


@dataclass(frozen=True)
class Laid:
    """What one published version lays down, in the order of its page. day: when it went live."""

    version: int
    day: date
    items: tuple[Item, ...] = ()
    objectives: tuple[Objective, ...] = ()


class What(StrEnum):
    """What a later version did to the plan. REWORDED: the objective's own words; the item stands as planned."""

    ADDED = "added"
    REMOVED = "removed"
    OBJECTIVE = "objective"
    LEVEL = "level"
    REWORDED = "objective reworded"


@dataclass(frozen=True)
class Event:
    """One change of an item by a version. was, now: keys of objectives, levels, or words; "" for none."""

    what: What
    version: int
    day: date
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Line:
    """One item over all versions, as the newest version that has it says it.

    planned: as the plan has it, None for what came later. events: in the order of versions. is_asked: the newest
    version has it.
    """

    item: Item
    planned: Item | None
    events: tuple[Event, ...]
    is_asked: bool

    @property
    def is_post_hoc(self) -> bool:
        """Whether the plan does not say what the item measures now: it came later, or its objective or level changed."""
        return self.planned is None or _place(self.planned) != _place(self.item)

    @property
    def since(self) -> Event | None:
        """The event that made it post hoc: its coming, else the last change of its place. None where it is planned."""
        if not self.is_post_hoc:
            return None
        if self.planned is None:
            return self.events[0]
        return [event for event in self.events if event.what in (What.OBJECTIVE, What.LEVEL)][-1]


@dataclass(frozen=True)
class ObjectiveLine:
    """A learning objective. since: the version and day it came with, None for one of the plan. texts: its wordings."""

    key: str
    texts: tuple[str, ...]
    since: tuple[int, date] | None
    is_standing: bool

    @property
    def text(self) -> str:
        return self.texts[-1]


@dataclass(frozen=True)
class OutcomePlan:
    """version, day: of the version that locked the plan; None while nothing is published.

    lines: those of the plan in its order, then what came later.
    """

    version: int | None
    day: date | None
    lines: tuple[Line, ...]
    objectives: tuple[ObjectiveLine, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the plan, see `digest_of`; "" while there is none."""
        return digest_of(line.planned for line in self.lines if line.planned) if self.version else ""

    @property
    def planned(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_post_hoc)

    @property
    def post_hoc(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_post_hoc)

    @property
    def removed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_asked)

    def line_of(self, kind: Kind, number: int, series: int) -> Line | None:
        return next((line for line in self.lines if line.item.identity == (kind, number, series)), None)


NO_PLAN = OutcomePlan(None, None, (), ())


def outcome_plan(versions: Iterable[Laid]) -> OutcomePlan:
    """The plan from all published versions of an article, in whatever order they come."""
    ordered = sorted(versions, key=lambda laid: laid.version)
    first = next((place for place, laid in enumerate(ordered) if laid.items), None)
    if first is None:
        return NO_PLAN
    locking, later = ordered[first], ordered[first + 1 :]
    lines = {item.identity: Line(item, item, (), is_asked=True) for item in locking.items}
    for laid in later:
        lines = _followed(lines, laid)
    return OutcomePlan(locking.version, locking.day, tuple(lines.values()), _objectives(locking, later))


def digest_of(items: Iterable[Item]) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of these items without their words: keys sorted, no blanks.

    Two versions have the same digest when they ask the same items under the same objectives at the same levels,
    in whatever order and wording.
    """
    held = [
        {name: value for name, value in asdict(item).items() if name not in ("text", "objective_text")}
        for item in items
    ]
    held.sort(key=lambda item: (item["kind"], item["number"], item["series"]))
    canonical = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def becoming_post_hoc(plan: OutcomePlan, working: Sequence[Item]) -> list[tuple[Item, What]]:
    """What of the working copy would become post hoc by being published, and by what, beyond what is post hoc already."""
    if plan.version is None:
        return []
    found = []
    for item in working:
        line = plan.line_of(*item.identity)
        if line is None:
            found.append((item, What.ADDED))
        elif _place(item) not in (_place(line.item), _place(line.planned or line.item)):
            found.append((item, What.OBJECTIVE if item.objective != line.item.objective else What.LEVEL))
    return found


def _place(item: Item) -> tuple[str, Level]:
    return item.objective, item.level


def _followed(lines: dict, laid: Laid) -> dict:
    """The lines after one more version."""
    items = {item.identity: item for item in laid.items}
    after = {identity: _next(line, items.get(identity), laid) for identity, line in lines.items()}
    for identity, item in items.items():
        if identity not in after:
            event = Event(What.ADDED, laid.version, laid.day)
            after[identity] = Line(item, None, (event,), is_asked=True)
    return after


def _next(line: Line, item: Item | None, laid: Laid) -> Line:
    if item is None:
        gone = (Event(What.REMOVED, laid.version, laid.day),) if line.is_asked else ()
        return Line(line.item, line.planned, line.events + gone, is_asked=False)
    was, events = line.item, []
    if not line.is_asked:
        events.append(Event(What.ADDED, laid.version, laid.day))
    if item.objective != was.objective:
        events.append(Event(What.OBJECTIVE, laid.version, laid.day, was.objective, item.objective))
    elif item.objective_text != was.objective_text:
        events.append(Event(What.REWORDED, laid.version, laid.day, was.objective_text, item.objective_text))
    if item.level != was.level:
        events.append(Event(What.LEVEL, laid.version, laid.day, was.level, item.level))
    return Line(item, line.planned, line.events + tuple(events), is_asked=True)


def _objectives(locking: Laid, later: Sequence[Laid]) -> tuple[ObjectiveLine, ...]:
    found: dict[str, ObjectiveLine] = {}
    for laid in (locking, *later):
        standing = {objective.key: objective.text for objective in laid.objectives}
        for key, line in found.items():
            found[key] = ObjectiveLine(key, line.texts, line.since, is_standing=key in standing)
        for key, text in standing.items():
            known = found.get(key)
            since = known.since if known else None if laid is locking else (laid.version, laid.day)
            texts = known.texts if known else ()
            found[key] = ObjectiveLine(key, texts if texts[-1:] == (text,) else (*texts, text), since, is_standing=True)
    return tuple(found.values())
