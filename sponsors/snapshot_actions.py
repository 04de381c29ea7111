"""Writing the record of what readers were shown: around every change of the strip, at midnight, with every publication."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from articles.parts import Appearance
from hub import audit
from hub.canonical import canonical, payload_hash
from hub.models import Hub

from .models import DisclosureSnapshot
from .models.snapshot import article_subject, site_subject
from .payloads import NOTHING, of_article
from .strip_history import State, last_of, unrecorded, without_repeats

_TICK = timedelta(microseconds=1)
_recorded: ContextVar[frozenset[int]] = ContextVar("hubs that a block around this one records", default=frozenset())


@contextmanager
def recording(hubs: Iterable[int | None], *, now: datetime) -> Iterator[None]:
    """Keep what the strips of these hubs show before and after the block, which changes what they rest on.

    What changed at midnight and is not on record yet is computed from the data as it is before the block, and the strip
    after the block counts from `now`; nothing is written where nothing changed. Inside another such block of the hub
    only the outer one writes, since readers see no state between. hubs: primary keys; None is passed over.

    Two at once: whoever is second waits for the audit chain, and then reads what the first one wrote.
    """
    outer = _recorded.get()
    ids = {pk for pk in hubs if pk is not None} - outer
    token = _recorded.set(outer | ids)
    try:
        with transaction.atomic():
            # Only read here, and written at the end: the chain is not held while the block runs.
            missed = {hub.pk: _missed(hub, now) for hub in Hub.objects.filter(pk__in=ids)}
            yield
            for pk in sorted(ids):
                _write_strip(pk, missed.get(pk, Missed()), now)
    finally:
        _recorded.reset(token)


def catch_up(hub: Hub, *, now: datetime) -> int:
    """Record every change of the strip that the clock brought; how many snapshots were written. Idempotent."""
    if not unrecorded(hub, now, last_of(hub)):
        return 0
    with transaction.atomic():
        audit.hold_chain()
        return _write_strip(hub.pk, _missed(Hub.objects.get(pk=hub.pk), now), now)


def catch_up_all(now: datetime) -> int:
    """As `catch_up`, for every hub."""
    return sum(catch_up(hub, now=now) for hub in Hub.objects.all())


@dataclass(frozen=True)
class Missed:
    """What the record of a strip lacks after its row `last`: it holds only while no newer row was written."""

    last: int | None = None
    states: Sequence[State] = ()


def _missed(hub: Hub, now: datetime) -> Missed:
    """What the record lacks before a change at `now`; nothing while there is no record at all."""
    last = last_of(hub)
    return Missed(last.pk, unrecorded(hub, now, last)) if last else Missed()


def _write_strip(hub_id: int, missed: Missed, now: datetime) -> int:
    audit.hold_chain()
    # Read only now: whoever held the chain before may have changed the hub itself.
    hub = Hub.objects.get(pk=hub_id)
    last = last_of(hub)
    before = missed.states if last and last.pk == missed.last else ()
    states = without_repeats(last.payload if last else None, [*before, *unrecorded(hub, now, None)])
    # Between two changes at the same instant, and where clocks differ, the record still goes forward.
    earliest = last.shown_from + _TICK if last else now
    for state in states:
        since = max(state.since, earliest)
        _write(State(since, state.payload), hub=hub, subject=site_subject(hub.pk))
        earliest = since + _TICK
    return len(states)


def follow_article(article, appearances: Sequence[Appearance]) -> None:
    """Record what the article says about support from now on, scheduled versions included, where the record differs.

    Whoever is second waits for the audit chain, and then reads what the first one wrote. What a former row announced and is no longer planned is overridden by a later
    row with what readers will see instead.
    """
    audit.hold_chain()
    is_strict = article.hub.has_strict_placement
    rows = DisclosureSnapshot.objects.filter(subject=article_subject(article.pk)).order_by("pk")
    known = timeline([State(row.shown_from, row.payload) for row in rows])
    planned = {
        one.since: (canonical(of_article(one.version, one.contributors, is_strict=is_strict)), one.version)
        for one in appearances
    }
    states = [State(since, payload) for since, (payload, _version) in planned.items()]
    for since in from_difference(known, states):
        begun = max(one for one in planned if one <= since)
        payload, version = planned[begun]
        _write(
            State(since, payload),
            hub=article.hub,
            subject=article_subject(article.pk),
            article=article,
            version=version,
        )


def timeline(rows: Sequence[State]) -> list[State]:
    """Rows in the order of writing as what held when: a later written row takes over from its instant on."""
    line: list[State] = []
    for row in rows:
        line = [*(state for state in line if state.since < row.since), row]
    return line


def from_difference(known: Sequence[State], planned: Sequence[State]) -> list[datetime]:
    """The instants from which rows are to be written, so that the record holds what is planned; none where it does.

    From the first difference on every planned change is written, for the row at the difference overrides all later
    ones.
    """
    now = planned[0].since
    points = sorted({state.since for state in [*known, *planned] if state.since >= now})
    differing = next((point for point in points if _at(known, point) != _at(planned, point)), None)
    if differing is None:
        return []
    return [differing, *(state.since for state in planned if state.since > differing)]


def _at(line: Sequence[State], instant: datetime) -> str:
    return next((state.payload for state in reversed(line) if state.since <= instant), canonical(NOTHING))


def _write(state: State, *, hub: Hub, subject: str, article=None, version=None) -> DisclosureSnapshot:
    digest = payload_hash(state.payload)
    event = audit.record(
        actor=None,
        verb="show disclosure",
        subject=f"article {article.slug}" if article else f"hub {hub.slug}",
        payload=digest,
        of=subject,
        shown_from=state.since.astimezone(UTC).isoformat(),
    )
    return DisclosureSnapshot.objects.create(
        hub=hub,
        article=article,
        version=version,
        subject=subject,
        payload=state.payload,
        payload_hash=digest,
        shown_from=state.since,
        event=event,
    )
