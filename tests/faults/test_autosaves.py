"""Processes are killed while ticks are saved: a draft is one of the sheets that were sent, never parts of two."""

import json
import random
from dataclasses import replace

import pytest

from tests.faults.learners import Form, NoAnswerError, Take, assert_nothing_lost, learners_coming
from tests.faults.sites import LONG

pytestmark = pytest.mark.faults

N_KILLS = 60 if LONG else 30
N_SAVES = 6
COUNT_DRAFTS = """
from quizzes.models import Draft
print(Draft.objects.filter(quiz__article__slug="autosaves").count())
"""


def ticked(form: Form, place: int) -> Form:
    """Every question ticked at the same place, so that a mixture of two sheets shows."""
    return replace(form, sent=form.sent | {name: values[place] for name, values in form.options.items()})


def save(take: Take, form: Form) -> bool:
    """Send the ticks as the page does while they change; whether the server says that it keeps them."""
    try:
        status, _location, told = take.device.send(f"{take.path}draft/", form.sent)
    except NoAnswerError:
        return False
    assert status in (200, 503)
    if status == 200:
        assert json.loads(told) == {"stored": {name: form.sent[name] for name in form.options}}
    return status == 200


def answer_with_pauses(take: Take, dice: random.Random) -> Take:
    """Tick, change one's mind, look in another tab, and at last send something else still."""
    blank = take.look()
    possible = [blank.sheet]
    for number in range(N_SAVES):
        form = ticked(blank, number % 4)
        possible = [form.sheet] if save(take, form) else [*possible, form.sheet]
        if dice.random() < 0.5:
            assert take.look().sheet in possible
    return take.open(dice).send()


def test_killed_workers_leave_whole_drafts(site):
    """B5: SIGKILL of a worker every 0.15 to 0.5 s; the draft is what was acknowledged last, or a later sheet sent."""
    site.add_quizzes("autosaves")

    with learners_coming(site.host, "autosaves", n_threads=12, visit=answer_with_pauses) as load:
        site.kill_workers(N_KILLS, random.Random(7))

    assert len(load.takes) >= N_KILLS / 2
    assert_nothing_lost(site, "autosaves", load.takes)
    assert site.ask(COUNT_DRAFTS).split() == ["0"]
