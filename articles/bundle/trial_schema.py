"""The form of a trial in a bundle."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from ..registries import REGISTRIES, problem_with, tidy_number
from .numbers import comparison_clashes, follow_up_clashes, value_clashes
from .shape import (
    Boolean,
    Choice,
    Date,
    Decimals,
    Integer,
    Key,
    ListOf,
    OneOrMany,
    PartialDate,
    Record,
    ReferenceKey,
    Text,
)
from .slugs import slug_check, slug_from

PHASES = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")
ARM_TYPES = (
    "EXPERIMENTAL", "ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION", "OTHER",
)  # fmt: skip
MEASURES = ("HR", "OR", "RR", "RATE_RATIO", "RD", "MD", "RMSTD", "none")
SLUG_LENGTH = 120


def by(*names: str) -> Callable[[dict[str, Any]], Hashable | None]:
    """The identity of a record by these fields; None where it says none of them."""

    def identity(record: dict[str, Any]) -> Hashable | None:
        held = tuple(record.get(name) for name in names)
        return held if any(part is not None for part in held) else None

    return identity


def keyed(record: Record, noun: str = "key") -> ListOf:
    return ListOf(record, unique="key", noun=noun, identities=(by("key"),))


def _tidy_registry_number(number: dict[str, Any]) -> dict[str, Any]:
    """Copied numbers carry spaces and number signs, and their prefix in any case."""
    if "value" not in number:
        return number
    return number | {"value": tidy_number(number.get("registry", ""), number["value"])}


def _registry_clashes(number: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The database refuses an NCT number of another form; numbers of other registries are for preflight."""
    value = number.get("value", "")
    if number.get("registry") == "NCT" and value and (problem := problem_with("NCT", value)):
        yield "value", problem.removesuffix(".")


REGISTRY_NUMBER = Record(
    {"registry": Choice(tuple(REGISTRIES)), "value": Text(60), "role": Text(60)},
    required=("registry", "value"),
    tidy=_tidy_registry_number,
    checks=(_registry_clashes,),
)
PART = Record(
    {"key": Key(), "label": Text(160), "status": Choice(("reported", "pending"))},
    required=("key", "label"),
)
ARM = Record(
    {
        "key": Key(),
        "abbr": Text(40),
        "label": Text(200),
        "type": Choice(ARM_TYPES),
        "n": Integer(),
        "part": Key(),
        "regimen": ListOf(Text(200)),
    },
    required=("key",),
)
ENDPOINT = Record(
    {
        "key": Key(),
        "measure": Text(160),
        "type": Choice(("PRIMARY", "SECONDARY", "OTHER", "SAFETY")),
        "definition": Text(300),
        "time_frame": Text(120),
        "better": Choice(("lower", "higher")),
    },
    required=("key", "measure"),
)
FOLLOW_UP = Record(
    {"arm": Key(), "value": Decimals(), "unit": Text(20)},
    required=("value",),
    checks=(follow_up_clashes,),
    is_unit=True,
)
FOLLOW_UPS = ListOf(FOLLOW_UP, identities=(lambda follow_up: follow_up.get("arm", ""),))
ANALYSIS = Record(
    {
        "key": Key(),
        "label": Text(160),
        "median_follow_up": OneOrMany(FOLLOW_UP, FOLLOW_UPS, stands_alone=lambda follow_up: "arm" not in follow_up),
        "data_cutoff": PartialDate(),
        "population": Text(160),
        "ref": ReferenceKey(),
    },
    required=("key",),
)
VALUE = Record(
    {
        "arm": Key(),
        "value": Decimals(),
        "unit": Text(40),
        "x": Integer(),
        "n": Integer(),
        "ci_lower": Decimals(),
        "ci_upper": Decimals(),
        "ci_pct": Decimals(),
        "not_reached": Boolean(),
        "param_type": Text(40),
        "dispersion": Record({"type": Text(40), "value": Decimals()}),
    },
    required=("arm",),
    checks=(value_clashes,),
    is_unit=True,
)
COMPARISON = Record(
    {
        "measure": Choice(MEASURES),
        "value": Decimals(),
        "unit": Text(40),
        "ci_pct": Decimals(),
        "ci_lower": Decimals(),
        "ci_upper": Decimals(),
        "ci_method": Text(80),
        "p_op": Choice(("<", "<=", "=", ">=", ">")),
        "p_value": Decimals(),
        "p_sides": Integer(1, 2),
        "test": Text(80),
        "stratified": Boolean(keeps_false=True),
        "adjusted": Boolean(keeps_false=True),
        "reference_arm": Key(),
        "groups": ListOf(Key(), unique="", noun="arm"),
        "paired": Boolean(keeps_false=True),
        "ni_margin": Decimals(),
        "statistical_method": Text(120),
    },
    required=("measure",),
    checks=(comparison_clashes,),
    is_unit=True,
)
RESULT = Record(
    {
        "key": Key(60),
        "analysis": Key(),
        "endpoint": Key(),
        "part": Key(),
        "time_point": Text(60),
        "ref": ReferenceKey(),
        "note": Text(300),
        "checked": Record({"by": Key(50), "on": Date()}, required=("by", "on"), is_unit=True),
        "values": ListOf(VALUE, unique="arm", identities=(by("arm"),)),
        "comparison": COMPARISON,
    },
    required=("endpoint",),
)
REGULATORY_EVENT = Record(
    {
        "agency": Text(40),
        "action": Text(80),
        "date": PartialDate(),
        "product": Text(120),
        "indication": Text(300),
        "ref": ReferenceKey(),
    },
    required=("agency", "action"),
)
TRIAL = Record(
    {
        "slug": Key(SLUG_LENGTH),
        "acronym": Text(80),
        "aliases": ListOf(Text(80), is_union=True),
        "ids": ListOf(REGISTRY_NUMBER, identities=(by("registry", "value"),)),
        "phases": ListOf(Choice(PHASES), unique="", noun="phase"),
        "design": Text(200),
        "condition": Text(200),
        "setting": Text(200),
        "n_enrolled": Integer(),
        "n_note": Text(300),
        "question": Text(400),
        "parts": keyed(PART),
        "arms": keyed(ARM),
        "endpoints": keyed(ENDPOINT),
        "analyses": keyed(ANALYSIS),
        "results": ListOf(
            RESULT,
            unique="key",
            identities=(by("key"), by("analysis", "endpoint", "part", "time_point")),
        ),
        "regulatory": ListOf(REGULATORY_EVENT, identities=(by("agency", "action", "date", "product"),)),
    },
    required=("acronym",),
    tidy=slug_from("acronym", SLUG_LENGTH),
    checks=(slug_check("acronym"),),
)
TRIALS = ListOf(TRIAL, unique="slug")
