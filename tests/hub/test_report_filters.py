"""The filter of report pages: its state in the address, and what it does to every number."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.urls import reverse

from articles.models import Topic
from hub.reports.filters import OF_ONE_QUIZ, OVER_QUIZZES, read_filter
from hub.time_limits import TooSlow
from quizzes.cut import Cut, Evidence
from quizzes.models import Quiz
from tests.answered import KEY, WRONG, make_answers
from tests.factories import NOW, make_article, make_hub, make_published_quiz, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38"))


@pytest.fixture
def ben():
    return make_staff("ben", "analyst")


def read(query, names=OVER_QUIZZES, **kwargs):
    return read_filter(QueryDict(query), Quiz.objects.all(), names, **({"is_all": True} | kwargs))


def test_without_restrictions_everything_is_counted(quiz):
    found = read("")

    assert (found.cut, found.query, found.chips, found.problems) == (Cut(), "", (), ())
    assert not found.is_active


def test_whole_state_is_in_the_canonical_query(quiz):
    text = "without=hasty&country=DE&from=2026-02-01&to=2026-02-28&specialty=Haematology&specialty=Urology&junk=1"

    found = read(text)

    assert found.cut == Cut(
        first=date(2026, 2, 1),
        last=date(2026, 2, 28),
        specialty="Haematology",
        country="DE",
        without=frozenset({Evidence.HASTY}),
    )
    assert found.query == "from=2026-02-01&to=2026-02-28&specialty=Haematology&country=DE&without=hasty"
    assert read(found.query).cut == found.cut
    assert [(chip.label, chip.words) for chip in found.chips][:3] == [
        ("From", "2026-02-01"),
        ("To", "2026-02-28"),
        ("Specialty", "Haematology"),
    ]
    assert found.chips[2].query_without == "from=2026-02-01&to=2026-02-28&country=DE&without=hasty"


def test_hub_topic_and_article_name_the_quizzes(quiz):
    other = make_published_quiz(article=make_article(make_hub(is_default=False, slug="second"), title="Other"))
    topic = Topic.objects.create(hub=quiz.article.hub, slug="myeloma", name="Myeloma")
    quiz.article.topics.add(topic, through_defaults={"order": 0})

    assert read("hub=second").cut.quizzes == (other.pk,)
    assert read("topic=myeloma").cut.quizzes == (quiz.pk,)
    assert read(f"article={other.article.slug}").cut.quizzes == (other.pk,)
    assert read("topic=myeloma&hub=second").cut.quizzes == ()
    assert read("", is_all=False).cut.quizzes == (quiz.pk, other.pk)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2026-02-30", "“2026-02-30” is not a day. Write days as 2026-11-22."),
        ("to=yesterday", "“yesterday” is not a day. Write days as 2026-11-22."),
        ("from=2026-03-02&to=2026-03-01", "The first day lies after the last one. Change one of them."),
        ("specialty=Alchemy", "“Alchemy” is not among the choices of “Specialty”. Choose one of the list."),
        ("funder=1%20OR%201", "“1 OR 1” is not among the choices of “Funder”. Choose one of the list."),
        (
            "without=hasty&without=lazy",
            "“lazy” is not among the choices of “Leave out learners”. Choose one of the list.",
        ),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence_and_no_number(client, quiz, ben, query, sentence):
    client.force_login(ben)

    assert read(query).problems == (sentence,)
    response = client.get(f"{reverse('staff:reports')}?{query}")

    assert (response.status_code, sentence in response.content.decode().replace("&quot;", '"')) == (400, True)
    assert "quizzes" not in response.context


def test_version_of_another_article_is_unknown(quiz):
    other = make_published_quiz(article=make_article(quiz.article.hub, title="Other"))
    names = OF_ONE_QUIZ
    own, foreign = (one.article.versions.get().pk for one in (quiz, other))

    def of_quiz(query):
        return read_filter(QueryDict(query), Quiz.objects.filter(pk=quiz.pk), names, is_all=True)

    assert of_quiz(f"version={own}").cut == Cut(version=own)
    assert of_quiz(f"version={foreign}").problems != ()


def test_every_number_of_the_quiz_page_is_of_the_cut(client, quiz, ben):
    make_answers(quiz, 20, [WRONG], [KEY], country="DE")
    make_answers(quiz, 20, [KEY], [WRONG], country="FR")
    client.force_login(ben)
    url = reverse("staff:quiz_report", args=[quiz.pk])

    page = client.get(url, {"country": "DE"})

    report = page.context["page"].report
    assert (report.learners.before, report.learners.matched, report.questions[0].before.n) == (20, 20, 20)
    assert report.questions[0].change.pairs.learned == 20
    assert [use.before.count for use in report.questions[0].options] == [20, 0, 0, 0]
    assert 'href="?">' in page.content.decode()


def test_days_are_those_of_the_hub_across_daylight_saving(client, quiz, ben):
    zone = ZoneInfo("Europe/Berlin")
    for hour in (0, 1, 3, 23):  # 29 March 2026 has no 02:30 in Berlin
        at = datetime(2026, 3, 29, hour, 30, tzinfo=zone)
        make_answers(quiz, 1, [WRONG], before_at=at)
    client.force_login(ben)

    def learners(first, last):
        query = {"from": first, "to": last}
        page = client.get(reverse("staff:quiz_report", args=[quiz.pk]), query).context["page"]
        return page.report.learners.before

    assert learners("2026-03-29", "2026-03-29") == 4
    assert learners("2026-03-28", "2026-03-28") == 0


def test_sorting_puts_quizzes_without_an_estimate_last(client, quiz, ben):
    better = make_published_quiz(article=make_article(quiz.article.hub, title="Better"))
    make_published_quiz(article=make_article(quiz.article.hub, title="Nobody"))
    make_answers(quiz, 20, [WRONG], [WRONG])
    make_answers(better, 20, [WRONG], [KEY])
    client.force_login(ben)

    def titles(sort):
        return [
            one.quiz.article.title for one in client.get(reverse("staff:reports"), {"sort": sort}).context["quizzes"]
        ]

    assert titles("-change") == ["Better", "Anti-CD38", "Nobody"]
    assert titles("change") == ["Anti-CD38", "Better", "Nobody"]
    assert titles("title") == ["Anti-CD38", "Better", "Nobody"]
    assert titles("nonsense") == ["Nobody", "Better", "Anti-CD38"]


@contextmanager
def ended_at_once(seconds):
    raise TooSlow
    yield


def test_cut_that_takes_too_long_is_said(client, quiz, ben, monkeypatch):
    make_answers(quiz, 1, [WRONG], [KEY], after_at=NOW + timedelta(hours=1), profession="nurse")
    monkeypatch.setattr("quizzes.rollups.reading.at_most", ended_at_once)
    client.force_login(ben)

    for path in (reverse("staff:quiz_report", args=[quiz.pk]), reverse("staff:reports")):
        response = client.get(path, {"profession": "nurse"})
        assert (response.status_code, "This takes too long to count" in response.content.decode()) == (200, True)
