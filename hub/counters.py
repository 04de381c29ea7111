"""How often something happened within a window of time, counted in the memory of this process.

Nothing is written to the database. Each worker process counts for itself and forgets when it ends, so with n workers
up to n times as much passes before a threshold is met.
"""

from datetime import datetime

from django.core.cache import caches


def count(*what: object, seconds: int, now: datetime) -> int:
    """Count `what` once more; returns how often it came within the current window of so many seconds."""
    counters = caches["counters"]
    key = ":".join(map(str, [*what, seconds, int(now.timestamp()) // seconds]))
    counters.add(key, 0, timeout=2 * seconds)
    try:
        return counters.incr(key)
    except ValueError:  # dropped in between, because too many keys are counted
        counters.set(key, 1, timeout=2 * seconds)
        return 1
