"""Reports that leave the house: which there are, for whom, and what goes into an edition. `freezing` writes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from hub.models import FrozenReport

Row = TypeVar("Row")


@dataclass(frozen=True)
class Subject(Generic[Row]):
    """On whom or what an edition is. key: by primary key, such as “article 12”. name: as the audit log names it.

    zone: where the months begin, that of the hub.
    """

    key: str
    name: str
    zone: ZoneInfo
    row: Row

    def cutoff(self, now: datetime) -> date:
        """The first day of the month that has begun."""
        return now.astimezone(self.zone).date().replace(day=1)


@dataclass(frozen=True)
class PublishedReport(Generic[Row]):
    """One kind of report.

    kind: its name for good. subjects: those that ask for it now. build: the content of an edition from all answers on
    days before the cut-off: a JSON object of words and of tables as `hub.suppression.carried` takes them, with no
    figure on 1 to 9 learners in it. Cohorts come from `month_blocks`, so that later months change what is told of
    earlier ones by whole blocks.
    """

    kind: str
    subjects: Callable[[], Iterable[Subject[Row]]]
    build: Callable[[Row, date], dict[str, Any]]


_reports: dict[str, PublishedReport] = {}


def register(report: PublishedReport) -> None:
    """Add a report; registering a kind again replaces it."""
    _reports[report.kind] = report


def registered() -> list[PublishedReport]:
    return list(_reports.values())


def newest(kind: str, subject: str) -> FrozenReport | None:
    """The edition to show; None before the first."""
    return FrozenReport.objects.editions(kind, subject).first()
