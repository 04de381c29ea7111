"""How the answers of one learner at one quiz count, from the rows at hand: `states` for whoever is answering just now.

Pure. The database says the same of any number of learners in `states`; that both agree is tested. Planning that query
takes it longer than storing the answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ..counts import MATCH_WITHIN, Timing
from ..models.rollup import ABSENT

Series = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """The answer to one question. slot: that of the option, DONT_KNOW without one. is_right: by the key as it stands."""

    slot: str
    is_right: bool


@dataclass(frozen=True)
class Sheet:
    """One stored attempt with its answers by series. on: the day of `at` in the zone of the hub."""

    phase: str
    at: datetime
    on: date
    language: str
    is_flagged: bool
    marks: Mapping[Series, Mark]


@dataclass(frozen=True)
class State:
    """One way to count, as in `Contribution`, but for the learner's profile and the weight."""

    series: Series | None
    day: date
    language: str
    before_slot: str
    before_right: int | None
    before_flagged: int
    after_slot: str
    after_right: int | None
    after_flagged: int
    later_right: int | None
    later_flagged: int
    timing: int
    n_pairs: int = 0
    n_retained: int = 0
    n_unlearned: int = 0
    n_learned: int = 0


def changes(standing: Collection[Sheet], added: Sheet, *, withdrawn: Collection[Series]) -> dict[State, int]:
    """What one more attempt of a learner changes: by state the learners (1 or -1) who count so from now on."""
    change = Counter(_states([*standing, added], withdrawn))
    change.subtract(_states(standing, withdrawn))
    return {state: weight for state, weight in change.items() if weight}


def _states(sheets: Collection[Sheet], withdrawn: Collection[Series]) -> list[State]:
    """withdrawn: series that are in no sum of their quiz."""
    if not sheets:
        return []
    asked = sorted({series for sheet in sheets for series in sheet.marks})
    found = [_state(series, [sheet for sheet in sheets if series in sheet.marks]) for series in asked]
    pairs = [one for one in found if one.timing == Timing.MATCHED and one.series not in withdrawn]
    return [
        *found,
        replace(
            _state(None, sheets),
            n_pairs=len(pairs),
            n_retained=_n_moved(pairs, 1, 1),
            n_unlearned=_n_moved(pairs, 1, 0),
            n_learned=_n_moved(pairs, 0, 1),
        ),
    ]


def _n_moved(pairs: Iterable[State], before: int, after: int) -> int:
    return sum((one.before_right, one.after_right) == (before, after) for one in pairs)


def _state(series: Series | None, sheets: Iterable[Sheet]) -> State:
    by_phase = {sheet.phase: sheet for sheet in sheets}
    counted = {phase: sheet for phase, sheet in by_phase.items() if not sheet.is_flagged}
    before, after, later = (counted.get(phase) for phase in ("pre", "post", "follow-up"))
    first = before or after
    day = (after or before).on if after or before else max(sheet.on for sheet in by_phase.values())
    return State(
        series=series,
        day=day,
        language=first.language if first else max(sheet.language for sheet in by_phase.values()),
        before_slot=_slot(before, series),
        before_right=_right(before, series),
        before_flagged=_is_flagged(by_phase, "pre"),
        after_slot=_slot(after, series),
        after_right=_right(after, series),
        after_flagged=_is_flagged(by_phase, "post"),
        later_right=_right(later, series),
        later_flagged=_is_flagged(by_phase, "follow-up"),
        timing=_timing(before, after),
    )


def _slot(sheet: Sheet | None, series: Series | None) -> str:
    return sheet.marks[series].slot if sheet and series else ABSENT


def _right(sheet: Sheet | None, series: Series | None) -> int | None:
    if sheet is None:
        return None
    return int(sheet.marks[series].is_right) if series else 0


def _is_flagged(by_phase: Mapping[str, Sheet], phase: str) -> int:
    return int(phase in by_phase and by_phase[phase].is_flagged)


def _timing(before: Sheet | None, after: Sheet | None) -> int:
    if before is None or after is None:
        return Timing.NONE
    if after.at < before.at:
        return Timing.REVERSED
    return Timing.LATE if after.at > before.at + MATCH_WITHIN else Timing.MATCHED
