"""What an editorial check reports."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One remark of one rule about one place of a draft.

    rule: its name, such as "STAT-OUT". severity: an error blocks publication, a warning needs a reason, an info never
    blocks. message: a plain English sentence for staff. where: the anchor or path of the place, empty where the caller
    knows it.
    """

    rule: str
    severity: Severity
    message: str
    where: str = ""
