"""Whatever a client sends to the forms of learners, the answer is a page of the 4xx kind and nothing is stored."""

import re
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from hub.handing_back import LONGEST_VALUE, MOST_FIELDS
from hub.models import Learner
from hub.wsgi import application
from quizzes.models import Attempt
from surveys.models import SurveyResponse
from tests.factories import make_article, make_published_quiz, make_published_survey
from tests.taking import new_client, open_form, options_of, quiz_url, read_form, survey_url

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
    "multipart with a nul byte in a file's name": (
        b'--b\r\nContent-Disposition: form-data; name="q1"; filename="a\x00b"\r\n\r\nx\r\n--b--\r\n',
        MULTIPART,
    ),
    "multipart with a lone surrogate": (
        b'--b\r\nContent-Disposition: form-data; name="submission_key"\r\n\r\n+2AA-\r\n--b--\r\n',
        f"{MULTIPART}; charset=utf-7",
    ),
    "truncated multipart": (b'--b\r\nContent-Disposition: form-data; name="q1"\r\n\r\nx', MULTIPART),
    "plain text": (b"q1=1", "text/plain"),
    "octets": (b"q1=1", "application/octet-stream"),
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

        for response in (with_token, without):
            assert 400 <= response.status_code < 500
            assert "<h1" in response.content.decode()
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


@pytest.mark.parametrize("query", ["q=%00", "q=a\x00b"])
@pytest.mark.parametrize("path", ["/x", "/articles/", "/quizzes/x/pre/"])
def test_nul_byte_in_any_address_gets_a_page(urls, path, query):
    response = new_client().get(f"{path}", QUERY_STRING=query)

    assert response.status_code == 400
    assert "The address contains a character that cannot be used." in response.content.decode()


def test_nul_byte_in_a_session_cookie_is_no_session(urls):
    client = new_client()
    client.cookies["sid"] = "a\x00b" + "x" * 32

    assert client.get(urls[0]).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("method", "charset"), [("GET", "hex"), ("POST", "utf-7")])
def test_claimed_encoding_is_ignored(urls, method, charset):
    """Through the server's own entry: Django reads the encoding before the first middleware."""
    body = b'--b\r\nContent-Disposition: form-data; name="q1"\r\n\r\nx\r\n--b--\r\n'
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": urls[0],
        "QUERY_STRING": "choose=%C3",
        "wsgi.input": BytesIO(body),
    }
    environ |= {"CONTENT_TYPE": f"{MULTIPART}; charset={charset}", "CONTENT_LENGTH": str(len(body))}
    setup_testing_defaults(environ)
    statuses = []

    application(environ, lambda status, headers: statuses.append(status)).close()

    assert statuses == ["200 OK" if method == "GET" else "403 Forbidden"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("length", ["abc", "-5", "1e3", "²", "1, 2"])
def test_length_that_is_no_number_counts_as_none(urls, length):
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": f"{urls[0]}draft/", "wsgi.input": BytesIO(b"q1=1")}
    environ |= {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": length}
    setup_testing_defaults(environ)
    statuses = []

    application(environ, lambda status, headers: statuses.append(status)).close()

    assert statuses == ["403 Forbidden"]


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def form_of(quiz):
    """A device with the form open, and what it would send with the second option of each question."""
    device = new_client()
    page = open_form(device, quiz_url(quiz))
    return device, page.sent(**{name: values[1] for name, values in page.options.items()})


def test_nul_byte_is_taken_out_and_the_ticks_come_back(quiz):
    device, sent = form_of(quiz)

    response = device.post(quiz_url(quiz), sent | {"note": "a\x00b"})

    again = read_form(response)
    assert (response.status_code, again.title) == (400, "Error: Your answers are not stored yet")
    assert again.hidden["note"] == "ab"
    assert device.post(quiz_url(quiz), again.sent()).status_code == 303
    assert Attempt.objects.count() == 1


def test_handing_back_echoes_no_more_than_a_form_of_ours_holds(quiz):
    device, sent = form_of(quiz)

    response = device.post(
        quiz_url(quiz),
        sent | {"x": "\x00", "long": "y" * LONGEST_VALUE} | {f"f{number}": "z" for number in range(MOST_FIELDS)},
    )

    again = read_form(response)
    assert len(again.hidden) <= MOST_FIELDS + 1
    assert "long" not in again.hidden
    assert again.hidden["q1"] == sent["q1"]


def test_option_of_another_question_or_quiz_keeps_the_other_ticks(quiz):
    strangers = [options_of(quiz, 2)[0].pk, options_of(make_published_quiz(), 1)[0].pk, "not-a-uuid", "x" * 36]
    for stranger in strangers:
        device, sent = form_of(quiz)

        response = device.post(quiz_url(quiz), sent | {"q1": str(stranger)})

        again = read_form(response)
        assert response.status_code == 422
        assert again.ticked == {"q2": sent["q2"]}
        assert "Choose one of the options shown here." in response.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("kind", ["quiz", "survey"])
def test_article_taken_down_meanwhile_says_so_and_keeps_the_ticks(quiz, kind):
    survey = make_published_survey(quiz.article)
    url, model = (quiz_url(quiz), Attempt) if kind == "quiz" else (survey_url(survey), SurveyResponse)
    device = new_client()
    page = open_form(device, url)
    sent = page.sent(**{name: values[1] for name, values in page.options.items()})
    articles = type(quiz.article).objects.filter(pk=quiz.article.pk)
    articles.update(taken_down_at="2026-03-01T00:00Z")

    response = device.post(url, sent)

    again = read_form(response)
    assert response.status_code == 404
    assert "the article may have been taken down" in response.content.decode()
    assert not model.objects.exists()
    articles.update(taken_down_at=None)
    assert device.post(url, again.sent()).status_code == 303
    assert model.objects.count() == 1


def test_form_that_is_not_offered_looks_the_same_for_drafts_and_for_nothing(hub):
    """An address must not tell that an article is being written."""
    draft, device = make_article(hub, slug="in-work"), new_client()
    token = open_form(device, quiz_url(make_published_quiz())).hidden["csrfmiddlewaretoken"]

    pages = [
        device.post(f"/quizzes/{slug}/pre/", {"q1": "x", "csrfmiddlewaretoken": token})
        for slug in (draft.slug, "nothing")
    ]

    bodies = [re.sub(r'csrfmiddlewaretoken" value="\w+|in-work|nothing', "", page.content.decode()) for page in pages]
    assert [page.status_code for page in pages] == [404, 404]
    assert bodies[0] == bodies[1]
    assert device.get(f"/quizzes/{draft.slug}/pre/").status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"q1=" + b"x" * 7_000_000, "The form is larger than this page accepts."),
        (b"&".join(b"q%d=1" % number for number in range(10_000)), "The form is larger than this page accepts."),
    ],
    ids=["seven megabytes", "ten thousand fields"],
)
def test_form_too_large_says_so(quiz, body, sentence):
    response = new_client().generic("POST", quiz_url(quiz), body, FORM)

    assert response.status_code == 400
    assert sentence in response.content.decode()
