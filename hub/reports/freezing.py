"""Freezing editions of published reports: at the first run after a month began, and never twice."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hub import __version__, audit
from hub.canonical import canonical, payload_hash
from hub.models import FrozenReport, User
from hub.suppression import PUBLISHED, carried, dated, too_small

from .published import PublishedReport, Row, Subject, registered

logger = logging.getLogger(__name__)


class CannotFreeze(ValueError):
    """The edition must not be written; the text says why."""


@dataclass(frozen=True)
class Frozen:
    """What a run wrote, and how many editions it could not."""

    written: int = 0
    failed: int = 0


def freeze(
    *, report: PublishedReport[Row], subject: Subject[Row], cutoff: date, by: User | None, now: datetime
) -> FrozenReport:
    """Write the edition of a cut-off, or return the one that is there: it stays as it is.

    cutoff: first day of a month that has begun in the zone of the subject, and later than all editions so far. by: None
    for the nightly run. Figures that differ from those of the edition before by 1 to 9 learners stand as they were.
    Raises CannotFreeze for another day, and where the content holds figures on so few. The answers are counted before
    the transaction begins; whoever is second waits for the audit chain and finds what the first one wrote.
    """
    editions = FrozenReport.objects.editions(report.kind, subject.key)
    if stored := editions.filter(cutoff=cutoff).first():
        return stored
    if cutoff.day != 1 or cutoff > subject.cutoff(now):
        raise CannotFreeze(f"{cutoff} is not the first day of a month that has begun.")
    content = dated(report.build(subject.row, cutoff), cutoff.isoformat())
    if small := too_small(content, PUBLISHED):
        raise CannotFreeze(f"Figures on fewer than {PUBLISHED} learners: {'; '.join(small)}.")
    with transaction.atomic():
        audit.hold_chain()
        if stored := editions.filter(cutoff=cutoff).first():
            return stored
        previous = editions.first()
        if previous and previous.cutoff > cutoff:
            raise CannotFreeze(f"The edition of {previous.cutoff} is there already: editions are written forwards.")
        return _write(report.kind, subject, cutoff, carried(previous and previous.values, content, PUBLISHED), by, now)


def freeze_due(now: datetime) -> Frozen:
    """Freeze, for every report and every subject that asks for it, the edition of the month that has begun.

    Months in which no run took place get no edition. One that fails is logged and stops no other.
    """
    written = failed = 0
    for report in registered():
        stored = set(FrozenReport.objects.filter(kind=report.kind).values_list("subject", "cutoff"))
        for subject in report.subjects():
            cutoff = subject.cutoff(now)
            if (subject.key, cutoff) in stored:
                continue
            try:
                freeze(report=report, subject=subject, cutoff=cutoff, by=None, now=now)
            except Exception:
                logger.exception("%s of %s before %s could not be frozen.", report.kind, subject.name, cutoff)
                failed += 1
            else:
                written += 1
    return Frozen(written, failed)


def _write(
    kind: str, subject: Subject[Row], cutoff: date, content: dict, by: User | None, now: datetime
) -> FrozenReport:
    text = canonical(content)
    event = audit.record(
        actor=by,
        verb="freeze report",
        subject=subject.name,
        report=kind,
        of=subject.key,
        cutoff=cutoff.isoformat(),
        content=payload_hash(text),
        software=__version__,
    )
    return FrozenReport.objects.create(
        kind=kind,
        subject=subject.key,
        cutoff=cutoff,
        content=text,
        content_hash=payload_hash(text),
        software=__version__,
        frozen_at=now,
        event=event,
    )
