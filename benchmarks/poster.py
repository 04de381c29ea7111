"""One server process that answers quiz POSTs made beforehand, and tells how long it took.

Started by `benchmarks.submissions` with DJANGO_SETTINGS_MODULE of the product or of the plain project. Each line on
standard input is a number of requests and a number of quizzes they spread over; after "ready", any line starts them.
The server's own entry is called in this process, so that nothing but the server is measured.
"""

import io
import json
import random
import sys
import time
from datetime import timedelta
from ipaddress import IPv4Address
from urllib.parse import urlencode
from uuid import uuid4

import django

django.setup()

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone

from benchmarks.content import slug
from hub import submission_keys
from hub.submission_keys import Kind
from quizzes.models import PinnedQuestion, VersionOption

IS_PLAIN = settings.ROOT_URLCONF.startswith("benchmarks.")
TOKEN = "t" * 32
"""Of the CSRF check, in the cookie and in the form."""


def load_quizzes() -> dict[str, tuple[int, int, list[list[str]]]]:
    """By slug: primary keys of quiz and version, and the options of each question."""
    options: dict[object, list[str]] = {}
    for key, version in VersionOption.objects.values_list("pk", "version"):
        options.setdefault(version, []).append(str(key))
    quizzes: dict[str, tuple[int, int, list[list[str]]]] = {}
    pins = PinnedQuestion.objects.order_by("article_version", "order")
    for name, quiz, version, asked in pins.values_list(
        "quiz__article__slug", "quiz", "article_version", "question_version"
    ):
        quizzes.setdefault(name, (quiz, version, []))[2].append(options[asked])
    return quizzes


def own_post(quiz: int, version: int) -> tuple[str, dict[str, str]]:
    """Cookie and fields of a new learner of ours."""
    learner = uuid4()
    key = submission_keys.mint(
        learner_id=learner,
        kind=Kind.QUIZ,
        object_id=quiz,
        version_id=version,
        phase="pre",
        now=timezone.now() - timedelta(minutes=3),
    )
    return f"lid={learner}", {"submission_key": key.signed()}


def plain_post(sessions: list[Session]) -> tuple[str, dict[str, str]]:
    """Cookie and fields of a new learner of the plain project, whose session the form has made."""
    key = SessionStore()._get_new_session_key()
    data = SessionStore().encode({"learner": str(uuid4())})
    sessions.append(Session(session_key=key, session_data=data, expire_date=timezone.now() + timedelta(days=14)))
    return f"sid={key}", {}


def prepare(n_requests: int, n_quizzes: int) -> list[dict]:
    """A WSGI environment for each POST, every one of a new learner at an address of its own, with random answers."""
    dice, known = random.Random(), load_quizzes()  # noqa: S311 -- answers, not secrets
    sessions: list[Session] = []
    environs = []
    for number in range(n_requests):
        name = slug(number % n_quizzes)
        quiz, version, questions = known[name]
        cookie, fields = plain_post(sessions) if IS_PLAIN else own_post(quiz, version)
        fields |= {"csrfmiddlewaretoken": TOKEN}
        fields |= {f"q{place}": dice.choice(options) for place, options in enumerate(questions, start=1)}
        body = urlencode(fields).encode()
        environs.append(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": f"/quizzes/{name}/pre/",
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "80",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": str(IPv4Address(dice.getrandbits(32))),
                "HTTP_HOST": "127.0.0.1",
                "HTTP_COOKIE": f"{cookie}; csrf={TOKEN}",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "wsgi.errors": sys.stderr,
                "wsgi.url_scheme": "http",
            }
        )
    Session.objects.bulk_create(sessions, batch_size=500)
    dice.shuffle(environs)
    return environs


def post(application, environ: dict) -> None:
    """Answer one request. Raises AssertionError unless it was stored."""
    statuses: list[str] = []
    response = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    for _ in response:
        pass
    response.close()
    if not statuses[0].startswith("30"):
        raise AssertionError(f"{environ['PATH_INFO']}: {statuses[0]}")


def main() -> None:
    if IS_PLAIN:
        settings.MIDDLEWARE = settings.PLAIN_MIDDLEWARE
        application = get_wsgi_application()
    else:
        from hub.wsgi import application  # noqa: PLC0415 -- it sets the product's settings
    for line in sys.stdin:
        n_requests, n_quizzes = (int(word) for word in line.split())
        environs = prepare(n_requests, n_quizzes)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        wall, cpu = time.perf_counter(), time.process_time()
        for environ in environs:
            post(application, environ)
        spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        sys.stdout.write(json.dumps(spent) + "\n")
        sys.stdout.flush()
    connection.close()


if __name__ == "__main__":
    main()
