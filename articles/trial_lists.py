"""The trials of a hub as a list: lines of the page, fields of its form, rows of the download."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Trial
from .rendering.trials import phase_text
from .trial_filters import TrialEntry, TrialFilter, choices


def trial_entries(hub, now=None) -> list[TrialEntry]:
    """The trials that readers of a hub see, by acronym; three queries.

    All of them are read, because the form offers what they hold: a hub's registry has hundreds of trials, not millions.
    """
    trials = Trial.objects.public(hub, now).with_article_counts(hub, now).prefetch_related("ids", "arms")
    entries = [
        TrialEntry(
            slug=trial.slug,
            acronym=trial.acronym,
            aliases=tuple(trial.aliases),
            numbers=tuple(number.value for number in trial.ids.all()),
            phases=tuple(trial.phases),
            condition=trial.condition,
            setting=trial.setting,
            drugs=tuple(dict.fromkeys(drug for arm in trial.arms.all() for drug in arm.regimen)),
            arms=tuple(map(str, trial.arms.all())),
            n_enrolled=trial.n_enrolled,
            n_articles=trial.n_articles,
        )
        for trial in trials
    ]
    return sorted(entries, key=lambda entry: (entry.acronym.casefold(), entry.slug))


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FilterField:
    """A list to choose one value from. name: in the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def filter_fields(entries: Iterable[TrialEntry], asked: TrialFilter) -> list[FilterField]:
    """The lists of the form, with what the trials hold; words of the active language."""
    labels = {"condition": _("Condition"), "setting": _("Setting"), "drug": _("Drug"), "phase": _("Phase")}
    return [
        FilterField(name, label, tuple(_choices(list(entries), name, getattr(asked, name))))
        for name, label in labels.items()
    ]


def _choices(entries: list[TrialEntry], name: str, chosen: str) -> Iterator[Choice]:
    for value in choices(entries, name, chosen):
        label = phase_text(value) if name == "phase" else value
        yield Choice(value, label[:1].upper() + label[1:], value.casefold() == chosen.casefold())


@dataclass(frozen=True)
class TrialLine:
    """A trial in the list of the page."""

    entry: TrialEntry
    phase: str


def trial_lines(entries: Iterable[TrialEntry]) -> list[TrialLine]:
    return [TrialLine(entry, "/".join(map(phase_text, entry.phases))) for entry in entries]


@dataclass(frozen=True)
class TrialRow:
    """A trial in the download; several values of one cell stand apart by semicolons."""

    acronym: str
    other_names: str
    registry_numbers: str
    phases: str
    condition: str
    setting: str
    drugs: str
    arms: str
    enrolled: int | None
    articles: int
    url: str


def trial_rows(entries: Iterable[TrialEntry], absolute: Callable[[str], str]) -> Iterator[TrialRow]:
    """The rows of the download. absolute: makes the full address of a path."""
    for entry in entries:
        yield TrialRow(
            acronym=entry.acronym,
            other_names="; ".join(entry.aliases),
            registry_numbers="; ".join(entry.numbers),
            phases="; ".join(entry.phases),
            condition=entry.condition,
            setting=entry.setting,
            drugs="; ".join(entry.drugs),
            arms="; ".join(entry.arms),
            enrolled=entry.n_enrolled,
            articles=entry.n_articles,
            url=absolute(reverse("articles:trial", args=[entry.slug])),
        )
