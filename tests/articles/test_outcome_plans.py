"""Outcome plans of published articles, and the notes of preflight on what would become post hoc."""

from datetime import timedelta

import pytest

from articles.actions import approve, publish
from articles.models import Unscheduling
from articles.outcome_plan import Kind, Objective, ObjectiveLine, What
from articles.outcome_plans import laid_digests, plan_findings, plans_of
from articles.schedule_actions import take_off_schedule
from hub.moore import Level
from quizzes.models import QuizQuestion
from surveys.models import Statement, Survey
from tests.factories import NOW, make_question, make_ready_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def publishing(rhea, paul):
    """Publishes an article as it stands, an hour after the time before."""
    moments = iter(NOW + timedelta(hours=number) for number in range(9))

    def publish_now(article, **fields):
        now = next(moments)
        approve(article=article, reviewer=rhea, now=now)
        return publish(article=article, publisher=paul, reason="r", now=now, **fields)

    return publish_now


@pytest.fixture
def article(hub):
    article = make_ready_article(hub)
    article.quiz.questions.update(moore=3, bloom="remember")
    return article


def plan_of(article):
    return plans_of([article.pk], with_objectives=True)[article.pk]


def add_question(article, objective=None, **fields) -> QuizQuestion:
    question = make_question("Which dose?", rationale="<p>Because.</p>", **fields)
    return QuizQuestion.objects.create(quiz=article.quiz, question=question, key="q2", objective=objective, order=1)


def add_statement(article, objective=None, **fields) -> Statement:
    statement = Statement.objects.create(hub=article.hub, key="clear", text="Clear.", **fields)
    survey, _is_new = Survey.objects.get_or_create(article=article)
    survey.lines.create(statement=statement, objective=objective)
    return statement


def findings(article) -> list[tuple[str, str, str]]:
    found = list(plan_findings(article))
    assert {finding.severity for finding in found} <= {"info"}
    return [(finding.rule, finding.where, finding.message) for finding in found]


def test_publication_freezes_level_and_objective_of_questions_and_statements(article, publishing):
    objective = article.objectives.get()
    add_statement(article, objective, moore=2)
    publishing(article)
    article.quiz.questions.update(moore=4, bloom="apply")
    Statement.objects.update(moore=4)
    objective.text = "recall nothing"
    objective.save()

    question, statement = plan_of(article).lines

    assert (question.item.level, question.item.objective, question.item.objective_text) == (
        Level.DECLARATIVE,
        "LO1",
        "recall the trials",
    )
    assert (statement.item.level, statement.item.objective, statement.item.objective_text) == (
        Level.SATISFACTION,
        "LO1",
        "recall the trials",
    )
    assert plan_of(article).objectives == (ObjectiveLine("LO1", ("recall the trials",), None, is_standing=True),)


def test_question_added_after_publication_is_post_hoc(article, publishing):
    publishing(article)
    added = add_question(article, article.objectives.get())
    publishing(article)

    (line,) = plan_of(article).post_hoc
    assert (line.item.number, line.since.what, line.since.version, line.since.day) == (
        added.question_id,
        What.ADDED,
        2,
        NOW.date(),
    )


def test_wording_only_version_changes_no_plan(article, publishing):
    first = publishing(article)
    question = article.quiz.questions.get()
    question.rationale = "<p>Because it is so.</p>"
    question.save()
    second = publishing(article)

    plan = plan_of(article)
    assert second.pinned_questions.get().question_version.number == 2
    assert (plan.version, plan.post_hoc, plan.lines[0].events) == (1, (), ())
    assert len(set(laid_digests([first.pk, second.pk]).values())) == 1


def test_changed_objective_of_a_published_question_is_post_hoc(article, publishing):
    publishing(article)
    line = article.quiz.lines.get()
    line.objective = article.objectives.create(key="LO2", text="compare the trials", order=1)
    line.save()
    publishing(article)

    (line,) = plan_of(article).post_hoc
    assert (line.since.what, line.since.was, line.since.now) == (What.OBJECTIVE, "LO1", "LO2")


