"""What the page of an outcome plan shows: items by objective, and what came later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.outcome_plan import Event, Kind, Line, ObjectiveLine, OutcomePlan, What
from articles.outcome_plans import plans_of
from hub.moore import Level


@dataclass(frozen=True)
class ItemLine:
    """A question or statement of the page. status: planned or post hoc; detail: since when, or since when no more."""

    line: Line
    kind: str
    status: str
    detail: str
    css_class: str


@dataclass(frozen=True)
class ObjectiveSection:
    """An objective with its items; `objective` is None for those that belong to none. note: what is to say of it."""

    objective: ObjectiveLine | None
    items: tuple[ItemLine, ...]
    note: str


@dataclass(frozen=True)
class ChangeLine:
    """One later change, in words."""

    version: int
    day: date
    item: str
    kind: str
    words: str


@dataclass(frozen=True)
class PlanPage:
    article: Article
    plan: OutcomePlan
    sentence: str
    sections: tuple[ObjectiveSection, ...]
    post_hoc: tuple[ItemLine, ...]
    changes: tuple[ChangeLine, ...]


def plan_page(article: Article) -> PlanPage:
    """The page of an article's plan; a fixed number of queries, whatever it asks."""
    plan = plans_of([article.pk], with_objectives=True)[article.pk]
    events = [(line, event) for line in plan.lines for event in line.events]
    events.sort(key=lambda found: found[1].version)
    return PlanPage(
        article=article,
        plan=plan,
        sentence=plan_sentence(plan),
        sections=tuple(_sections(plan)),
        post_hoc=tuple(item_line(line) for line in plan.post_hoc),
        changes=tuple(
            ChangeLine(event.version, event.day, line.item.text, kind_name(line.item.kind), _words(event))
            for line, event in events
        ),
    )


def plan_sentence(plan: OutcomePlan) -> str:
    if plan.version is None:
        return _("No version with a question or a statement has been published: there is no plan yet.")
    first = _("The plan is what version %(number)s of %(day)s laid down; later versions change nothing of it.") % {
        "number": plan.version,
        "day": date_format(plan.day),
    }
    n = len(plan.post_hoc)
    if not n:
        return f"{first} {_('Everything is asked as planned.')}" if not plan.removed else first
    later = ngettext("%(n)s item is post hoc.", "%(n)s items are post hoc.", n) % {"n": n}
    return f"{first} {later}"


def item_line(line: Line) -> ItemLine:
    kind, since = kind_name(line.item.kind), line.since
    if since is not None:
        detail = _("since version %(number)s, %(day)s") % {"number": since.version, "day": date_format(since.day)}
        return ItemLine(line, kind, _("post hoc"), detail, "label--warn")
    if line.is_asked:
        return ItemLine(line, kind, _("planned"), "", "label--accent")
    gone = line.events[-1]
    detail = _("removed by version %(number)s, %(day)s") % {"number": gone.version, "day": date_format(gone.day)}
    return ItemLine(line, kind, _("planned"), detail, "label--accent")


def kind_name(kind: Kind) -> str:
    return _("Question") if kind is Kind.QUESTION else _("Statement")


def level_name(level: Level | str) -> str:
    """Such as “level 3A”."""
    return _("level %(number)s") % {"number": str(level)} if level else _("no level")


def _sections(plan: OutcomePlan) -> Iterator[ObjectiveSection]:
    """Planned items, by the objective that the plan gives them; what belongs to none comes last."""
    planned = [line for line in plan.lines if not line.is_post_hoc]
    known = {objective.key for objective in plan.objectives}
    for objective in plan.objectives:
        lines = [line for line in planned if line.item.objective == objective.key]
        yield ObjectiveSection(objective, tuple(map(item_line, lines)), _note(objective, lines))
    # The objectives of a version stand in its content; a pin names none that is not there.
    rest = [line for line in planned if line.item.objective not in known]
    if rest:
        yield ObjectiveSection(None, tuple(map(item_line, rest)), "")


def _note(objective: ObjectiveLine, lines: list[Line]) -> str:
    notes = []
    if objective.since:
        number, day = objective.since
        notes.append(
            _("This objective came with version %(number)s, %(day)s: it is not of the plan.")
            % {"number": number, "day": date_format(day)}
        )
    if not objective.is_standing:
        notes.append(_("The newest version has this objective no more."))
    if len(objective.texts) > 1:
        notes.append(_("Its words were first: “%(text)s”.") % {"text": objective.texts[0]})
    if not any(line.item.kind is Kind.QUESTION for line in lines):
        notes.append(_("No planned question tests it."))
    return " ".join(notes)


def _words(event: Event) -> str:
    match event.what:
        case What.ADDED:
            return _("added")
        case What.REMOVED:
            return _("removed")
        case What.OBJECTIVE:
            return _("objective changed from %(was)s to %(now)s") % _pair(event, _("none"))
        case What.LEVEL:
            return _("level changed from %(was)s to %(now)s") % _pair(event, _("none"))
        case What.REWORDED:
            return _("objective reworded from “%(was)s” to “%(now)s”") % _pair(event, "")


def _pair(event: Event, nothing: str) -> dict[str, str]:
    return {"was": event.was or nothing, "now": event.now or nothing}
