"""`make bench` measures nothing unless what it posts is stored."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from benchmarks import poster
from benchmarks.content import make_quizzes
from hub.wsgi import application
from quizzes.models import Answer, Attempt, AttemptFlag

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_connection():
    """A server gives its connection up between requests; the connection of a test holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_post_that_is_measured_is_stored_as_an_ordinary_one(kept_connection):
    make_quizzes(2)

    for environ in poster.prepare(4, 2):
        poster.post(application, environ)

    assert (Attempt.objects.count(), Answer.objects.count(), AttemptFlag.objects.count()) == (4, 12, 0)
