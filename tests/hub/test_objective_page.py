"""The page of a learning objective: the pooled change, its questions, and what is post hoc."""

from json import dumps

import pytest
from django.urls import reverse

from quizzes.models import PinnedQuestion, Withdrawal
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers, make_responses
from tests.downloads import read_csv
from tests.factories import (
    NOW,
    make_article,
    make_published_quiz,
    make_published_survey,
    make_version,
)

LO1 = {"objective_key": "LO1", "objective": "recall the trials", "moore": 3}
OTHER = {"objective_key": "LO2", "objective": "select a regimen", "moore": 3}
CONTENT = dumps(
    {"article": {"objectives": [{"id": "LO1", "text": "recall the trials"}, {"id": "LO2", "text": "select a regimen"}]}}
)


@pytest.fixture
def article(hub):
    article = make_article(hub, title="Anti-CD38 antibodies")
    make_version(article, content=CONTENT)
    make_published_quiz(3, article, places=[LO1, LO1, OTHER])
    return article


def opened(client, article, key="LO1"):
    return client.get(reverse("staff:objective", args=[article.pk, key]))


def rows_of(client, article, key="LO1"):
    return read_csv(client.get(reverse("staff:objective_csv", args=[article.pk, key])))


def answer(article) -> None:
    """30 learners: 15 become right at both questions of LO1, 10 at the first, 5 at none; the third stays wrong."""
    make_answers(article.quiz, 15, [WRONG, WRONG, WRONG], [KEY, KEY, WRONG])
    make_answers(article.quiz, 10, [WRONG, KEY, WRONG], [KEY, KEY, WRONG])
    make_answers(article.quiz, 5, [WRONG, WRONG, WRONG], [WRONG, OTHER_WRONG, WRONG])


def test_change_is_pooled_over_the_questions_of_the_objective_with_learners_as_clusters(client, article, ben):
    answer(article)
    client.force_login(ben)

    page = opened(client, article).content.decode()

    # D = 40/60; residuals s - 2D: 15 of 2/3, 10 of -1/3, 5 of -4/3; se² = 30/29 · 16.67/60²; t(29) = 2.045 · 0.0692 = 0.1415.
    assert (
        "30 learners answered both times and gave 60 pairs of answers. Correct answers rose from 17% to 83%: +67 points "
        "(95% CI +53 to +81)." in page
    )
    assert "Question 3?" not in page
    first, second, whole = rows_of(client, article)
    assert (first["change_points"], second["change_points"], whole["change_points"]) == ("83.3333", "50.0", "66.6667")
    assert (whole["question"], whole["matched_learners"], whole["matched_pairs"]) == ("", "30", "60")


def test_post_hoc_and_withdrawn_questions_stay_out_of_the_pooled_change(client, article, ben, paul):
    answer(article)
    pins = list(article.quiz.pins.order_by("order"))
    later = make_version(article, content=CONTENT)
    for pin, place in zip(pins, (LO1, LO1, LO1), strict=True):
        PinnedQuestion.objects.create(
            article_version=later, quiz=pin.quiz, question_version=pin.question_version, order=pin.order, **place
        )
    Withdrawal.objects.create(
        question=pins[1].question_version.question, series=1, number=1, reason="r", decided_by=paul, decided_at=NOW
    )
    client.force_login(ben)

    page = opened(client, article).content.decode()

    headline = page.split('<p class="headline">')[1].split("</p>")[0]
    assert headline.startswith("Correct answers rose from 0% (95% CI 0 to 11) to 83%")
    post_hoc = page[page.index('id="post-hoc"') :]
    assert ("Question 3?" in post_hoc, "Question 1?" in post_hoc) == (True, False)
    assert [(row["question"], row["status"], row["is_withdrawn"]) for row in rows_of(client, article)] == [
        ("Question 1?", "planned", "no"),
        ("Question 2?", "planned", "yes"),
        ("Question 3?", "post hoc", "no"),
        ("", "planned", "no"),
    ]
    assert "Planned here, now elsewhere" in opened(client, article, "LO2").content.decode()


def test_statement_of_the_objective_is_the_learners_own_word(client, article, ben):
    survey = make_published_survey(article, places=[{"objective_key": "LO1", "moore": 2}, {"moore": 2}])
    make_responses(survey, 5, 5, n=8)
    client.force_login(ben)

    page = opened(client, article).content.decode()

    assert "8 learners answered: 8 agreed or strongly agreed, 0 disagreed" in page
    assert ("The content was clear" in page, "I learned something" in page) == (True, False)


def test_objective_without_answers_or_questions_says_so(client, article, ben):
    client.force_login(ben)

    assert "Nobody has answered these questions both times yet." in opened(client, article).content.decode()
    make_version(article, content=dumps({"article": {"objectives": [{"id": "LO9", "text": "compare"}]}}))
    page = opened(client, article, "LO9").content.decode()
    assert "No question belongs here." in page
    assert "No question of the plan tests this objective." in page
    assert "%" not in page.split("<main")[1]


def test_unknown_objective_is_not_found(client, article, ben):
    client.force_login(ben)

    assert opened(client, article, "LO7").status_code == 404


def test_article_without_a_quiz_keeps_its_objectives(client, hub, ben):
    article = make_article(hub)
    make_version(article, content=CONTENT)
    make_published_survey(article, places=[{"objective_key": "LO1", "moore": 2}, {}])
    client.force_login(ben)

    assert opened(client, article).status_code == 200
    assert rows_of(client, article) == []


@pytest.mark.parametrize("n", [1, 4])
def test_page_keeps_its_queries(client, hub, ben, n, django_assert_num_queries):
    article = make_article(hub)
    make_version(article, content=CONTENT)
    make_published_quiz(n, article, places=[LO1] * n)
    client.force_login(ben)
    opened(client, article)

    # hub, session, account, roles; article, readable; versions, questions, statements; quiz, sums, withdrawals, clusters
    with django_assert_num_queries(13):
        opened(client, article)
