"""The outcome plan of an article as flat rows for export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hub.data_dictionary import Entry, Table

from .plan_page import PlanPage


@dataclass(frozen=True)
class PlanRow:
    """An item of the plan, or one that came later.

    objective, level: as the newest version that asks the item has them; planned_*: as the plan has them, empty for an
    item that came later. status: planned or post hoc, with the version and day since when. plan_*: the version that
    locked the plan, its day, and the SHA-256 of what it lays down.
    """

    kind: str
    id: int
    series: int
    text: str
    objective: str
    objective_text: str
    level: str
    bloom: str
    planned_objective: str
    planned_level: str
    status: str
    post_hoc_since_version: int | None
    post_hoc_since: date | None
    is_asked: bool
    removed_in_version: int | None
    removed_on: date | None
    plan_version: int | None
    plan_locked_on: date | None
    plan_sha256: str


_PLANNED = "the item is as the plan has it"
_ASKED = "the newest version still asks it"
_NO_PLAN = "no version with a question or a statement has been published"
PLAN = Table(
    key="outcome-plan",
    title="Outcome plan",
    row="One question or statement of the plan, or one that came later.",
    row_type=PlanRow,
    entries={
        "kind": Entry("question or statement"),
        "id": Entry("number of the question or statement in the library"),
        "series": Entry("number of the series; versions of one series are one item"),
        "text": Entry("its stem or text in the newest version that asks it"),
        "objective": Entry("key of its learning objective there", empty="it belongs to none"),
        "objective_text": Entry("words of that objective", empty="it belongs to none"),
        "level": Entry("its level of outcome after Moore there: 1 to 7, 3A or 3B", empty="nobody said one"),
        "bloom": Entry("its Bloom level there", empty="nobody said one"),
        "planned_objective": Entry("key of the objective that the plan gives it", empty="it came later, or has none"),
        "planned_level": Entry("level that the plan gives it", empty="it came later, or has none"),
        "status": Entry("planned or post hoc"),
        "post_hoc_since_version": Entry("version of the article that made it post hoc", empty=_PLANNED),
        "post_hoc_since": Entry("day on which that version went live", empty=_PLANNED),
        "is_asked": Entry("whether the newest version of the article asks it"),
        "removed_in_version": Entry("version of the article that removed it", empty=_ASKED),
        "removed_on": Entry("day on which that version went live", empty=_ASKED),
        "plan_version": Entry("version of the article that laid down the plan", empty=_NO_PLAN),
        "plan_locked_on": Entry("day on which that version went live", empty=_NO_PLAN),
        "plan_sha256": Entry("SHA-256 of what the plan lays down", empty=_NO_PLAN),
    },
)


def plan_rows(page: PlanPage) -> Iterator[PlanRow]:
    """Every item, those of the plan first."""
    plan = page.plan
    for line in plan.lines:
        item, planned, since = line.item, line.planned, line.since
        gone = None if line.is_asked else line.events[-1]
        yield PlanRow(
            kind=item.kind.value,
            id=item.number,
            series=item.series,
            text=item.text,
            objective=item.objective,
            objective_text=item.objective_text,
            level=item.level.value,
            bloom=item.bloom,
            planned_objective=planned.objective if planned else "",
            planned_level=planned.level.value if planned else "",
            status="post hoc" if line.is_post_hoc else "planned",
            post_hoc_since_version=since.version if since else None,
            post_hoc_since=since.day if since else None,
            is_asked=line.is_asked,
            removed_in_version=gone.version if gone else None,
            removed_on=gone.day if gone else None,
            plan_version=plan.version,
            plan_locked_on=plan.day,
            plan_sha256=plan.digest,
        )
