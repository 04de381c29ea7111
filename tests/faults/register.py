"""The table of README.md: which fault is covered by which test; and what became of each in a run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_ROW = re.compile(r"^\| (?P<number>\w+) \| (?P<fault>[^|]+) \| [^|]+ \| (?P<tests>[^|]+) \|$", re.MULTILINE)
OUTCOMES = {"passed": "run, holds", "failed": "run, FAILED", "error": "not run: FAILED to set up", "skipped": ""}
"""By the names that pytest gives them; a skipped test says itself why."""


@dataclass(frozen=True)
class Fault:
    """A row of the table. tests: names of functions."""

    number: str
    name: str
    tests: tuple[str, ...]


def faults() -> list[Fault]:
    rows = _ROW.finditer((HERE / "README.md").read_text())
    return [Fault(row["number"], row["fault"], tuple(re.findall(r"`(test_\w+)`", row["tests"]))) for row in rows]


def mismatch() -> str:
    """What is wrong between the table and the tests beside it, or ""."""
    named = {test for fault in faults() for test in fault.tests}
    written = {
        name for path in HERE.glob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    }
    return (
        f"tests/faults/README.md and the tests differ: {', '.join(sorted(named ^ written))}" if named ^ written else ""
    )


def outcomes(stats: Mapping[str, Sequence]) -> list[str]:
    """A line for each fault, and one for each of its tests that was run or left out."""
    found: dict[str, dict[str, None]] = {}
    for outcome, said in OUTCOMES.items():
        for report in stats.get(outcome, []):
            name, _, case = report.nodeid.rpartition("::")[2].partition("[")
            database = next((word for word in ("sqlite", "postgresql") if case.startswith(word)), "")
            found.setdefault(name, {})[f"{database} {said or report.longrepr[2].removeprefix('Skipped: ')}".strip()] = (
                None
            )
    lines = []
    for fault in faults():
        lines.append(f"{fault.number:4} {fault.name}")
        lines += [f"       {test}: {'; '.join(found.get(test, ['not run: not asked for']))}" for test in fault.tests]
    return lines
