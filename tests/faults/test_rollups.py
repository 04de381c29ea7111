"""Sums behind reports while learners answer, keys change and others fold: no answer is lost in them or counted twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from tests.faults.consoles import Console
from tests.faults.sites import LONG, Site

pytestmark = pytest.mark.faults

N_WRITERS = 8
N_LEARNERS = 60 if LONG else 15
"""Learners of each writer; each answers before and after reading."""

WRITE = """
import random, uuid
from datetime import timedelta
from django.utils import timezone
from hub.transactions import BusyError
from quizzes.actions import Circumstances, Given, submit_attempt
from quizzes.models import Phase, Quiz
from quizzes.sittings import asked_questions
quiz = Quiz.objects.get(article__slug="sums")
pins, dice = asked_questions(quiz.article.live_version().pk), random.Random({writer})
def send(learner, phase):
    answers = {{pin.question_version.pk: Given(dice.choice(pin.question_version.options.all()).pk) for pin in pins}}
    how = dict(nonce=uuid.uuid4().hex, now=timezone.now(), language="en", flags=frozenset({{"staff"}} if dice.random() < .1 else ()))
    while True:
        try:
            return submit_attempt(quiz=quiz, pins=pins, learner_id=learner, phase=phase, answers=answers, circumstances=Circumstances(**how))
        except BusyError:
            pass
for _ in range({learners}):
    learner = uuid.uuid4()
    send(learner, Phase.PRE)
    send(learner, Phase.POST)
"""
DECIDE = """
import time
from django.contrib.auth.models import Group
from hub.models import User
from quizzes.corrections import correct_key
from quizzes.models import KeyCorrection, Quiz
reviewer = User.objects.get(email="decider@example.org")
question = Quiz.objects.get(article__slug="sums").questions.order_by("pk").first()
for number in range(12):
    last = KeyCorrection.objects.newest().filter(question=question).first()
    correct_key(question=question, series=1, slot=["1", "2", "3"][number % 3], reason="Once more.", actor=reviewer, seen=last.number if last else 0)
    time.sleep(0.2)
"""
FOLD = """
import time
from quizzes.rollups.folding import fold
for _ in range(30):
    fold(limit=200)
    time.sleep(0.05)
"""
COUNT = """
from quizzes.models import Attempt, Contribution, QuizDay
from quizzes.rollups.verifying import differences
from django.db.models import Sum
print(sum(found.differing for found in differences()), Attempt.objects.filter(quiz__article__slug="sums").count(), Contribution.objects.count())
"""


@contextmanager
def consoles(site: Site, n: int) -> Iterator[list[Console]]:
    """So many further processes on the site's database."""
    with ExitStack() as stack:
        started = [Console(site.environment) for _ in range(n)]
        for console in started:
            stack.callback(console.close)
        yield started


def test_sums_are_exact_while_eight_write_two_fold_and_one_corrects_keys(site):
    site.add_quizzes("sums")
    site.ask(
        "from django.contrib.auth.models import Group; from tests.accounts import make_member;"
        "user = make_member('decider'); user.groups.add(Group.objects.get(name='reviewer'))"
    )
    questions = [WRITE.format(writer=writer, learners=N_LEARNERS) for writer in range(N_WRITERS)] + [DECIDE, FOLD, FOLD]

    with consoles(site, len(questions)) as started, ThreadPoolExecutor(len(questions)) as pool:
        list(pool.map(lambda pair: pair[0].ask(pair[1]), zip(started, questions, strict=True)))

    differing, attempts, queued = map(int, site.ask(COUNT).split())
    assert (differing, attempts) == (0, N_WRITERS * N_LEARNERS * 2)
    assert queued > 0
    site.ask("from quizzes.rollups.folding import fold_all; fold_all()")
    assert site.ask(COUNT).split() == ["0", str(attempts), "0"]
