"""Reports over the quizzes of a hub or topic."""

import pytest
from django.urls import reverse

from articles.models import Topic
from hub.models import Learner
from hub.reports.scopes import scopes
from quizzes.models import Phase
from quizzes.rollups.pooling import take_pooled
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import NOW, make_article, make_published_quiz, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben():
    return make_staff("ben", "analyst")


@pytest.fixture
def quizzes(hub):
    found = [make_published_quiz(article=make_article(hub, title=title)) for title in ("One", "Two")]
    topic = Topic.objects.create(hub=hub, slug="myeloma", name="Myeloma")
    for quiz in found:
        quiz.article.topics.add(topic, through_defaults={"order": 0})
    return found


@pytest.fixture
def answered(quizzes):
    """Twenty learners who learned the first, of whom ten answered the second too, five of them rightly."""
    learners = make_answers(quizzes[0], 20, [WRONG], [KEY])
    for places, after in ((slice(0, 5), KEY), (slice(5, 10), WRONG)):
        store_attempts(quizzes[1], Phase.PRE, learners[places], [WRONG])
        store_attempts(quizzes[1], Phase.POST, learners[places], [after])
    return quizzes


def page(client, name="staff:topic_report", slug="myeloma", **query):
    return client.get(reverse(name, args=[slug]), query)


def test_nobody_has_answered(client, quizzes, ben):
    client.force_login(ben)

    text = page(client).content.decode()

    assert "Nobody has answered a quiz both times yet." in text
    assert "Nobody has answered a question yet." in text


def test_interval_is_of_the_night_and_says_so(client, answered, ben):
    take_pooled(scopes(), NOW)
    client.force_login(ben)

    found = page(client).context["page"]

    # 25 of 30 pairs were learned; clusters are the 20 learners.
    assert found.headline.startswith(
        "20 learners answered both times and gave 30 pairs of answers. Correct answers rose from 0% to 83%: +83 points"
    )
    assert found.note == (
        "Each learner counts once, whatever they answered; as it was on 2 March 2026. The numbers below are of now."
    )
    assert (found.n_quizzes, found.tally.matched, found.tally.pairs.n) == (2, 30, 30)
    assert [(one.title, one.points) for one in found.questions] == [("One", "+100"), ("Two", "–")]


def test_without_the_nightly_sums_there_is_no_interval(client, answered, ben):
    client.force_login(ben)

    found = page(client).context["page"]

    assert found.headline == "Over 30 pairs of answers correct answers went from 0% to 83%: +83 points."
    assert found.note == "Over several quizzes the interval is taken at night. It has not been taken yet."


def test_filtered_change_has_no_interval(client, answered, ben):
    take_pooled(scopes(), NOW)
    client.force_login(ben)

    found = page(client, **{"from": "2026-03-01"}).context["page"]

    assert "95% CI" not in found.headline
    assert found.note.startswith("Over several quizzes the interval is taken at night, for all answers")


def test_writer_sees_own_quizzes_and_no_interval_of_all(client, answered, hub):
    take_pooled(scopes(), NOW)
    client.force_login(make_staff("wanda", "writer"))

    found = page(client, "staff:hub_report", hub.slug).context["page"]

    assert (found.n_quizzes, found.questions) == (0, ())


def test_queries_do_not_grow(client, hub, quizzes, ben, django_assert_max_num_queries):
    client.force_login(ben)
    for title in ("Three", "Four"):
        make_answers(
            make_published_quiz(questions=2, article=make_article(hub, title=title)), 2, [WRONG] * 2, [KEY] * 2
        )
    page(client)

    with django_assert_max_num_queries(14):
        page(client, "staff:hub_report", hub.slug)


def test_months_are_told_apart(client, quizzes, ben):
    for month, right in ((3, KEY), (4, WRONG)):
        at = NOW.replace(month=month)
        make_answers(quizzes[0], 10, [WRONG], [right], before_at=at, after_at=at)
    client.force_login(ben)

    trend = page(client).context["page"].trend

    assert [(row.name, row.before.n, row.after.count) for row in trend.rows] == [
        ("Mar 2026", 10, 10),
        ("Apr 2026", 10, 0),
    ]
    # Two dots a month, those before open; no whiskers, since one learner may stand behind several pairs.
    assert (trend.has_intervals, trend.chart.count("chart__dot--pre"), trend.chart.count("<circle")) == (False, 2, 4)


def test_simulated_learners_are_said(client, quizzes, ben):
    learners = Learner.objects.bulk_create([Learner(is_simulated=True)])
    store_attempts(quizzes[0], Phase.PRE, learners, [KEY])
    client.force_login(ben)

    assert "include simulated learners" in page(client).content.decode()
