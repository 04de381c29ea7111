"""One value in one cell, the same in every kind of file. Pure."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import lru_cache
from math import isinf, isnan
from typing import Any

from ..spreadsheets import safe_text as _safe_text

safe_text = lru_cache(maxsize=4096)(_safe_text)
"""`hub.spreadsheets.safe_text`, remembered: the same titles, stems and options stand in row after row."""


def cell(value: Any) -> str | int | float:
    """What stands in a cell: numbers as they are, None empty, booleans yes or no, dates in ISO 8601, text made safe."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return cell(value.value)
        case float() if isinf(value) or isnan(value):
            return "infinite" if value > 0 else "minus infinite" if value < 0 else ""
        case int() | float():
            return value
        case date():
            return value.isoformat()
        case _:
            return safe_text(str(value))
