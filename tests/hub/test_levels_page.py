"""Outcomes by Moore's levels: what stands at which level, in which words, and for how many queries."""

import re

import pytest
from django.urls import reverse

from articles.models import Reach, Topic
from hub.models import AuditEvent
from quizzes.models import PinnedQuestion
from surveys.models import Commitment, CommitmentReview, SurveyResponse
from tests.answered import KEY, WRONG, make_answers, make_responses
from tests.downloads import read_csv
from tests.factories import (
    NOW,
    flag,
    make_article,
    make_person,
    make_published_quiz,
    make_published_survey,
    make_version,
)

RECALL, APPLY, CASE = {"moore": 3, "bloom": "remember"}, {"moore": 3, "bloom": "apply"}, {"moore": 4, "bloom": "apply"}
SATISFIED, INTENDS = {"moore": 2}, {"moore": 4}


@pytest.fixture
def article(hub):
    article = make_article(hub, title="Anti-CD38 antibodies")
    make_published_quiz(3, article, places=[RECALL, APPLY, CASE])
    make_published_survey(article, places=[SATISFIED, INTENDS])
    return article


def answer(article, n=25) -> None:
    learners = make_answers(article.quiz, n, [WRONG, KEY, WRONG], [KEY, KEY, WRONG])
    make_answers(article.quiz, 5, [KEY, KEY, KEY])
    make_responses(article.survey, 5, 4, learners=learners[:20])
    Reach.objects.create(version=article.versions.get(), day=NOW.date(), views=800, reads=175)


def opened(client, **query) -> str:
    return client.get(reverse("staff:levels"), query).content.decode()


def section(page: str, name: str) -> str:
    """One section of the page as text."""
    found = page.split(f'id="{name}">')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_each_level_says_what_was_measured(client, article, ben):
    answer(article)
    client.force_login(ben)

    page = opened(client)

    assert "opened 800 times and read to the end 175 times. 30 learners are known; 25 of them answered" in page
    assert "20 of 25 learners who came as far as the survey answered it (80%)." in section(page, "level-2")
    assert "“The content was clear” 100% (95% CI 84 to 100) of 20 learners agreed" in section(page, "level-2")
    assert "rose from 0% (95% CI 0 to 13) to 100% (87 to 100) among 25 learners" in section(page, "level-3A")
    assert "Correct answers went from 100% (95% CI 87 to 100) to 100%" in section(page, "level-3B")
    assert "Correct answers went from 0%" in section(page, "level-4")
    assert "“I learned something” 100% (95% CI 84 to 100) of 20 learners agreed" in section(page, "stated")
    assert "Nobody has announced a change of practice yet." in section(page, "level-5")
    assert section(page, "level-6").endswith("Not measured.")
    assert 'id="level-3"' not in page
    assert 'id="left-out"' not in page


