"""Names and numbers as an outcomes report prints them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.countries import COUNTRIES
from hub.formats import NO_DATA, points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE, Share
from quizzes.change import PairedChange, QuizChange

from .rows import SMALLEST_GROUP, Outcomes

MOST_CHARACTERS = 110
"""Of a stem in a table: two or three lines of its column in print."""

LEVELS = {
    1: gettext_lazy("Level 1, participation"),
    2: gettext_lazy("Level 2, satisfaction"),
    3: gettext_lazy("Level 3, knowledge"),
    4: gettext_lazy("Level 4, competence"),
    5: gettext_lazy("Level 5, performance as learners report it"),
    6: gettext_lazy("Level 6, patients"),
    7: gettext_lazy("Level 7, community"),
}
"""Moore, Green and Gallis 2009, Journal of Continuing Education in the Health Professions 29(1)."""


def level_name(level: int | None) -> str:
    return str(LEVELS[level]) if level else _("No level was set")


def number(n: int) -> str:
    """Such as 12,345."""
    return f"{n:,}"


def day(text: str) -> str:
    """An ISO date in words."""
    return date_format(date.fromisoformat(text), "j F Y")


def month(text: str) -> str:
    """A month such as 2026-03 in words."""
    return date_format(date.fromisoformat(f"{text}-01"), "M Y")


def last_day(report: Outcomes) -> str:
    """The last day in the report, in words."""
    until = date.fromisoformat(report.until)
    return date_format(date.fromordinal(until.toordinal() - 1), "j F Y")


def versions_text(versions: tuple[tuple[int, str], ...]) -> str:
    """Such as "1 (3 May 2026), 2 (9 June 2026)"."""
    return ", ".join(f"{number} ({day(since)})" for number, since in versions)


def group_name(dimension: str, value: str) -> str:
    """A specialty or country as readers know it."""
    if not value:
        return _("Not told")
    return str(dict(COUNTRIES).get(value, value)) if dimension == "country" else _(value)


def short(stem: str) -> str:
    """A stem where it stands in a table; whole it stands on the page of its question."""
    return Truncator(stem).chars(MOST_CHARACTERS)


def change_text(change: PairedChange | QuizChange) -> str:
    """Such as "+25 (+13 to +36)", a dash below 20 learners."""
    n = change.learners if isinstance(change, QuizChange) else change.pairs.n
    if change.estimate is None:
        return NO_DATA
    limits = f" ({points_interval(change.interval, n)})" if change.interval else ""
    return f"{points(change.estimate, n)}{limits}"


def percent_text(share: Share) -> str:
    """The percentage from 20 learners on; under groups of that size 0 and 100% would tell of everybody in them."""
    return share.percent if share.n >= FEWEST_FOR_ESTIMATE else NO_DATA


def share_text(count: int | None, n: int | None) -> str:
    """A count with its percentage of n; in words where either is not told."""
    if count is None or n is None:
        return fewer(count)
    share = Share(count, n)
    return number(count) if share.estimate is None else f"{number(count)} ({share.percent})"


def fewer(n: int | None) -> str:
    return _("fewer than %(k)s") % {"k": SMALLEST_GROUP} if n is None else number(n)
