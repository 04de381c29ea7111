"""The report of one question over the quizzes that ask it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Contributor
from hub.models import AuditEvent
from hub.reports.languages import LanguageRow
from hub.shares import Share
from quizzes.models import KeyCorrection, PinnedQuestion, Question, Quiz, Withdrawal
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers, make_sixty_pairs
from tests.downloads import read_csv
from tests.factories import (
    NOW,
    freeze_question,
    make_article,
    make_person,
    make_published_quiz,
    make_staff,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="One"))


@pytest.fixture
def question(quiz):
    return Question.objects.get()


@pytest.fixture
def ben(client):
    found = make_staff("ben", "analyst")
    client.force_login(found)
    return found


def asked_by(question, title="Two", **version):
    """Another published quiz that asks the newest version of the question."""
    article = make_article(Quiz.objects.first().article.hub, title=title)
    quiz = Quiz.objects.create(article=article)
    pin(quiz, question.versions.order_by("-number").first(), **version)
    return quiz


def pin(quiz, question_version, **version):
    article_version = make_version(quiz.article, **version)
    PinnedQuestion.objects.create(
        article_version=article_version, quiz=quiz, question_version=question_version, order=0
    )


def answer(quiz, n, before, after, month=3, **learner):
    at = datetime(2026, month, 10, 12, tzinfo=UTC)
    make_answers(quiz, n, [before], [after], before_at=at, after_at=at, **learner)


def page(client, question, **query):
    return client.get(reverse("staff:question_report", args=[question.pk]), query)


def test_question_that_nobody_answered_says_so(client, question, ben):
    text = page(client, question).content.decode()

    assert text.count("Nobody has answered this question yet.") == 3
    assert "Month by month" not in text


def test_unpublished_question_has_no_numbers(client, quiz, ben):
    unasked = Question.objects.create(stem="Draft?")

    assert "No published article has shown this question yet." in page(client, unasked).content.decode()


def test_each_quiz_has_its_row_and_all_of_them_one_change(client, quiz, question, ben):
    make_sixty_pairs(quiz)
    answer(asked_by(question), 5, WRONG, KEY)

    (section,) = page(client, question).context["page"].series

    assert [(str(row.quiz), row.change.pairs.n, row.points, row.limits) for row in section.rows] == [
        ("One", 60, "+23", "+8 to +37"),
        ("Two", 5, "–", ""),
    ]
    assert section.page.report.change.pairs.n == 65


def test_series_stand_apart_and_wordings_of_one_together(client, quiz, question, ben):
    answer(quiz, 20, WRONG, KEY, month=1)
    pin(quiz, freeze_question(question, number=2, series=1), live_from=datetime(2026, 2, 5, tzinfo=UTC))
    answer(quiz, 20, WRONG, KEY, month=2)
    pin(quiz, freeze_question(question, number=3, series=2), live_from=datetime(2026, 3, 5, tzinfo=UTC))
    answer(quiz, 20, KEY, KEY, month=3)
    answer(quiz, 20, KEY, KEY, month=4)

    newest, oldest = page(client, question).context["page"].series

    assert [(version.number, version.shown_from.day) for version in oldest.versions] == [(1, 1), (2, 5)]
    assert (newest.heading, oldest.heading) == ("Version 3", "Versions 1, 2")
    assert (newest.page.report.change.pairs.retained, oldest.page.report.change.pairs.learned) == (40, 40)
    assert [(row.name, row.after.n) for row in oldest.trend.rows] == [("Jan 2026", 20), ("Feb 2026", 20)]
    assert "Version 2" in oldest.trend.chart and "Version 3: new series" in newest.trend.chart


def test_decisions_on_the_key_are_lines_in_the_trend(client, quiz, question, ben):
    for month in (2, 3):
        answer(quiz, 12, WRONG, KEY, month)
    decided = {"question": question, "series": 1, "decided_by": ben, "reason": "Wrong", "decided_at": NOW}
    KeyCorrection.objects.create(**decided, number=1, slot="1", previous_slot="3")
    Withdrawal.objects.create(**decided, number=1)

    (section,) = page(client, question).context["page"].series

    assert "Key corrected" in section.trend.chart and "Withdrawn" in section.trend.chart


def test_mistranslated_option_is_flagged(client, quiz, question, ben):
    for language, right, wrong in (("en", 24, 16), ("de", 3, 27), ("fr", 12, 10), ("es", 2, 1)):
        for choice, n in ((KEY, right), (WRONG, wrong)):
            make_answers(quiz, n, [choice], language=language)

    languages = page(client, question).context["page"].series[0].languages

    # The three in Spanish, with the smallest other group beside them, so that none follows from the total.
    assert languages.rows == (
        LanguageRow("English", Share(24, 40)),
        LanguageRow("German", Share(3, 30), differs=True),
        LanguageRow("French", None),
        LanguageRow("Spanish", None),
    )
    assert languages.sentence.startswith("German (10%) differs from English (60%): compare the translation")


def test_languages_that_agree_are_not_flagged(client, quiz, question, ben):
    for language in ("en", "de"):
        for choice, n in ((KEY, 12), (WRONG, 10)):
            make_answers(quiz, n, [choice], language=language)

    languages = page(client, question).context["page"].series[0].languages

    assert (languages.differs, languages.sentence) == (
        False,
        "No language differs clearly from English, where 55% were right before reading.",
    )


def test_group_is_shown_without_options_months_and_languages(client, quiz, question, ben):
    answer(quiz, 20, WRONG, KEY, country="DE")
    answer(quiz, 10, OTHER_WRONG, KEY, country="FR")
    few = asked_by(question)
    answer(few, 2, WRONG, KEY, country="DE")

    response = page(client, question, country="DE")
    found = response.context["page"]
    (section,) = found.series

    assert [(row.quiz, row.change.pairs.n, row.months) for row in section.rows] == [(quiz, 20, "March 2026")]
    assert (section.page.shows_options, section.trend, section.languages) == (False, None, None)
    assert found.left_out.startswith("1 quiz is left out")


def test_group_hidden_everywhere_shows_no_number_and_no_file(client, quiz, question, ben):
    answer(quiz, 20, WRONG, KEY, country="DE")
    answer(quiz, 3, WRONG, KEY, country="FR")

    text = page(client, question, country="FR").content.decode()
    refused = client.get(reverse("staff:question_csv", args=[question.pk]), {"country": "FR"})

    assert "In no quiz have enough learners of this group answered" in text
    assert ("Version 1" in text, "<table" in text) == (False, False)
    assert (refused.status_code, AuditEvent.objects.count()) == (400, 0)


def test_file_has_a_row_for_each_quiz_and_series_and_is_recorded(client, quiz, question, ben):
    make_sixty_pairs(quiz)
    asked_by(question)

    (row,) = read_csv(client.get(reverse("staff:question_csv", args=[question.pk])))

    known = {
        "article": "One",
        "series": "1",
        "versions": "1",
        "matched_learners": "60",
        "wrong_then_right": "18",
        "matched_before_pct": "43.3333",
        "change_points": "23.3333",
    }
    assert {name: row[name] for name in known} == known
    assert AuditEvent.objects.get().subject == f"question-{question.pk}"


def test_bad_filter_is_refused_in_a_sentence(client, question, ben):
    for name in ("question_report", "question_csv"):
        response = client.get(reverse(f"staff:{name}", args=[question.pk]), {"from": "2026-02-30"})
        assert (response.status_code, "is not a day" in response.content.decode()) == (400, True)


def test_writer_sees_only_quizzes_of_own_articles(client, quiz, question):
    wanda = make_staff("wanda", "writer")
    own = asked_by(question, "Own")
    Contributor.objects.create(article=own.article, person=make_person(user=wanda))
    answer(quiz, 9, WRONG, KEY)
    answer(own, 6, WRONG, KEY)
    client.force_login(wanda)

    found = page(client, question).context["page"]

    assert (found.quizzes, found.series[0].page.report.change.pairs.n) == ((own,), 6)
    assert "Edit the question" in page(client, question).content.decode()


@pytest.mark.parametrize(("role", "status"), [("writer", 403), ("sponsor manager", 403), ("analyst", 200)])
def test_account_that_reads_none_of_the_quizzes_is_refused(client, question, role, status):
    client.force_login(make_staff("someone", role))

    assert page(client, question).status_code == status


def test_queries_do_not_grow(client, quiz, question, ben, django_assert_num_queries):
    answer(quiz, 9, WRONG, KEY, country="DE")
    page(client, question)
    for _ in range(2):
        with django_assert_num_queries(21):
            page(client, question)
        with django_assert_num_queries(16):
            page(client, question, country="DE")
        answer(asked_by(question), 9, WRONG, KEY, country="DE")


def test_quiz_page_leads_here_with_its_filter_but_the_version(client, quiz, question, ben):
    answer(quiz, 9, WRONG, KEY, country="DE")
    version = quiz.article.versions.get().pk

    text = client.get(
        reverse("staff:quiz_report", args=[quiz.pk]), {"country": "DE", "version": version}
    ).content.decode()

    assert f'href="{reverse("staff:question_report", args=[question.pk])}?country=DE"' in text
