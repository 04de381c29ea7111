"""Whatever a client sends to the forms of learners, the answer is a page of the 4xx kind and nothing is stored."""

import pytest

from hub.models import Learner
from tests.factories import make_published_quiz, make_published_survey
from tests.taking import new_client

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
BODIES = {
    "ten thousand fields": (b"&".join(b"q%d=1" % number for number in range(10_000)), FORM),
    "nul byte": (b"q1=%00&s1=%00", FORM),
    "nul byte in a name": (b"q%00=1", FORM),
    "nul byte in the key": (b"q1=1&submission_key=a%00b", FORM),
    "invalid utf-8": (b"q1=%ff%fe&s1=%c3%28&submission_key=%80", FORM),
    "raw invalid utf-8": (b"q1=\xff\xfe&s1=\xc3\x28", FORM),
    "lone surrogate": (b"q1=%ed%a0%80&submission_key=%ed%a0%80", FORM),
    "five megabytes": (b"specialty=" + b"x" * 5_000_000, FORM),
    "five megabytes of key": (b"submission_key=" + b"x" * 5_000_000, FORM),
    "seven megabytes": (b"s1=" + b"x" * 7_000_000, FORM),
    "other charset": (b"q1=1", f"{FORM}; charset=utf-7"),
    "unknown charset": (b"q1=1", f"{FORM}; charset=no-such-charset"),
    "json": (b'{"q1": [1]}', "application/json"),
    "no type": (b"q1=1", ""),
    "broken multipart": (b"--b\r\nContent-Disposition: form-data; name=", MULTIPART),
    "multipart without boundary": (b"--b", "multipart/form-data"),
    "multipart with a file": (
        b'--b\r\nContent-Disposition: form-data; name="q1"; filename="a"\r\n\r\nx\r\n--b--\r\n',
        MULTIPART,
    ),
    "multipart with a nul byte": (
        b'--b\r\nContent-Disposition: form-data; name="q1"\r\n\r\n\x00\r\n--b--\r\n',
        MULTIPART,
    ),
    "repeated field": (b"q1=1&q1=2&s1=1&s1=9", FORM),
    "emoji and right-to-left marks": ("q1=🙂\u202e&s1=٣".encode(), FORM),
}


@pytest.fixture
def urls(hub):
    quiz = make_published_quiz()
    make_published_survey(quiz.article)
    slug = quiz.article.slug
    return [f"/quizzes/{slug}/post/", f"/surveys/{slug}/"]


@pytest.mark.parametrize("name", BODIES)
def test_malformed_body_gets_a_page(urls, name):
    body, content_type = BODIES[name]
    client = new_client()
    client.cookies["csrf"] = token = "a" * 32
    for url in urls:
        with_token = client.generic("POST", url, body, content_type, headers={"X-CSRFToken": token})
        without = new_client().generic("POST", url, body, content_type)

        assert 400 <= with_token.status_code < 500
        assert 400 <= without.status_code < 500
    assert not Learner.objects.exists()


@pytest.mark.parametrize(
    "query", ["choose=%00", "choose=%ff", "choose=" + "x" * 50_000, "choose[]=1&choose=", "%00", "&&&="]
)
def test_malformed_query_gets_a_page(urls, query):
    for url in urls:
        assert new_client().get(f"{url}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("cookie", ["\u0000", "é", "x" * 4_000, "{6f1c1d52-7b8e-4c55-9a57-1f1f0d6a0001}", "urn:uuid:1"])
def test_malformed_cookie_is_no_learner_or_one(urls, cookie):
    for url in urls:
        client = new_client()
        client.cookies["lid"] = cookie
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_not_allowed(urls, method):
    client = new_client()
    for url in urls:
        assert getattr(client, method)(url).status_code in (403, 405)
