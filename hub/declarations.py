"""How long and how far back a declaration of interests counts, and what one lacks. Pure.

The one place that decides this: checks before publication, the sentence on independence and lists of people ask here.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Terms:
    """What a hub asks of declarations. valid_months: how long one counts. look_back_months: the time it has to cover."""

    valid_months: int = 12
    look_back_months: int = 24


@dataclass(frozen=True)
class Declared:
    """What a declaration says of itself.

    look_back_months: None where it does not say. is_mitigated: whether somebody reviewed the interests and noted how they
    were dealt with. says_something: whether it names interests or says that there are none.
    """

    declared_on: date
    look_back_months: int | None = None
    has_interests: bool = False
    is_mitigated: bool = False
    says_something: bool = True


@dataclass(frozen=True)
class Gap:
    """What stands between a person and a complete declaration. text: half a sentence with places for the values."""

    rule: str
    level: Level
    text: str
    values: Mapping[str, Any]

    def half_sentence(self, translate: Callable[[str], str] = str) -> str:
        """Such as “Ann has not declared interests”, to stand in a longer sentence."""
        return translate(self.text) % self.values

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        half = self.half_sentence(translate)
        return f"{half[:1].upper()}{half[1:]}."


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or earlier below zero; else the last day of that month.

    Stays within the years that dates know.
    """
    place = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(declared_on: date, valid_months: int) -> date:
    """The last day on which a declaration of that day counts."""
    return months_after(declared_on, valid_months)


def latest_day(now: datetime) -> date:
    """The latest day that has begun anywhere on earth at this instant: on no day after it can anybody have declared."""
    return (now.astimezone(UTC) + timedelta(hours=14)).date()


def is_current(declared_on: date, on: date, valid_months: int = Terms.valid_months) -> bool:
    """Whether a declaration of that day counts on a day: not before it was made, and no longer than the months."""
    return declared_on <= on <= last_day(declared_on, valid_months)


def first_current_day(on: date, valid_months: int) -> date:
    """The earliest day of a declaration that still counts on `on`."""
    day = months_after(on, -valid_months)
    while last_day(day, valid_months) < on:
        day += timedelta(days=1)
    return day


def standing_declaration(person: Any, on: date) -> Any:
    """The declaration of a person that stands on that day, None without one: the newest made until then, not withdrawn.

    person: a row with `declarations`; prefetched ones are used.
    """
    made = [one for one in person.declarations.all() if one.declared_on <= on and one.withdrawn_at is None]
    return max(made, key=lambda one: one.declared_on, default=None)


def gaps_of(name: str, declared: Declared | None, on: date, terms: Terms) -> list[Gap]:
    """What the declaration of the person `name` lacks on a day. Complete: made by then, current, far enough back, and
    interests reviewed."""
    return list(_gaps(name, declared, on, terms))


def _gaps(name: str, declared: Declared | None, on: date, terms: Terms) -> Iterator[Gap]:
    if declared is None:
        yield Gap("DISC-NONE", "error", NOT_DECLARED, {"person": name})
        return
    known = {"person": name, "day": declared.declared_on, "on": on}
    if declared.declared_on > on:
        yield Gap("DISC-FUTURE", "error", MADE_LATER, known)
    elif not is_current(declared.declared_on, on, terms.valid_months):
        yield Gap("DISC-OLD", "error", RUN_OUT, known | {"months": terms.valid_months})
    if not declared.says_something:
        yield Gap("DISC-NONE", "error", SAYS_NOTHING, known)
    covered = {"covered": declared.look_back_months, "asked": terms.look_back_months}
    if declared.look_back_months is None:
        yield Gap("DISC-LOOKBACK", "warning", NO_LOOK_BACK, known)
    elif declared.look_back_months < terms.look_back_months:
        yield Gap("DISC-LOOKBACK", "error", SHORT_LOOK_BACK, known | covered)
    if declared.has_interests and not declared.is_mitigated:
        yield Gap("DISC-UNREVIEWED", "warning", UNREVIEWED, known)


def words_of(gaps: Iterable[Gap], translate: Callable[[str], str] = str) -> list[str]:
    """What is missing as half sentences."""
    return [gap.half_sentence(translate) for gap in gaps]


def gettext_noop(text: str) -> str:
    """Marks a text for translation by whoever shows it."""
    return text


NOT_DECLARED = gettext_noop("%(person)s has not declared interests, nor that there is nothing to declare")
MADE_LATER = gettext_noop("the declaration of %(person)s is from %(day)s, after %(on)s")
RUN_OUT = gettext_noop("the declaration of %(person)s is from %(day)s, more than %(months)s months before %(on)s")
SAYS_NOTHING = gettext_noop(
    "the declaration of %(person)s from %(day)s names no interest and does not say that there is none"
)
NO_LOOK_BACK = gettext_noop("the declaration of %(person)s from %(day)s does not say how many months it looks back")
SHORT_LOOK_BACK = gettext_noop(
    "the declaration of %(person)s looks back %(covered)s months, where %(asked)s are asked for"
)
UNREVIEWED = gettext_noop("the interests of %(person)s have no review that says how they were mitigated")
