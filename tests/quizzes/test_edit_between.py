"""A question that is edited between the answers before and after reading."""

from datetime import timedelta

import pytest

from articles.actions import approve, publish
from quizzes.integrity import stored_answers
from quizzes.models import Answer, Attempt, Phase, Question
from quizzes.reports import quiz_report
from tests.factories import NOW, make_ready_article
from tests.taking import answer_all, new_client, open_form, options_of, quiz_url

pytestmark = pytest.mark.django_db


def release(article, rhea, paul, at) -> None:
    approve(article=article, reviewer=rhea, now=at)
    publish(article=article, publisher=paul, reason="New", now=at)


@pytest.mark.parametrize(("change", "series"), [("wording", 1), ("meaning", 2)])
def test_post_shows_what_pre_showed_and_old_answers_stay_as_they_are(hub, rhea, paul, change, series):
    article = make_ready_article(hub)
    release(article, rhea, paul, NOW)
    quiz, client = article.quiz, new_client()
    seen = [str(option.pk) for option in options_of(quiz, 1)]
    answer_all(client, quiz_url(quiz))
    before = stored_answers(Attempt.objects.all()), list(Answer.objects.values())

    Question.objects.update(stem="Which trial exactly?", change=change)
    release(article, rhea, paul, NOW + timedelta(days=1))

    assert (stored_answers(Attempt.objects.all()), list(Answer.objects.values())) == before
    assert Question.objects.get().versions.first().series == series
    assert open_form(client, quiz_url(quiz, "post")).options["q1"] == seen
    assert open_form(new_client(), quiz_url(quiz, "post")).options["q1"] != seen
    answer_all(client, quiz_url(quiz, "post"))
    asked = set(Answer.objects.values_list("question_version", flat=True))
    assert len(asked) == 1 and Answer.objects.filter(attempt__phase=Phase.POST).count() == 1
    assert [one.change.pairs.n for one in quiz_report(quiz).questions] == ([1] if series == 1 else [0, 1])


def test_reworded_answered_question_without_a_word_stops_publication(hub, rhea, paul):
    article = make_ready_article(hub)
    release(article, rhea, paul, NOW)
    answer_all(new_client(), quiz_url(article.quiz))
    Question.objects.update(stem="Which trial exactly?")

    with pytest.raises(Exception, match="1 errors stand") as refused:
        approve(article=article, reviewer=rhea, now=NOW)

    assert [finding.rule for finding in refused.value.findings] == ["QUIZ-CHANGE"]
