"""Published figures that are replaced from time to time, and must not be subtracted from the ones before. Pure.

A figure is replaced where it differs by no learner or by k at least; otherwise the previous one stands. In a table with
a total that holds for all figures together, and for what is not printed as well: a row that stood beside a newer total
would give its own growth away. What is not printed is the total less the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]
"""A JSON object with a list of `key`s and the number `n` of learners behind it, and whatever else is printed of them."""

Table = Mapping[str, Any]
"""`rows`: figures with different keys. `total`: the figures of all learners, where they are known; no key."""

Key = tuple[str, ...]
Rows = Mapping[Key, Figures]


def carried(previous: Mapping[str, Any] | None, new: Mapping[str, Any], k: int) -> dict[str, Any]:
    """The new content with the figures in it that have to stand as they were.

    Both: JSON objects; every object in them that has `rows` is a table, known by its place. What stands outside of
    tables is words and definitions, taken from the new content, and must hold no number of learners. Rows and tables
    that were printed and are now missing stand too, since what was printed is known. Raises ValueError for two rows of
    a key.
    """
    before = previous or {}
    left = {name: value for name, value in before.items() if name not in new and _holds_table(value)}
    return {name: _carried(before.get(name), value, k) for name, value in new.items()} | left


def dated(content: Mapping[str, Any], as_of: str) -> dict[str, Any]:
    """The content with `as_of` in all its figures, for `carried` to keep in those that stand."""

    def marked(value: Any) -> Any:
        match value:
            case {"rows": rows}:
                total = {"total": value["total"] | {"as_of": as_of}} if "total" in value else {}
                return value | total | {"rows": [row | {"as_of": as_of} for row in rows]}
            case dict():
                return dated(value, as_of)
        return value

    return {name: marked(value) for name, value in content.items()}


def too_small(content: Mapping[str, Any], k: int) -> list[str]:
    """The places of all figures that rest on 1 to k − 1 learners, such as “cohorts: nurse” or “cohorts: total”."""
    found = []
    for name, value in content.items():
        if isinstance(value, dict) and "rows" in value:
            figures = [*((" ".join(row["key"]), row["n"]) for row in value["rows"])]
            figures += [("total", value["total"]["n"])] if "total" in value else []
            found += [f"{name}: {key}" for key, n in figures if 0 < n < k]
        elif isinstance(value, dict):
            found += [f"{name}, {place}" for place in too_small(value, k)]
    return found


def _carried(previous: Any, new: Any, k: int) -> Any:
    match new:
        case {"rows": _}:
            return _table(previous, new, k) if previous else dict(new)
        case dict():
            return carried(previous if isinstance(previous, dict) else None, new, k)
    return new


def _holds_table(value: Any) -> bool:
    return isinstance(value, dict) and ("rows" in value or any(map(_holds_table, value.values())))


def _table(previous: Table, new: Table, k: int) -> Table:
    before, after = _by_key(previous["rows"]), _by_key(new["rows"])
    if "total" in new or "total" in previous:
        return dict(new if _may_follow(previous, new, k) else previous)
    # A row that is new to the table has grown from nothing.
    growth = {key: row["n"] - (before[key]["n"] if key in before else 0) for key, row in after.items()}
    kept = [
        after[key] if _is_large(n, k) else before[key] for key, n in growth.items() if _is_large(n, k) or key in before
    ]
    return {**new, "rows": [*kept, *(row for key, row in before.items() if key not in after)]}


def _may_follow(previous: Table, new: Table, k: int) -> bool:
    """Whether a table with a total may replace the previous one, from which no row is missing."""
    before, after = _by_key(previous["rows"]), _by_key(new["rows"])
    if "total" not in new or before.keys() - after.keys():
        return False
    growth = [after[key]["n"] - row["n"] for key, row in before.items()]
    # Without a total before, what was not printed was nothing.
    was = previous["total"]["n"] if "total" in previous else sum(row["n"] for row in before.values())
    grown, total = new["total"]["n"] - was, new["total"]["n"]
    rest = total - sum(row["n"] for row in after.values())
    return all(_is_large(n, k) for n in [*growth, grown, grown - sum(growth), rest])


def _is_large(n: int, k: int) -> bool:
    return n == 0 or abs(n) >= k


def _by_key(rows: Sequence[Figures]) -> Rows:
    found = {tuple(row["key"]): row for row in rows}
    if len(found) != len(rows):
        raise ValueError("A table has two rows of the same key.")
    return found
