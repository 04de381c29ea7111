"""The clock of the server jumps between opening a form and sending it."""

import random
from pathlib import Path

import pytest

from tests.faults.learners import Device, Take, assert_nothing_lost

pytestmark = pytest.mark.faults

N_LEARNERS = 8
SECONDS = {"+3d": 3 * 24 * 60 * 60, "-1h": -60 * 60}


@pytest.fixture(scope="module")
def faketime() -> str:
    """The library that shifts the clock of the process it is loaded into."""
    found = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))
    if not found:
        pytest.skip("not run: libfaketime is not installed (Debian: apt install faketime)")
    return str(found[0])


@pytest.mark.parametrize(("slug", "jump"), [("days-later", "+3d"), ("hour-earlier", "-1h")])
def test_form_opened_before_a_jump_is_stored(site, faketime, slug, jump):
    """B13: three days on, one hour back, across a restart; a page that does not store hands back every tick."""
    site.restart()
    site.add_quizzes(slug)
    dice = random.Random(13)
    opened = [Take(Device(site.host), f"/quizzes/{slug}/pre/").open(dice) for _ in range(N_LEARNERS)]

    # One thread a process: under the library, waiting for another thread with a time limit takes the jump too.
    site.restart(threads=1, LD_PRELOAD=faketime, FAKETIME=jump, NO_FAKE_STAT="1")
    shifted = site.server_clock()
    sent = [take.send() for take in opened]
    late = [Take(Device(site.host), f"/quizzes/{slug}/pre/").open(dice) for _ in range(N_LEARNERS)]
    site.restart()
    sent += [take.send() for take in late]

    assert abs(shifted - SECONDS[jump]) < 600
    assert {status for take in sent for status in take.statuses} <= {303, 403, 422}
    assert_nothing_lost(site, slug, sent)
