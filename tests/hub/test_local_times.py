"""Berlin puts its clocks forward at 02:00 on 2026-03-29 and back at 03:00 on 2026-10-25; Lord Howe by half an hour."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.local_times import NoSuchTimeError, TwiceError, instant

BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2026-03-29 01:59", BERLIN, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 03:00", BERLIN, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25 01:59", BERLIN, datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25 03:00", BERLIN, datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("2026-12-31 23:30", ZoneInfo("America/New_York"), datetime(2027, 1, 1, 4, 30, tzinfo=UTC)),
        ("2026-04-05 01:29", LORD_HOWE, datetime(2026, 4, 4, 14, 29, tzinfo=UTC)),
        ("2026-07-01 12:00", ZoneInfo("UTC"), datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_written_time_is_one_instant(written, zone, expected):
    assert instant(datetime.fromisoformat(written), zone) == expected


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2026-03-29 02:00", BERLIN),
        ("2026-03-29 02:59", BERLIN),
        ("2026-10-04 02:15", LORD_HOWE),
    ],
)
def test_a_time_that_is_skipped_is_none(written, zone):
    with pytest.raises(NoSuchTimeError):
        instant(datetime.fromisoformat(written), zone)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2026-10-25 02:00", BERLIN),
        ("2026-10-25 02:59", BERLIN),
        ("2026-04-05 01:45", LORD_HOWE),
    ],
)
def test_a_time_that_comes_twice_names_no_instant(written, zone):
    with pytest.raises(TwiceError):
        instant(datetime.fromisoformat(written), zone)
