"""Places and values of a trial in words, for people who compare two of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..effects import effect_text, value_text
from ..trial_content import arm_name

_FIELDS = {
    "n_enrolled": "enrolled", "n_note": "note on the numbers", "n": "number of participants", "abbr": "abbreviation",
    "better": "direction of benefit", "measure": "measure", "time_frame": "time frame", "ref": "source",
    "aliases": "other names", "data_cutoff": "data cut-off", "median_follow_up": "median follow-up",
}  # fmt: skip
_ENTRIES = {
    "ids": "registry number", "parts": "part", "arms": "arm", "endpoints": "endpoint", "analyses": "analysis",
    "results": "result", "values": "value", "regulatory": "regulatory event",
}  # fmt: skip
_NAMED_ALREADY = ("key", "label", "measure", "analysis", "endpoint", "time_point")


@dataclass(frozen=True)
class Names:
    """What the keys of arms and endpoints are called."""

    by_key: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, *trials: Mapping[str, Any]) -> "Names":
        """Names from the trials; those of earlier ones go before."""
        found: dict[tuple[str, str], str] = {}
        for trial in trials:
            for arm in trial.get("arms", []):
                found.setdefault(("arm", arm["key"]), arm_name(arm))
            for endpoint in trial.get("endpoints", []):
                found.setdefault(("endpoint", endpoint["key"]), endpoint["measure"])
        return cls(found)

    def name(self, kind: str, key: str) -> str:
        return self.by_key.get((kind, key), key)


def label_of_field(owner: str, name: str) -> str:
    """ "Enrolled" of the trial itself, "Arm D-VRd: type" of an entry."""
    word = _FIELDS.get(name, name.replace("_", " "))
    return f"{owner}: {word}" if owner else _capital(word)


def label_of_entry(path: str, entry: Mapping[str, Any], names: Names, owner: str = "") -> str:
    """ "Arm D-VRd", "Result PFS, 54 months: value VRd", of the list at the end of the path."""
    kind = path.rsplit(".", 1)[-1]
    if kind == "results":
        own = ", ".join(filter(None, [names.name("endpoint", entry["endpoint"]), entry.get("time_point", "")]))
    elif kind == "values":
        own = names.name("arm", entry["arm"])
    else:
        own = next(
            (str(entry[name]) for name in ("abbr", "label", "measure", "value", "agency", "key") if entry.get(name)), ""
        )
    label = f"{_ENTRIES.get(kind, kind)} {own}".strip()
    return f"{owner}: {label}" if owner else _capital(label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def in_words(value: Any, names: Names) -> str:
    """A canonical value as text for people, such as "D-VRd 60.9% (n = 197); OR 2.37 (95% CI 1.58–3.55; p < 0.0001)"."""
    if isinstance(value, list):
        return "; ".join(in_words(one, names) for one in value)
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    if "endpoint" in value:
        parts = [in_words(one, names) for one in value.get("values", [])]
        return "; ".join(filter(None, [*parts, in_words(value.get("comparison"), names), value.get("note", "")]))
    if "arm" in value:
        return f"{names.name('arm', value['arm'])} {_arm_value(value)}".strip()
    if "measure" in value and ("p_value" in value or "ci_pct" in value or "value" in value):
        return _effect(value)
    if "registry" in value:
        return f"{value['value']} ({', '.join(filter(None, [value['registry'], value.get('role', '')]))})"
    said = {name: held for name, held in value.items() if name not in _NAMED_ALREADY}
    return "; ".join(
        f"{_FIELDS.get(name, name.replace('_', ' '))}: {in_words(held, names)}" for name, held in said.items()
    )


def _arm_value(value: Mapping[str, Any]) -> str:
    dispersion = value.get("dispersion", {})
    return value_text(
        value.get("value"), value.get("unit", ""), value.get("x"), value.get("n"), value.get("ci_lower"),
        value.get("ci_upper"), value.get("ci_pct"), value.get("not_reached", False), value.get("param_type", ""),
        dispersion.get("type", ""), dispersion.get("value"),
    )  # fmt: skip


def _effect(comparison: Mapping[str, Any]) -> str:
    text = effect_text(
        comparison["measure"], comparison.get("value"), comparison.get("ci_lower"), comparison.get("ci_upper"),
        comparison.get("ci_pct"), comparison.get("p_op"), comparison.get("p_value"), comparison.get("unit", ""),
    )  # fmt: skip
    method = comparison.get("test") or comparison.get("statistical_method", "")
    return f"{text}, {method}" if method else text
