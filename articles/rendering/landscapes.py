"""A landscape table: chosen facts of several trials, generated from the frozen registry of the article."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..effects import with_powers
from ..effects.wording import with_unit
from ..landscape import approvals, followed_analysis, primary_endpoints, primary_results
from ..trial_content import follow_ups
from .dates import partial_date_text
from .trials import TrialFacts, trial_facts

Trial = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of a cell; `url` makes it a link, `sources` is a printed citation behind it.

    is_name: a name or a number, which stays as it is in every language.
    """

    text: str
    sources: SafeString | str = ""
    url: str = ""
    is_name: bool = False


@dataclass(frozen=True)
class LandscapeRow:
    """A trial: its name, the address of its page, and a cell of lines for each column."""

    acronym: str
    url: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class LandscapeView:
    columns: tuple[str, ...]
    rows: tuple[LandscapeRow, ...]


class Page(Protocol):
    """What a landscape needs of the rendering it stands in."""

    trials: Mapping[str, Trial]

    def cites(self, keys: list[str], before: str = "") -> SafeString: ...


def column_labels() -> dict[str, str]:
    """The heads of all columns in the active language."""
    return {
        "phase": _("Phase"),
        "setting": _("Setting"),
        "condition": _("Condition"),
        "design": _("Design"),
        "patients": _("Patients"),
        "arms": _("Arms"),
        "primary_endpoint": _("Primary endpoint"),
        "primary_result": _("Primary result"),
        "follow_up": _("Median follow-up"),
        "registration": _("Registration"),
        "approval": pgettext("of a drug, by an agency", "Approval"),
    }


def landscape_view(block: Mapping[str, Any], page: Page) -> LandscapeView:
    """The view of a landscape block. Citations are printed in passing: row by row, column by column."""
    labels = column_labels()
    return LandscapeView(
        columns=tuple(labels[column] for column in block["columns"]),
        rows=tuple(_row(page.trials[slug], block["columns"], page) for slug in block["trials"]),
    )


def _row(trial: Trial, columns: list[str], page: Page) -> LandscapeRow:
    facts = trial_facts({**trial, "results": []}, lambda key: "")
    cells = tuple(tuple(_CELLS[column](trial, facts, page)) for column in columns)
    return LandscapeRow(trial["acronym"], reverse("articles:trial", args=[trial["slug"]]), cells)


def _plain(text: Any) -> list[Line]:
    text = str(text or "")
    return [Line(text[:1].upper() + text[1:])] if text else []


def _arms(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    return [
        Line(arm.name if arm.n is None else f"{arm.name} (n = {arm.n})".replace(" = ", "\u00a0=\u00a0"), is_name=True)
        for arm in facts.arms
    ]


def _endpoints(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    return [
        Line(endpoint["measure"] + (f" ({with_powers(endpoint['definition'])})" if "definition" in endpoint else ""))
        for endpoint in primary_endpoints(trial)
    ]


def _results(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    """The value of each arm, then the effect with its source; the endpoint's name where there are several."""
    results = primary_results(trial)
    lines: list[Line] = []
    for result in results:
        cells = trial_facts({**trial, "results": [result]}, lambda key: "")
        row = cells.groups[0].rows[0]
        time_point = result.get("time_point", "")
        named = [row.endpoint] if len(results) > 1 else []
        title = ", ".join([*named, *([time_point] if time_point else [])])
        lines += _plain(title)
        values = [f"{arm}: {value}" for arm, value in zip(cells.columns, row.values, strict=True) if value]
        # A landscape scrolls sideways: there an interval stays on its line, which the table of a trial block may break.
        effect = [part.replace(" ", "\u00a0") for part in row.effect]
        lines += [Line(text, is_name=True) for text in [*values, *effect]]
        if lines and "ref" in result:
            last = lines.pop()
            lines.append(replace(last, sources=page.cites([result["ref"]], last.text)))
    return lines


def _follow_up(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    analysis = followed_analysis(trial)
    names = {arm["key"]: shown.name for arm, shown in zip(trial.get("arms", []), facts.arms, strict=True)}
    texts = []
    for one in follow_ups(analysis):
        text = with_unit(one["value"], one.get("unit", ""))
        texts.append(f"{names[one['arm']]}: {text}" if one.get("arm") in names else text)
    sources = page.cites([analysis["ref"]], texts[-1]) if texts and "ref" in analysis else ""
    return [Line(text, sources if place == len(texts) else "") for place, text in enumerate(texts, start=1)]


def _numbers(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    return [Line(number.value, url=number.url, is_name=True) for number in facts.numbers]


def _approvals(trial: Trial, facts: TrialFacts, page: Page) -> list[Line]:
    lines = []
    for event in approvals(trial):
        words = [event["agency"], partial_date_text(event["date"]) if "date" in event else ""]
        text = ", ".join([" ".join(filter(None, words)), *filter(None, [event.get("product")])])
        lines.append(Line(text, page.cites([event["ref"]], text) if "ref" in event else ""))
    return lines


_CELLS: dict[str, Callable[[Trial, TrialFacts, Page], list[Line]]] = {
    "phase": lambda trial, facts, page: _plain(facts.phase),
    "setting": lambda trial, facts, page: _plain(facts.setting),
    "condition": lambda trial, facts, page: _plain(trial.get("condition")),
    "design": lambda trial, facts, page: _plain(facts.design),
    "patients": lambda trial, facts, page: _plain(facts.n_enrolled),
    "arms": _arms,
    "primary_endpoint": _endpoints,
    "primary_result": _results,
    "follow_up": _follow_up,
    "registration": _numbers,
    "approval": _approvals,
}
