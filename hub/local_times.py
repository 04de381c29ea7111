"""A clock time that somebody wrote down, as an instant; pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchTimeError(ValueError):
    """The clocks were put forward over this time: no clock of the zone shows it on that day."""


class TwiceError(ValueError):
    """The clocks are put back over this time: it comes twice on that day, so it names no instant."""


def instant(written: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which clocks of the zone show the written time, which is naive.

    Raises NoSuchTimeError or TwiceError around a change of the clocks, and OverflowError at the ends of the calendar.
    """
    first, second = (written.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != written:
        raise NoSuchTimeError(f"{written} is skipped in {zone.key}")
    if first.utcoffset() != second.utcoffset():
        raise TwiceError(f"{written} comes twice in {zone.key}")
    return first.astimezone(UTC)
