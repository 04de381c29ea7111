"""Whose declaration of interests is missing, expired or about to expire, and for whom that is most urgent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AHEAD_DAYS = 90
"""A declaration that expires within so many days is a gap already."""
OVERDUE_DAYS = 30
"""A planned day that passed so long ago still counts, as today. One that lies further back plans nothing any more."""
LAST_RANK = 10**6


class State(StrEnum):
    """How the newest declaration of a person stands."""

    NONE = "none"
    EXPIRED = "expired"
    EXPIRING = "expiring"


class Moment(StrEnum):
    """What an article uses a person for next."""

    PUBLICATION = "publication"
    REVIEW = "review"


class Notice(StrEnum):
    """Which of the mails about a declaration."""

    DAYS_60 = "days_60"
    DAYS_30 = "days_30"
    DAYS_7 = "days_7"
    EXPIRED = "expired"


NOTICE_DAYS = ((Notice.DAYS_7, 7), (Notice.DAYS_30, 30), (Notice.DAYS_60, 60))


@dataclass(frozen=True)
class Use:
    """An article that will be published or reviewed with the person in it. on: the day planned for that, if any."""

    article: int
    title: str
    moment: Moment
    on: date | None


@dataclass(frozen=True)
class Gap:
    """One person with a gap. person: primary key. expires_on: the last day on which the declaration counts.

    use: the first upcoming one, else one without a day. days_to_use: from today, 0 where it is overdue; None without a
    day. days_left: to the last valid day, negative after it; None without a declaration. n_articles: that use the person.
    """

    person: int
    name: str
    state: State
    expires_on: date | None
    use: Use
    days_to_use: int | None
    days_left: int | None
    n_articles: int

    @property
    def is_covered(self) -> bool:
        """Whether the declaration of today still counts on the day of the first use."""
        return self.days_to_use is not None and self.days_left is not None and self.days_to_use <= self.days_left


def state_of(expires_on: date | None, today: date) -> State | None:
    """None for a declaration that counts for more than AHEAD_DAYS. expires_on: its last day; None for no declaration."""
    if expires_on is None:
        return State.NONE
    days_left = (expires_on - today).days
    if days_left < 0:
        return State.EXPIRED
    return State.EXPIRING if days_left <= AHEAD_DAYS else None


def days_to(use: Use, today: date) -> int | None:
    """Days until a use; 0 where it is overdue by up to OVERDUE_DAYS, None without a day."""
    if use.on is None or (today - use.on).days > OVERDUE_DAYS:
        return None
    return max((use.on - today).days, 0)


def gap_of(person: int, name: str, uses: Sequence[Use], expires_on: date | None, today: date) -> Gap | None:
    """The gap of one person whom at least one article uses; None where the declaration counts long enough."""
    state = state_of(expires_on, today)
    if state is None:
        return None
    first = first_use(uses, today)
    return Gap(
        person=person,
        name=name,
        state=state,
        expires_on=expires_on,
        use=first,
        days_to_use=days_to(first, today),
        days_left=(expires_on - today).days if expires_on else None,
        n_articles=len({use.article for use in uses}),
    )


def first_use(uses: Sequence[Use], today: date) -> Use:
    """The use with the nearest day; of those without a day a publication before a review. uses: at least one."""

    def rank(use: Use) -> tuple[int, bool, date, int]:
        days = days_to(use, today)
        return (LAST_RANK if days is None else days, use.moment == Moment.REVIEW, use.on or date.max, use.article)

    return min(uses, key=rank)


def ranked(gaps: Iterable[Gap]) -> list[Gap]:
    """The most urgent first: by the days until the first use, then by the days until expiry, then by name.

    Gaps without a dated use stand last; no declaration at all stands before one that expired.
    """

    def urgency(gap: Gap) -> tuple[int, int, str, int]:
        days_to_use = LAST_RANK if gap.days_to_use is None else gap.days_to_use
        days_left = -LAST_RANK if gap.days_left is None else gap.days_left
        return (days_to_use, days_left, gap.name.casefold(), gap.person)

    return sorted(gaps, key=urgency)


def due_notice(expires_on: date, today: date) -> Notice | None:
    """The mail that is due about a declaration; of those missed meanwhile only the latest. expires_on: its last day."""
    days_left = (expires_on - today).days
    if days_left < 0:
        return Notice.EXPIRED
    return next((notice for notice, days in NOTICE_DAYS if days_left <= days), None)