def test_survey_added_later_is_post_hoc(article, publishing):
    publishing(article)
    add_statement(article, moore=2)
    publishing(article)

    assert [line.item.kind for line in plan_of(article).post_hoc] == [Kind.STATEMENT]


def test_version_taken_off_the_schedule_locks_nothing(article, publishing, paul):
    publishing(article, live_from=NOW + timedelta(days=2))
    assert plan_of(article).version == 1
    take_off_schedule(article=article, publisher=paul, reason="r", now=NOW + timedelta(hours=1))
    assert Unscheduling.objects.exists()

    assert plan_of(article).version is None


def test_day_of_the_plan_is_that_of_the_hub(article, publishing):
    article.hub.time_zone = "Pacific/Kiritimati"  # 14 hours ahead: noon in London is the next day
    article.hub.save()
    publishing(article)

    assert plan_of(article).day == NOW.date() + timedelta(days=1)


def test_objectives_are_read_on_request_only(article, publishing):
    publishing(article)

    assert plans_of([article.pk])[article.pk].objectives == ()
    assert Objective("LO1", "recall the trials").text == plan_of(article).objectives[0].text


@pytest.mark.parametrize("n", [1, 3])
def test_plans_are_read_in_as_many_queries_for_more_articles(hub, publishing, n, django_assert_num_queries):
    articles = [make_ready_article(hub) for _ in range(n)]
    for article in articles:
        publishing(article)

    with django_assert_num_queries(3):  # versions, questions, statements
        plans_of([article.pk for article in articles])


def test_question_without_objective_or_level_gets_notes(article):
    article.quiz.lines.update(objective=None)
    article.quiz.questions.update(moore=None)
    add_statement(article)

    assert findings(article) == [
        (
            "PLAN-OBJECTIVE",
            "quiz.questions[0]",
            "The question “Which trial?” belongs to no learning objective: reports by objective leave it out.",
        ),
        (
            "PLAN-LEVEL",
            "quiz.questions[0]",
            "The question “Which trial?” has no Moore level: the page of levels leaves it out.",
        ),
        ("PLAN-LEVEL", "survey[0]", "The statement “Clear.” has no Moore level: the page of levels leaves it out."),
    ]


def test_what_publication_would_make_post_hoc_is_said_before(article, publishing):
    assert findings(article) == []
    publishing(article)
    assert findings(article) == []
    add_question(article, article.objectives.get(), moore=4)
    article.quiz.questions.filter(stem="Which trial?").update(moore=4)
    add_statement(article, moore=2)

    assert findings(article) == [
        (
            "PLAN-POSTHOC",
            "quiz.questions[0]",
            "“Which trial?” had another level in the plan of version 1: reports will list it as post hoc.",
        ),
        (
            "PLAN-POSTHOC",
            "quiz.questions[1]",
            "The question “Which dose?” was not in the plan of version 1: reports will list it as post hoc.",
        ),
        (
            "PLAN-POSTHOC",
            "survey[0]",
            "The statement “Clear.” was not in the plan of version 1: reports will list it as post hoc.",
        ),
    ]


def test_other_objective_in_the_working_copy_is_said_before(article, publishing):
    publishing(article)
    article.quiz.lines.update(objective=None)

    assert findings(article)[-1] == (
        "PLAN-POSTHOC",
        "quiz.questions[0]",
        "“Which trial?” had another learning objective in the plan of version 1: reports will list it as post hoc.",
    )


def test_another_key_makes_another_question_of_it(article, publishing):
    publishing(article)
    question = article.quiz.questions.get()
    question.options.filter(is_key=True).update(is_key=False)
    question.options.filter(order=0).update(is_key=True)

    assert [(rule, where) for rule, where, _message in findings(article)] == [("PLAN-POSTHOC", "quiz.questions[0]")]
