"""Median follow-up of an analysis as lines of a form: "59.7 months", or one line an arm: "e: 13.2 months"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Digits and unit are as many as a stored follow-up holds.
_LINE = re.compile(
    r"(?:(?P<arm>[-\w]+)\s*:\s*)?(?P<value>[0-9]{1,9}(?:[.·][0-9]{1,6})?)\s*"
    r"(?P<unit>(?=.{1,20}$)[^\W\d_]+(?: [^\W\d_]+)*)?"
)


@dataclass(frozen=True)
class FollowUpLine:
    """arm: key of the arm, "" for all participants. value: as printed, not negative. unit: such as months."""

    arm: str
    value: Decimal
    unit: str


def read_lines(text: str) -> list[FollowUpLine]:
    """The lines of a form in order; blank ones are skipped, a missing unit is months. Raises ValueError with a sentence."""
    return [_read_line(line) for line in (line.strip() for line in text.splitlines()) if line]


def _read_line(line: str) -> FollowUpLine:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(
            f"“{line}” is not a follow-up. Write a number and its unit, such as 59.7 months; for one arm its key before "
            "it, such as e: 13.2 months."
        )
    value = Decimal(match["value"].replace("·", "."))
    return FollowUpLine(match["arm"] or "", value, (match["unit"] or "months").strip())


def write_lines(lines: Iterable[FollowUpLine]) -> str:
    """The text that `read_lines` reads back."""
    return "\n".join((f"{line.arm}: " if line.arm else "") + f"{line.value} {line.unit}" for line in lines)
