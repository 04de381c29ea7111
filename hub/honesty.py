"""When answers are left out of the numbers because a person did not give them in earnest. Pure.

Answers are always stored; a reason becomes a flag on them, and reports count and print what is flagged. The values are
those of `hub.models.FlagKind`.
"""

from __future__ import annotations

SECONDS_A_QUESTION = 2
"""Fewer than this after a question was shown, and nobody has read it."""
SECONDS_A_SURVEY = 3
"""A few familiar statements are ticked fast; below this they were not read."""

BURST_WINDOW, BURST_MINUTE = 10 * 60, 60
"""Seconds."""
MANY_IN_WINDOW = 30
MANY_IN_MINUTE = 20
"""What comes from one address for one quiz and phase is a burst beyond both: a clinic or a course behind one address
answers over many minutes, a script does not. A hall of people that answers at once looks the same, which is why what
is flagged is stored, listed by reason, and shown with and without."""


def fewest_seconds(n_shown: int) -> int:
    """Seconds from the making of a quiz form below which its answers were not read.

    The first question is not counted beside others: the article shows it before the form is made.
    """
    return SECONDS_A_QUESTION * max(1, n_shown - 1)


def is_burst(in_window: int, in_minute: int) -> bool:
    """Whether so many from one address, this one included, came faster than people answer."""
    return in_window > MANY_IN_WINDOW and in_minute > MANY_IN_MINUTE


def reasons(*, is_staff: bool, trap: str, seconds: float, fewest: float, burst: bool) -> frozenset[str]:
    """Why answers are flagged; empty for most.

    trap: what came in the field that people do not see. seconds: from the making of the form to its coming in; below
    zero the clock was set back meanwhile, and nothing follows. fewest: seconds that reading takes.
    """
    found = {
        "staff": is_staff,
        "honeypot": bool(trap.strip()),
        "too_fast": 0 <= seconds < fewest,
        "burst": burst,
    }
    return frozenset(kind for kind, holds in found.items() if holds)
