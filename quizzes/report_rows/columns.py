"""Columns that come in groups. Pure."""

from __future__ import annotations

from typing import Any

from hub.formats import percentage
from hub.shares import Share
from hub.stats import Interval


def share_columns(prefix: str, share: Share) -> dict[str, Any]:
    """n, right answers, percentage and its limits, headed by the prefix."""
    return {
        prefix: share.n,
        f"{prefix}_right": share.count,
        f"{prefix}_pct": percentage(share.estimate),
        **limit_columns(prefix, share.interval),
    }


def limit_columns(prefix: str, interval: Interval | None) -> dict[str, Any]:
    """Both limits in percent or points."""
    return {
        f"{prefix}_lower": percentage(interval.lower) if interval else None,
        f"{prefix}_upper": percentage(interval.upper) if interval else None,
    }
