"""Writing trials: rows that are stored take what was settled, the others are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from hub.models import Person

from ..models import (
    Analysis,
    Arm,
    ArmValue,
    Comparison,
    Endpoint,
    FollowUp,
    Reference,
    RegulatoryEvent,
    Result,
    Trial,
    TrialId,
    TrialPart,
)
from .changes import Loading
from .dumping_trials import dump_trial, whole_trials
from .trial_schema import TRIAL

Record = Mapping[str, Any]
_TEXTS = ("acronym", "design", "condition", "setting", "n_note", "question")


def write_trials(
    trials: list[dict[str, Any]],
    stored: Mapping[str, int],
    references: Mapping[str, Reference],
    people: Mapping[str, Person],
    loading: Loading,
) -> dict[str, Trial]:
    """Store the trials and return the rows by slug. stored: primary keys of the trials that were found, by slug."""
    rows: dict[str, Trial] = {}
    whole = whole_trials(stored.values())
    for index, trial in enumerate(trials):
        row = whole.get(stored.get(trial["slug"], 0))
        held = dump_trial(row) if row else {}
        settled = loading.settle(held, trial, TRIAL, f"trials[{index}]") if row else trial
        if row is None:
            row = loading.create(Trial, slug=trial["slug"], **_trial_columns(trial))
        if settled != held:
            loading.change(row, **_trial_columns(settled))
            _TrialWriter(row, held, settled, references, people, loading).write()
        rows[row.slug] = row
    return rows


def _trial_columns(trial: Record) -> dict[str, Any]:
    return {name: trial.get(name, "") for name in _TEXTS} | {
        "aliases": trial.get("aliases", []),
        "phases": trial.get("phases", []),
        "n_enrolled": trial.get("n_enrolled"),
    }


def _number(record: Record, name: str) -> Decimal | None:
    return Decimal(record[name]) if name in record else None


@dataclass
class _TrialWriter:
    """The lists of one trial. held, settled: its canonical form as stored and as it shall be.

    Settling keeps stored entries in their places and appends the others, so rows and entries pair up by position.
    """

    trial: Trial
    held: Record
    settled: Record
    references: Mapping[str, Reference]
    people: Mapping[str, Person]
    loading: Loading

    def write(self) -> None:
        self._rows(TrialId, "ids", lambda entry: {"role": entry.get("role", ""), **_named(entry, "registry", "value")})
        parts = self._rows(TrialPart, "parts", lambda entry: _named(entry, "key", "label", "status"))
        self.parts = _by_key(parts)
        self.arms = _by_key(self._rows(Arm, "arms", self._arm))
        names = ("key", "measure", "type", "definition", "time_frame", "better")
        self.endpoints = _by_key(self._rows(Endpoint, "endpoints", lambda entry: _named(entry, *names)))
        self.analyses = _by_key(self._rows(Analysis, "analyses", self._analysis))
        self._write_follow_ups()
        results = self._rows(Result, "results", self._result)
        for row, held, entry in zip(
            results, _padded(self.held, "results", results), self.settled.get("results", []), strict=True
        ):
            self._write_values(row, held, entry)
            self._write_comparison(row, held, entry)
        self._rows(RegulatoryEvent, "regulatory", self._event)

    def _rows(self, model: type[Model], name: str, columns) -> list[Any]:
        """The rows of one list of the trial, in order."""
        stored = list(getattr(self.trial, name).all()) if self.held else []
        return self._paired(
            model, stored, self.held.get(name, []), self.settled.get(name, []), columns, trial=self.trial
        )

    def _paired(self, model, stored: list[Any], held: list[Any], entries: list[Any], columns, **owner) -> list[Any]:
        rows = list(stored)
        next_order = 1 + max((row.order for row in stored), default=-1)
        for place, entry in enumerate(entries):
            if place >= len(stored):
                order = next_order + place - len(stored)
                rows.append(self.loading.create(model, order=order, **owner, **columns(entry)))
            elif entry != held[place]:
                self.loading.change(stored[place], **columns(entry))
        return rows

    def _ref(self, entry: Record) -> Reference | None:
        if "ref" not in entry:
            return None
        # A stored result may have a source that the file does not list.
        return self.references.get(entry["ref"]) or Reference.objects.get(key=entry["ref"])

    def _arm(self, entry: Record) -> dict[str, Any]:
        return _named(entry, "key", "abbr", "label", "type") | {
            "n": entry.get("n"),
            "part": self.parts.get(entry.get("part")),
            "regimen": entry.get("regimen", []),
        }

    def _analysis(self, entry: Record) -> dict[str, Any]:
        return _named(entry, "key", "label", "data_cutoff", "population") | {"ref": self._ref(entry)}

    def _write_follow_ups(self) -> None:
        held = {analysis["key"]: _follow_ups(analysis) for analysis in self.held.get("analyses", [])}
        for entry in self.settled.get("analyses", []):
            analysis = self.analyses[entry["key"]]
            stored = list(analysis.median_follow_up.all()) if entry["key"] in held else []
            self._paired(
                FollowUp, stored, held.get(entry["key"], []), _follow_ups(entry), self._follow_up, analysis=analysis
            )

    def _follow_up(self, entry: Record) -> dict[str, Any]:
        return {
            "arm": self.arms.get(entry.get("arm")),
            "value": Decimal(entry["value"]),
            "unit": entry.get("unit", ""),
        }

    def _result(self, entry: Record) -> dict[str, Any]:
        checked = entry.get("checked")
        return _named(entry, "time_point", "note") | {
            "key": entry.get("key"),
            "analysis": self.analyses.get(entry.get("analysis")),
            "endpoint": self.endpoints[entry["endpoint"]],
            "part": self.parts.get(entry.get("part")),
            "ref": self._ref(entry),
            "checked_by": self._checker(checked["by"]) if checked else None,
            "checked_on": date.fromisoformat(checked["on"]) if checked else None,
        }

    def _checker(self, slug: str) -> Person:
        return self.people.get(slug) or Person.objects.get(slug=slug)

    def _write_values(self, row: Result, held: Record, entry: Record) -> None:
        stored = list(row.values.all()) if held else []
        self._paired(ArmValue, stored, held.get("values", []), entry.get("values", []), self._value, result=row)

    def _value(self, entry: Record) -> dict[str, Any]:
        dispersion = entry.get("dispersion", {})
        return _named(entry, "unit", "param_type") | {
            "arm": self.arms[entry["arm"]],
            **{name: _number(entry, name) for name in ("value", "ci_lower", "ci_upper", "ci_pct")},
            "x": entry.get("x"),
            "n": entry.get("n"),
            "not_reached": entry.get("not_reached", False),
            "dispersion_type": dispersion.get("type", ""),
            "dispersion_value": _number(dispersion, "value"),
        }

    def _write_comparison(self, row: Result, held: Record, entry: Record) -> None:
        wanted = entry.get("comparison")
        if wanted is None or wanted == held.get("comparison"):
            return
        if "comparison" in held:
            self.loading.change(row.comparison, **self._comparison(wanted))
        else:
            self.loading.create(Comparison, result=row, **self._comparison(wanted))

    def _comparison(self, entry: Record) -> dict[str, Any]:
        numbers = ("value", "ci_pct", "ci_lower", "ci_upper", "p_value", "ni_margin")
        plain = ("p_sides", "stratified", "adjusted", "paired")
        texts = ("measure", "unit", "ci_method", "p_op", "test", "statistical_method")
        return {
            **_named(entry, *texts),
            **{name: _number(entry, name) for name in numbers},
            **{name: entry.get(name) for name in plain},
            "reference_arm": self.arms.get(entry.get("reference_arm")),
            "groups": entry.get("groups", []),
        }

    def _event(self, entry: Record) -> dict[str, Any]:
        return _named(entry, "agency", "action", "date", "product", "indication") | {"ref": self._ref(entry)}


def _named(entry: Record, *names: str) -> dict[str, Any]:
    """Text columns of an entry; what it does not say is empty."""
    return {name: entry.get(name, "") for name in names}


def _by_key(rows: list[Any]) -> dict[str, Any]:
    return {row.key: row for row in rows}


def _follow_ups(analysis: Record) -> list[Record]:
    held = analysis.get("median_follow_up", [])
    return held if isinstance(held, list) else [held]


def _padded(held: Record, name: str, rows: list[Any]) -> list[Record]:
    """The stored entries of a list, and an empty one for each row that was just made."""
    entries = list(held.get(name, []))
    return entries + [{}] * (len(rows) - len(entries))
