"""What the registry says today of the results that a published version shows. Pure: two bundle forms in, changes out.

A published version is frozen, so a later correction of the registry never reaches it. Staff are told what differs; the
next publication takes the registry's numbers over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .passages import passages, result_of_key
from .shown_results import shown_results, trials_with_block
from .trial_content import arm_name, by_key

Record = Mapping[str, Any]
Trials = Mapping[str, Record]

REMOVED, ADDED = "removed", "added"
_LABELS = {
    "value": "value", "ci_lower": "lower limit", "ci_upper": "upper limit", "ci_pct": "level", "p_op": "p is",
    "p_value": "p", "p_sides": "sides of the test", "x": "events", "n": "analysed", "param_type": "kind of number",
    "time_point": "time point", "ref": "source", "not_reached": "not reached", "reference_arm": "reference arm",
    "ni_margin": "non-inferiority margin", "median_follow_up": "median follow-up", "data_cutoff": "data cut-off",
}  # fmt: skip
# Who checked a number is no part of what readers see.
_UNSEEN = frozenset({"checked", "key", "analysis", "endpoint", "part", "values", "comparison"})


@dataclass(frozen=True)
class Change:
    """One field of one result, then and now, as printed; "" where there was or is nothing.

    endpoint: what was measured, with its time point. is_pinned: whether a list item points to the result.
    """

    trial: str
    endpoint: str
    field: str
    then: str
    now: str
    is_pinned: bool = False

    @property
    def text(self) -> str:
        place = ", ".join(part for part in (self.trial, self.endpoint) if part)
        return f"{place}: {self.field} {self.then or '–'} → {self.now or '–'}"


def registry_changes(content: Record, present: Trials) -> list[Change]:
    """What differs between the results that a frozen content shows and the registry.

    content: the bundle of a version. present: bundle forms of its trials as stored now, by slug. Compared are the results
    and regulatory events of every trial with a block, the results in landscape tables, and those that list items pin.
    """
    frozen = {trial["slug"]: trial for trial in content.get("trials", [])}
    shown = [trial["slug"] for trial in trials_with_block(content)]
    seen = [result for _where, _trial, result in shown_results(content)]
    pins = _pinned(content, frozen)
    changes: list[Change] = []
    for slug, then in frozen.items():
        read = [result for result in then.get("results", []) if any(result is one for one in seen)]
        if slug in shown or read or pins[slug]:
            changes += _trial_changes(then, present.get(slug), pins[slug], read, is_shown=slug in shown)
    return changes


def _pinned(content: Record, frozen: Trials) -> dict[str, set[str]]:
    """Keys of the results that list items pin, by slug of the trial."""
    pinned: dict[str, set[str]] = {slug: set() for slug in frozen}
    for passage in passages(content):
        owners = [passage.trial] if passage.trial else list(frozen.values())
        if passage.pin:
            for trial in owners:
                if result_of_key(passage.pin, [trial]):
                    pinned[trial["slug"]].add(passage.pin)
    return pinned


def _trial_changes(
    then: Record, now: Record | None, pins: set[str], read: list[Record], *, is_shown: bool
) -> Iterator[Change]:
    """read: the results that readers see; all of them where the trial has a block (is_shown)."""
    acronym = then["acronym"]
    if now is None:
        yield Change(acronym, "", "trial", "in the registry", REMOVED, bool(pins))
        return
    pairs = _paired(then.get("results", []), now.get("results", []))
    for old, new in pairs:
        if old is None:
            if is_shown and new is not None:
                yield Change(acronym, _name(now, new), "result", "", ADDED)
        elif any(old is one for one in read) or old.get("key", "") in pins:
            is_pinned = old.get("key", "") in pins
            if new is None:
                yield Change(acronym, _name(then, old), "result", "in the registry", REMOVED, is_pinned)
            else:
                yield from _result_changes(then, old, now, new, is_pinned)
    if is_shown:
        yield from _event_changes(acronym, then, now)


def _result_changes(then: Record, old: Record, now: Record, new: Record, is_pinned: bool) -> Iterator[Change]:
    before, after = _fields(then, old), _fields(now, new)
    for field in dict.fromkeys([*before, *after]):
        if before.get(field, "") != after.get(field, ""):
            name = _name(then, old)
            yield Change(then["acronym"], name, field, before.get(field, ""), after.get(field, ""), is_pinned)


def _paired(then: list[Record], now: list[Record]) -> list[tuple[Record | None, Record | None]]:
    """Each result then with what it is now: by key, else by analysis, endpoint, part and time point; new ones come last."""
    left = list(now)
    pairs: list[tuple[Record | None, Record | None]] = []
    for old in then:
        named = [new for new in left if old.get("key") and new.get("key") == old["key"]]
        match = next(iter(named or [new for new in left if _place(new) == _place(old)]), None)
        if match is not None:
            left.remove(match)
        pairs.append((old, match))
    return pairs + [(None, new) for new in left]


def _place(result: Record) -> list[str]:
    return [result.get(name, "") for name in ("analysis", "endpoint", "part", "time_point")]


def _name(trial: Record, result: Record) -> str:
    endpoint = by_key(trial.get("endpoints", [])).get(result["endpoint"], {})
    name = endpoint.get("measure", result["endpoint"])
    return f"{name} at {result['time_point']}" if result.get("time_point") else name


def _fields(trial: Record, result: Record) -> dict[str, str]:
    """Every field of a result that readers see, as text by its name for editors."""
    arms, comparison = by_key(trial.get("arms", [])), result.get("comparison") or {}
    endpoint = by_key(trial.get("endpoints", [])).get(result["endpoint"], {})
    analysis = by_key(trial.get("analyses", [])).get(result.get("analysis", ""), {})
    fields = {
        "endpoint": endpoint.get("measure", ""),
        "definition": endpoint.get("definition", ""),
        "analysis": analysis.get("label", ""),
        _LABELS["data_cutoff"]: analysis.get("data_cutoff", ""),
        _LABELS["median_follow_up"]: _text(analysis.get("median_follow_up")),
        **{_LABELS.get(name, name): _text(held) for name, held in result.items() if name not in _UNSEEN},
    }
    for value in result.get("values", []):
        label = arm_name(arms.get(value["arm"], {"key": value["arm"]}))
        fields |= {f"{_LABELS.get(name, name)} ({label})": _text(held) for name, held in value.items() if name != "arm"}
    measure = comparison.get("measure", "")
    for name, held in comparison.items():
        fields[measure if name == "value" else _LABELS.get(name, name.replace("_", " "))] = _text(held)
    return {name: text for name, text in fields.items() if text}


def _text(held: Any) -> str:
    if isinstance(held, Mapping):
        return " ".join(_text(part) for part in held.values())
    if isinstance(held, list):
        return ", ".join(_text(part) for part in held)
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "" if held is None else str(held)


def _event_changes(acronym: str, then: Record, now: Record) -> Iterator[Change]:
    known = [_event(event) for event in then.get("regulatory", [])]
    for event in now.get("regulatory", []):
        if _event(event) not in known:
            yield Change(acronym, "", "regulatory event", "", _event(event))


def _event(event: Record) -> str:
    return " ".join(part for part in (event["agency"], event["action"], event.get("date", "")) if part)
