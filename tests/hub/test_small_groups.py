"""Groups of learners on report pages: shown in whole months, hidden where few stand behind them."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations, product

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from hub.models import AuditEvent
from hub.reports.filters import OF_ONE_QUIZ, read_filter
from hub.reports.small_groups import Hidden, ShownMonths, months_sentence, shown_cut, shown_months
from quizzes.cut import Cut, Evidence
from quizzes.models import Quiz
from quizzes.rollups.reading import quiz_tallies
from tests.answered import KEY, WRONG, make_answers
from tests.downloads import read_csv
from tests.factories import make_article, make_published_quiz, make_staff

pytestmark = pytest.mark.django_db
TIMED = 2 if connection.vendor == "postgresql" else 0
"""Counting from the answers, PostgreSQL is told how long it may take, and afterwards that nothing else is limited."""


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="One"))


@pytest.fixture
def ben(client):
    found = make_staff("ben", "analyst")
    client.force_login(found)
    return found


def answer(quiz, n, month=3, **learner):
    at = datetime(2026, month, 10, 12, tzinfo=UTC)
    make_answers(quiz, n, [WRONG], [KEY], before_at=at, after_at=at, **learner)


def cut_of(quiz, **fields):
    return Cut(quizzes=(quiz.pk,), **fields)


def months(first, last):
    return {"first": date(2026, first, 1), "last": date(2026, last, {1: 31, 2: 28, 3: 31, 4: 30}[last])}


def test_without_a_filter_of_learners_every_day_is_shown_and_nothing_is_asked(quiz, django_assert_num_queries):
    cut = cut_of(quiz, first=date(2026, 3, 9), last=date(2026, 3, 11))

    with django_assert_num_queries(0):
        assert (shown_cut(cut), shown_months(cut), months_sentence(cut)) == (cut, None, "")


@pytest.mark.parametrize(("inside", "others", "is_shown"), [(5, 5, True), (4, 9, False), (9, 4, False), (9, 0, True)])
def test_five_of_the_group_and_five_others_or_none(quiz, inside, others, is_shown):
    answer(quiz, inside, country="DE")
    answer(quiz, others, country="FR")

    shown = shown_cut(cut_of(quiz, country="DE"))

    assert shown == cut_of(quiz, country="DE", **months(3, 3)) if is_shown else isinstance(shown, Hidden)


def test_group_of_nobody_looks_as_one_of_a_few(quiz):
    answer(quiz, 9, country="FR")
    answer(quiz, 3, country="DE")

    assert shown_cut(cut_of(quiz, country="DE")) == shown_cut(cut_of(quiz, country="PT"))


def test_range_shows_the_blocks_inside_and_says_which_months(quiz):
    for month, n in ((1, 6), (2, 3), (3, 4), (4, 2)):
        answer(quiz, n, month, country="DE")
        answer(quiz, 10, month, country="FR")

    shown = shown_cut(cut_of(quiz, country="DE"))
    assert shown == cut_of(quiz, country="DE", **months(1, 3))
    assert months_sentence(shown).startswith("Shown are the answers of January 2026 to March 2026. A group")
    inside = {"first": date(2026, 1, 20), "last": date(2026, 4, 2)}
    assert shown_cut(cut_of(quiz, country="DE", **inside)) == cut_of(quiz, country="DE", **months(2, 3))
    assert isinstance(shown_cut(cut_of(quiz, country="DE", **months(3, 4))), Hidden)


def test_days_without_a_whole_month_show_no_group(quiz):
    answer(quiz, 9, country="DE")

    shown = shown_cut(cut_of(quiz, country="DE", first=date(2026, 3, 2), last=date(2026, 3, 30)))

    assert shown.sentence.endswith("Choose the first and the last day of a month.")


def test_two_filters_need_five_in_every_part(quiz):
    for (country, specialty), n in zip(product(("DE", "FR"), ("Haematology", "Urology")), (6, 6, 6, 4), strict=True):
        answer(quiz, n, country=country, specialty=specialty)
    both = cut_of(quiz, country="DE", specialty="Haematology")
    assert isinstance(shown_cut(both), Hidden)

    answer(quiz, 1, country="FR", specialty="Urology")
    assert shown_cut(both) == cut_of(quiz, country="DE", specialty="Haematology", **months(3, 3))


def test_lacks_of_evidence_are_filters_too(quiz, django_assert_num_queries):
    answer(quiz, 9)
    assert isinstance(shown_cut(cut_of(quiz, without=frozenset({Evidence.HASTY}))), Hidden)

    before, after = (datetime(2026, 3, 10, hour, tzinfo=UTC) for hour in (12, 13))
    make_answers(quiz, 6, [WRONG], [KEY], before_at=before, after_at=after)
    cut = cut_of(quiz, without=frozenset({Evidence.HASTY}))
    with django_assert_num_queries(2 + TIMED):
        shown = shown_cut(cut)

    assert shown == cut_of(quiz, without=cut.without, **months(3, 3))
    assert quiz_tallies(shown)[quiz.pk,].n_learners == 6


def test_quizzes_are_decided_one_by_one_with_one_query(quiz, hub, django_assert_num_queries):
    other, empty = (make_published_quiz(article=make_article(hub)) for _ in range(2))
    for one, n in ((quiz, 5), (other, 2)):
        answer(one, n, country="DE")
        answer(one, 8, country="FR")

    with django_assert_num_queries(1):
        found = shown_months(Cut(country="DE"))

    assert found == ShownMonths({quiz.pk: (date(2026, 3, 1), date(2026, 3, 1))}, left_out=1)
    assert found.sentence == ("1 quiz is left out: fewer than 5 learners of this group answered it, or too few others.")
    assert empty.pk not in found.spans


def test_page_of_a_hidden_group_shows_no_number_and_its_files_are_refused(client, quiz, ben):
    answer(quiz, 23, country="DE")
    answer(quiz, 3, country="FR")
    path, query = reverse("staff:quiz_report", args=[quiz.pk]), {"country": "FR"}

    page = client.get(path, query)
    text = page.content.decode()

    assert (page.status_code, "page" in page.context) == (200, False)
    assert "Fewer than 5 learners, or none, stand behind this filter in whole months" in text
    assert ("headline" in text, "funnel" in text, ".csv" in text) == (False, False, False)
    for table in ("questions", "options", "transitions", "reach"):
        refused = client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": table} | query)
        assert (refused.status_code, "Fewer than 5 learners" in refused.content.decode()) == (400, True)
    assert AuditEvent.objects.count() == 0


def test_files_are_of_the_answers_of_the_page(client, quiz, ben):
    answer(quiz, 20, country="DE")
    answer(quiz, 22, country="FR")
    path = reverse("staff:quiz_csv", args=[quiz.pk])

    assert read_csv(client.get(path, {"country": "DE"}))[0]["matched_learners"] == "20"
    assert read_csv(client.get(path, {"to": "2026-03-09"}))[0]["matched_learners"] == "0"
    assert "“Atlantis” is not among the choices" in client.get(path, {"country": "Atlantis"}).content.decode()


def test_options_of_a_group_are_hidden_where_one_was_chosen_by_a_few(client, quiz, ben):
    at = datetime(2026, 3, 10, 12, tzinfo=UTC)
    answer(quiz, 20, country="DE")
    answer(quiz, 20, country="FR")
    path, query = reverse("staff:quiz_report", args=[quiz.pk]), {"country": "DE"}
    assert client.get(path, query).context["page"].questions[0].shows_options

    make_answers(quiz, 1, [1], [KEY], before_at=at, after_at=at, country="DE")
    question = client.get(path, query).context["page"].questions[0]

    assert (question.shows_options, question.heat) == (False, ())
    assert "Which options this group chose is not shown" in client.get(path, query).content.decode()
    assert read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "options"} | query)) == []


def test_group_has_no_views_and_no_single_months(client, quiz, ben):
    for month in (2, 3):
        answer(quiz, 12, month, country="DE")
    path = reverse("staff:quiz_report", args=[quiz.pk])
    assert client.get(path).context["trend"] is not None

    page = client.get(path, {"country": "DE"})

    assert (page.context["trend"], page.context["reach"]) == (None, None)
    assert "Take the filter of learners away to see them; days may stay." in page.content.decode()


def test_list_and_topic_leave_out_quizzes_whose_group_is_hidden(client, quiz, hub, ben):
    other = make_published_quiz(article=make_article(hub, title="Two"))
    for one, n in ((quiz, 21), (other, 2)):
        answer(one, n, country="DE")
        answer(one, 8, country="FR")

    listed = client.get(reverse("staff:reports"), {"country": "DE", "sort": "answered-before"})
    scope = client.get(reverse("staff:hub_report", args=[hub.slug]), {"country": "DE"}).context["page"]

    assert [(one.quiz, one.line.is_hidden, one.line.learners_before) for one in listed.context["quizzes"]] == [
        (quiz, False, 21),
        (other, True, 0),
    ]
    assert "1 quiz is left out" in listed.content.decode()
    assert (scope.tally.n_before, [one.quiz_id for one in scope.questions], scope.trend) == (21, [quiz.pk], None)
    assert scope.left_out.startswith("1 quiz is left out")


KINDS = list(product((1, 2, 3), ("DE", "FR"), ("nurse", "physician")))
RANGES = [("2026-01-01", "2026-02-28"), ("2026-02-01", "2026-03-31"), ("2026-03-01", "2026-03-31"), ("", "")]


@pytest.mark.parametrize("seed", range(4))
def test_no_two_pages_can_be_subtracted(client, quiz, ben, seed):
    """Every pair of filters and ranges: where the one group lies in the other, they differ by nobody or by five."""
    chance = random.Random(seed)
    learners = {kind: chance.choice((0, 2, 4, 6, 9)) for kind in KINDS}
    for (month, country, profession), n in learners.items():
        answer(quiz, n, month, country=country, profession=profession)
    shown = []
    for country, profession, (first, last) in product(("", "DE", "FR"), ("", "nurse"), RANGES):
        query = {"country": country, "profession": profession, "from": first, "to": last}
        page = client.get(reverse("staff:quiz_report", args=[quiz.pk]), query).context
        if "page" in page:
            group = {kind for kind in KINDS if _is_in(kind, shown_cut(_cut(quiz, query)), country, profession)}
            assert page["page"].report.learners.before == sum(learners[kind] for kind in group)
            shown.append((group, bool(country or profession)))
    assert any(is_narrow for _group, is_narrow in shown)
    for (one, is_one_narrow), (other, is_other_narrow) in combinations(shown, 2):
        if (is_one_narrow or is_other_narrow) and (one <= other or other <= one):
            assert sum(learners[kind] for kind in one ^ other) not in range(1, 5)


def _cut(quiz, query):
    data = QueryDict(mutable=True)
    data.update(query)
    return replace(read_filter(data, Quiz.objects.all(), OF_ONE_QUIZ, is_all=True).cut, quizzes=(quiz.pk,))


def _is_in(kind, cut, country, profession):
    month, of_country, of_profession = kind
    day = date(2026, month, 10)
    return (
        country in ("", of_country)
        and profession in ("", of_profession)
        and (cut.first is None or cut.first <= day)
        and (cut.last is None or day <= cut.last)
    )
