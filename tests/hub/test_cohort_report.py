"""Groups of learners: change by specialty, country, profession or language, small groups hidden."""

import pytest
from django.urls import reverse

from hub.reports.scopes import scopes
from hub.stats import Pairs
from quizzes.rollups.pooling import take_pooled
from tests.answered import KEY, WRONG, make_answers
from tests.factories import NOW, make_article, make_published_quiz, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38"))


@pytest.fixture
def client(client):
    client.force_login(make_staff("ben", "analyst"))
    return client


def get(client, **query):
    return client.get(reverse("staff:cohorts"), query)


def rows(response):
    return [(row.name, row.group.learners, row.points, row.reading) for row in response.context["page"].rows]


def test_groups_of_one_quiz_have_intervals(client, quiz):
    make_answers(quiz, 20, [WRONG], [KEY], country="DE")
    make_answers(quiz, 25, [KEY], [KEY], country="FR")
    make_answers(quiz, 6, [KEY], [KEY], country="IT")

    response = get(client, by="country", article=quiz.article.slug)

    assert rows(response) == [
        ("France", 25, "0", "no clear change"),
        ("Germany", 20, "+100", "rose"),
        ("Italy", 6, "–", "too few"),
    ]
    found = response.context["page"]
    assert (found.family, found.note, found.hides_some) == (1, "", False)
    assert "too few for an estimate" in found.chart


def test_small_groups_and_what_would_give_them_away_are_dashes(client, quiz):
    make_answers(quiz, 20, [WRONG], [KEY], specialty="Haematology")
    make_answers(quiz, 5, [WRONG], [KEY], specialty="Nephrology")
    make_answers(quiz, 1, [WRONG], [KEY], specialty="Urology")
    make_answers(quiz, 3, [WRONG], [KEY])

    response = get(client, article=quiz.article.slug)

    # One and three learners would be 4 together: so the five of Nephrology are hidden too.
    assert rows(response) == [
        ("Haematology", 20, "+100", "rose"),
        ("Nephrology", None, "–", "hidden"),
        ("Not told", None, "–", "hidden"),
        ("Urology", None, "–", "hidden"),
    ]
    assert "Groups of fewer than 5 learners show no numbers" in response.content.decode()


def test_over_several_quizzes_live_numbers_have_no_interval(client, quiz, hub):
    other = make_published_quiz(article=make_article(hub, title="Other"))
    make_answers(quiz, 20, [WRONG], [KEY], profession="nurse")
    make_answers(other, 20, [WRONG], [KEY], profession="nurse")
    make_answers(other, 2, [WRONG], [KEY], profession="physician")
    make_answers(other, 3, [WRONG], [KEY], profession="student")

    response = get(client, by="profession", **{"from": "2026-03-01"})

    assert rows(response)[0] == ("Nurse", 40, "+100", "no interval")
    assert response.context["page"].rows[0].group.pairs == Pairs(0, 0, 40, 0)
    assert "without any other filter" in " ".join(response.context["page"].note.split())


def test_nightly_sums_give_intervals_over_several_quizzes(client, quiz, hub):
    other = make_published_quiz(article=make_article(hub, title="Other"))
    for one in (quiz, other):
        make_answers(one, 15, [WRONG], [KEY], country="DE")
        make_answers(one, 15, [WRONG], [WRONG], country="DE")
    take_pooled(scopes(), NOW)

    response = get(client, by="country", hub=hub.slug)

    assert rows(response) == [("Germany", 60, "+50", "rose")]
    assert "as it was on 2 March 2026" in response.context["page"].note


def test_language_is_a_group_of_its_own(client, quiz):
    make_answers(quiz, 20, [WRONG], [KEY])

    assert rows(get(client, by="language", article=quiz.article.slug)) == [("English", 20, "+100", "rose")]


def test_unknown_kind_of_group_gets_a_sentence(client, quiz):
    response = get(client, by="shoe size")

    assert response.status_code == 400
    assert "“shoe size” is no kind of group. Choose one of the list." in response.content.decode()


def test_nobody(client, quiz):
    assert "Nobody has answered here yet." in get(client).content.decode()


def test_simulated_learners_are_said_live_and_at_night(client, quiz):
    make_answers(quiz, 6, [WRONG], [KEY], country="DE", is_simulated=True)

    live = get(client, by="country", **{"from": "2026-03-01"})
    take_pooled(scopes(), NOW)
    nightly = get(client, by="country")

    for response in (live, nightly):
        assert "include simulated learners" in response.content.decode()


def test_live_and_nightly_groups_show_the_same_months(client, quiz):
    for month, n in ((2, 6), (3, 3)):
        at = NOW.replace(month=month)
        make_answers(quiz, n, [WRONG], [KEY], before_at=at, after_at=at, country="DE")
        make_answers(quiz, 8, [WRONG], [KEY], before_at=at, after_at=at, country="FR")

    live = rows(get(client, by="country", article=quiz.article.slug))
    take_pooled(scopes(), NOW)

    assert [row[:2] for row in live] == [row[:2] for row in rows(get(client, by="country"))]
