"""`make bench` measures nothing unless what it posts is stored."""

import pytest

from benchmarks import poster
from benchmarks.content import make_quizzes
from hub.wsgi import application
from quizzes.models import Answer, Attempt, AttemptFlag

pytestmark = pytest.mark.django_db


def test_every_post_that_is_measured_is_stored_as_an_ordinary_one():
    make_quizzes(2)

    for environ in poster.prepare(4, 2):
        poster.post(application, environ)

    assert (Attempt.objects.count(), Answer.objects.count(), AttemptFlag.objects.count()) == (4, 12, 0)
