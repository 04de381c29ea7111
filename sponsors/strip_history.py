"""The strip of a hub on any day, from the data as it stands: what the record lacks is computed from it, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from hub.canonical import canonical
from hub.models import Hub

from .models import Agreement, DisclosureSnapshot, Notice
from .notice_texts import filled
from .payloads import of_strip
from .strip import ranked, strip_words

STRIP_KINDS = (Notice.Kind.STRIP, Notice.Kind.LEVELS)
LAST_DAY = date.max - timedelta(days=1)


@dataclass(frozen=True)
class State:
    """What was shown from an instant on, as a canonical payload."""

    since: datetime
    payload: str


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins in a zone, in UTC; where the clock skips midnight, the first instant after it."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def day_of(instant: datetime, hub: Hub) -> date:
    """The day of an instant where the hub is."""
    return instant.astimezone(hub.zone).date()


@dataclass(frozen=True)
class StripSource:
    """All that decides the strip of a hub, read in two queries."""

    hub: Hub
    agreements: Sequence[Agreement]
    notices: Sequence[Notice]

    @classmethod
    def of(cls, hub: Hub) -> "StripSource":
        agreements = Agreement.objects.confirmed().for_site(hub).select_related("funder")
        notices = Notice.objects.filter(hub=hub, kind__in=STRIP_KINDS).order_by("valid_from", "pk")
        return cls(hub, list(agreements), list(notices))

    def on(self, day: date) -> str:
        """The payload of that day, in the language of the hub."""
        hub = self.hub
        funders = ranked((one.funder.name, one.tier) for one in self.agreements if one.is_active(day))
        valid = {notice.kind: notice.text for notice in self.notices if notice.valid_from <= day}
        values = {"hub": hub.name, "publisher": hub.publisher}
        texts = {kind: filled(text, values) for kind, text in valid.items() if text}
        language = hub.language or "en"
        with translation.override(language):
            words = strip_words(hub.name, funders, texts, is_nameless=hub.has_strict_placement)
        return canonical(of_strip(words, language))

    def turning_days(self) -> list[date]:
        """Days on which the strip may change without anybody doing anything."""
        begun = [one.starts_on for one in self.agreements if one.starts_on]
        over = [one.ends_on + timedelta(days=1) for one in self.agreements if one.ends_on and one.ends_on <= LAST_DAY]
        return sorted({*begun, *over, *(notice.valid_from for notice in self.notices)})


def last_of(hub: Hub) -> DisclosureSnapshot | None:
    """The newest snapshot of the hub's strip."""
    return DisclosureSnapshot.objects.filter(hub=hub, article=None).order_by("-pk").first()


def unrecorded(hub: Hub, now: datetime, last: DisclosureSnapshot | None) -> list[State]:
    """What readers saw since the last snapshot that no snapshot tells yet, up to `now`; two queries.

    Each day boundary counts from its midnight in the zone of the hub. Without any snapshot the record begins now: what
    was shown before is not known. A change that went past all actions, such as new words of the software, counts from
    now as well.
    """
    source = StripSource.of(hub)
    today = day_of(now, hub)
    instants = []
    if last is not None:
        begun = day_of(last.shown_from, hub)
        instants = [(midnight(day, hub.zone), day) for day in source.turning_days() if begun < day <= today]
    return without_repeats(
        last.payload if last else None, [State(since, source.on(day)) for since, day in [*instants, (now, today)]]
    )


def without_repeats(before: str | None, states: Sequence[State]) -> list[State]:
    """Only the states that differ from the one before them. before: the payload that held until the first one."""
    found: list[State] = []
    for state in states:
        if state.payload != before:
            found.append(state)
        before = state.payload
    return found
