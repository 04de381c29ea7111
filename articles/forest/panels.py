"""The panels of a forest plot: effects that may share an axis, because they share a measure and a side of benefit.

Effects stand below each other and are never pooled: the trials differ in people, comparators and follow-up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..effects.effect import Effect
from ..effects.wording import interval_text, level_text
from .directions import Side
from .geometry import Axis, Mark, axis_for, can_be_drawn, interval_side, mark_for, square_sizes
from .rows import EffectRow, effect_rows


@dataclass(frozen=True)
class PlottedRow:
    """A row with its mark, None where it has no interval to draw.

    name: prefix of its element ids. interval: its limits in words, with the level where that is not the panel's.
    lies: the side of 1 on which the whole interval lies, None where it reaches 1.
    """

    name: str
    row: EffectRow
    mark: Mark | None
    interval: str
    is_other_level: bool
    lies: Side | None

    @property
    def is_cut(self) -> bool:
        """True where a limit that is known lies beyond the axis."""
        if self.mark is None:
            return False
        effect = self.row.effect
        return bool(self.mark.runs_left and effect.lower is not None) or bool(
            self.mark.runs_right and effect.upper is not None
        )


@dataclass(frozen=True)
class ForestPanel:
    """Rows on one axis.

    name: prefix of the element ids, once in a plot. side: of 1, where the intervention does better. favours_below and
    favours_above: the arms where all rows share them, else "". level: of most intervals, such as "95%", or "".
    """

    name: str
    measure: str
    side: Side
    favours_below: str
    favours_above: str
    level: str
    axis: Axis
    rows: tuple[PlottedRow, ...]


def forest_panels(trials: Iterable[Mapping[str, Any]], cite: Callable[[str], str]) -> tuple[ForestPanel, ...]:
    """The panels of these trials in bundle form, in the order of their first rows.

    cite prints one citation key as HTML. A panel without any interval is left out: the results tables hold its numbers.
    Raises ValueError for a number that is not one.
    """
    groups: dict[tuple[str, Side], list[EffectRow]] = {}
    for trial in trials:
        for row in effect_rows(trial, cite):
            groups.setdefault((row.effect.kind, row.side), []).append(row)
    return tuple(
        _panel(measure, side, rows)
        for (measure, side), rows in groups.items()
        if any(can_be_drawn(row.effect) for row in rows)
    )


def n_intervals(panels: Iterable[ForestPanel]) -> int:
    """How many intervals the panels draw together."""
    return sum(row.mark is not None for panel in panels for row in panel.rows)


def _panel(measure: str, side: Side, rows: Sequence[EffectRow]) -> ForestPanel:
    drawn = [row.effect for row in rows if can_be_drawn(row.effect)]
    level, axis, sizes = _common_level(drawn), axis_for(drawn), iter(square_sizes(drawn))
    favours = {row.favours for row in rows}
    name = f"forest-{measure.lower().replace('_', '-')}-{side}"
    below, above = favours.pop() if len(favours) == 1 else ("", "")
    return ForestPanel(
        name=name,
        measure=measure,
        side=side,
        favours_below=below,
        favours_above=above,
        level=level_text(level).strip(),
        axis=axis,
        rows=tuple(
            _plotted(f"{name}-{place}", row, mark_for(row.effect, next(sizes), axis), level)
            if can_be_drawn(row.effect)
            else _plotted(f"{name}-{place}", row, None, level)
            for place, row in enumerate(rows, start=1)
        ),
    )


def _plotted(name: str, row: EffectRow, mark: Mark | None, common: Decimal | None) -> PlottedRow:
    effect = row.effect
    is_other_level = row.has_interval and effect.level != common
    text = interval_text(effect.lower, effect.upper, effect.level if is_other_level else None, name_open_limit=True)
    return PlottedRow(
        name=name,
        row=row,
        mark=mark,
        interval=text if is_other_level else text.removeprefix("CI "),
        is_other_level=is_other_level,
        lies=interval_side(effect) if mark else None,
    )


def _common_level(effects: Sequence[Effect]) -> Decimal | None:
    """The level of most intervals; among equals the one closest to 95, None where no level is stated."""
    counts = Counter(effect.level for effect in effects if effect.level is not None)
    return max(counts, key=lambda level: (counts[level], -abs(level - 95)), default=None)
