"""Whether a time that was measured says something about us: how much of the machine other programs took meanwhile."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
"""A second."""


def busy_seconds() -> float:
    """Of all processors since the machine started, with what a host took away from this machine."""
    user, nice, system, _idle, _waiting, *others = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + sum(others)) / TICKS


def own_seconds(processes: Iterable[int]) -> float:
    """Of these processes and of this one."""
    return sum(_ticks(process) for process in [os.getpid(), *processes]) / TICKS


def _ticks(process: int) -> int:
    # The name, in brackets, may hold blanks.
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(numbers[11]) + int(numbers[12])
