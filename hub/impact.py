"""Numbers on what a hub achieved in a period, for updates that are sent out. Apps register what they count.

Everything here is published, so what rests on fewer than FEWEST learners is None: not told.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from .models import Hub

FEWEST = 10
"""Learners behind a published number."""

Measure = Callable[[Hub, date, date], dict[str, Any]]

_measures: dict[str, Measure] = {}


def register(key: str, measure: Measure) -> None:
    """Add numbers; called while the apps start. measure: hub, first and last day, to JSON values by name."""
    _measures[key] = measure


def measured(hub: Hub, starts_on: date, ends_on: date) -> dict[str, Any]:
    """All numbers on the days from the first to the last, both included, in the hub's time zone."""
    return {name: value for measure in _measures.values() for name, value in measure(hub, starts_on, ends_on).items()}