FORBIDDEN = {
    "level-1": r"reach\w*|participants?",
    "level-2": r"effective\w*|learned that|knowledge",
    "level-3A": r"competen\w*|performance|practice",
    "level-3B": r"competen\w*|performance|practice",
    "level-4": r"performance|level 5",
    "stated": r"performance|level 5|did change|competen\w*",
    "level-6": r"patients? (saved|treated)|[0-9]+ patients",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_level_uses_no_word_that_claims_more_than_was_measured(client, article, ben, name):
    answer(article)
    client.force_login(ben)

    said = section(opened(client), name).replace("I learned something", "")

    assert re.findall(FORBIDDEN[name], said, re.IGNORECASE) == []
    assert "because of" not in said


def test_page_of_several_articles_gives_starts_and_no_interval(client, article, hub, ben):
    answer(article)
    other = make_article(hub)
    make_published_quiz(2, other, places=[RECALL, RECALL])
    make_answers(other.quiz, 20, [WRONG, WRONG], [KEY, KEY])
    client.force_login(ben)

    page = opened(client)

    assert "The 2 articles were opened 800 times" in page
    assert "50 starts are known; 45 of them answered after the text." in page
    assert (
        "3 questions in 2 quizzes, 65 pairs of answers: correct answers went from 0% to 100%, +100 points. One learner "
        "can have given several pairs, so no interval is given. Of 3 questions with at least 20 pairs, correct answers "
        "rose in 3, fell in 0 and changed in no clear way in 0." in page
    )


def test_post_hoc_items_are_marked_and_not_pooled(client, article, ben):
    answer(article)
    later = make_version(article)
    first = article.quiz.pins.order_by("order").first()
    PinnedQuestion.objects.create(
        article_version=later, quiz=first.quiz, question_version=first.question_version, order=0, **CASE
    )
    client.force_login(ben)

    page = opened(client)

    assert "No published question is tagged with this level: not measured." in section(page, "level-3A")
    level = section(page, "level-4")
    assert "among 25 learners who answered both times: 0 points" in level  # of the planned case question alone
    assert level.count("post hoc") == 1


def test_self_report_weeks_later_stands_alone_at_level_five(client, article, ben):
    answer(article)
    for response, outcome in zip(
        SurveyResponse.objects.all()[:12], ["yes"] * 6 + ["partly"] * 3 + ["not_yet"] * 2 + [""], strict=True
    ):
        commitment = Commitment.objects.create(response=response, change="c")
        if outcome:
            CommitmentReview.objects.create(commitment=commitment, outcome=outcome)
    client.force_login(ben)

    assert (
        "12 learners announced a change. Of 11 who said 6 to 12 weeks later what became of it, 55% (95% CI 28 to 79) made "
        "the change, 3 made it in part, 2 not yet, and for 0 it no longer applies (self-reported)."
    ) in section(opened(client), "level-5")


def test_items_without_a_level_are_counted_as_left_out(client, hub, ben):
    article = make_article(hub)
    make_published_quiz(2, article, places=[{}, {"moore": 2}])
    make_published_survey(article, places=[{"moore": 5}, {"moore": 3}])
    client.force_login(ben)

    assert section(opened(client), "left-out") == (
        "Not on this page 3 questions or statements stand nowhere on this page, because no level is said, "
        "or one that they cannot measure. 1 statement is tagged with level 5, 6 or 7 and left out: asked right after "
        "reading, it can say nothing of what happened since."
    )


def test_flagged_answers_are_in_no_number(client, article, ben):
    (learner,) = make_answers(article.quiz, 1, [WRONG] * 3, [KEY] * 3)
    for attempt in learner.attempts.all():
        flag(attempt)
    client.force_login(ben)

    assert "No view has been counted yet. Nobody has answered a test or survey yet." in opened(client)


def test_nothing_answered_prints_no_percentage(client, article, ben):
    client.force_login(ben)

    page = opened(client).split("<main")[1]

    assert re.findall(r"\d%", page.replace("95%", "")) == []
    assert "nan" not in page.casefold().replace("nance", "")


def test_filter_narrows_to_hub_topic_and_article(client, article, hub, ben):
    topic = Topic.objects.create(hub=hub, name="Myeloma", slug="myeloma")
    article.topics.add(topic)
    make_published_quiz(1, make_article(hub, slug="other"), places=[RECALL])
    make_published_survey(make_article(hub, slug="survey-only"))
    client.force_login(ben)

    assert "3 published articles." in opened(client)
    assert "3 published articles." in opened(client, hub=hub.slug)
    assert "1 published article." in opened(client, topic="myeloma")
    assert "1 published article." in opened(client, article="other")


@pytest.mark.parametrize("query", [{"hub": "nope"}, {"topic": "nope"}, {"article": "nope"}])
@pytest.mark.parametrize("name", ["levels", "levels_csv"])
def test_unknown_filter_gets_a_sentence(client, article, ben, query, name):
    client.force_login(ben)

    response = client.get(reverse(f"staff:{name}"), query)

    assert response.status_code == 400
    assert "“nope” is not among the choices" in response.content.decode()


def test_unknown_table_gets_a_sentence(client, article, ben):
    client.force_login(ben)

    response = client.get(reverse("staff:levels_csv"), {"table": "answers"})

    assert response.status_code == 400
    assert "There is no table “answers”. Choose levels or funnel." in response.content.decode()
    assert not AuditEvent.objects.exists()


def test_writer_sees_articles_that_name_them_and_no_others(client, article, hub, ada):
    make_published_quiz(1, make_article(hub), places=[RECALL])
    article.contributors.create(person=make_person(user=ada))
    client.force_login(ada)

    assert "1 published article." in opened(client)


def test_csv_holds_every_item_and_the_funnel(client, article, ben):
    answer(article)
    client.force_login(ben)

    rows = read_csv(client.get(reverse("staff:levels_csv")))
    steps = read_csv(client.get(reverse("staff:levels_csv"), {"table": "funnel"}))

    assert [(row["level"], row["measure"], row["item"], row["n"], row["change_points"]) for row in rows] == [
        ("2", "agreement", "The content was clear", "20", ""),
        ("3A", "change", "Question 1?", "25", "100.0"),
        ("3B", "change", "Question 2?", "25", "0.0"),
        ("4", "change", "Question 3?", "25", "0.0"),
        ("4", "agreement", "I learned something", "20", ""),
        ("5", "self-report", "made the announced change", "0", ""),
    ]
    assert [(step["step"], step["count"], step["unit"], step["is_at_least"]) for step in steps] == [
        ("Views", "800", "page loads", "no"),
        ("Pre-test", "30", "learners", "no"),
        ("Learners", "30", "learners", "yes"),
        ("Completions", "175", "page loads", "no"),
        ("Completers", "25", "learners", "yes"),
        ("Post-test", "25", "learners", "no"),
        ("Survey", "20", "learners", "no"),
    ]
    assert [event.subject for event in AuditEvent.objects.order_by("pk")] == ["outcomes-levels", "outcomes-funnel"]


@pytest.mark.parametrize("n", [2, 4])
def test_page_keeps_its_queries_whatever_the_number_of_articles(client, hub, ben, n, django_assert_num_queries):
    for _ in range(n):
        article = make_article(hub)
        make_published_quiz(1, article, places=[RECALL])
        make_published_survey(article, places=[SATISFIED, INTENDS])
    client.force_login(ben)
    opened(client)

    # hub, session, account, roles; filter: hubs, topics, articles, funders, cut; articles; plans 3; quizzes, sums,
    # reach, responses 3; surveys; questions, withdrawals; statements 3; commitments 2
    with django_assert_num_queries(27):
        opened(client)
