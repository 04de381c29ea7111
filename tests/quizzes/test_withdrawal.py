"""Withdrawing a question: forms, cards, results, reports; and bringing it back."""

import pytest

from articles.actions import Refused, approve, publish
from articles.models import ArticleVersion
from hub.models import AuditEvent
from hub.stats import Pairs
from quizzes.models import Attempt, Phase, PinnedQuestion, Withdrawal
from quizzes.publication import check
from quizzes.reports import quiz_report
from quizzes.results import own_result
from quizzes.rollups.contributing import decision_on
from quizzes.withdrawal import restore_question, withdraw_question
from tests.answered import KEY, WRONG, make_answers
from tests.factories import NOW, make_attempt, make_published_quiz, make_ready_article
from tests.taking import new_client, open_form, options_of, quiz_url, read_form, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def mark_withdrawn(quiz, actor, order=0) -> Withdrawal:
    """A withdrawal without new cards, for versions of the factories, which hold no content to render."""
    version = PinnedQuestion.objects.get(quiz=quiz, order=order).question_version
    with decision_on(version.question, 1):
        return Withdrawal.objects.create(
            question=version.question, series=1, number=1, reason="Outdated", decided_by=actor, decided_at=NOW
        )


@pytest.fixture
def published(hub, rhea, paul):
    article = make_ready_article(hub)
    approve(article=article, reviewer=rhea, now=NOW)
    publish(article=article, publisher=paul, reason="New", now=NOW)
    return article


def body(article) -> str:
    return ArticleVersion.objects.get(article=article).body_html


def test_card_goes_with_the_question_and_comes_back_with_it(published, rhea):
    question = published.quiz.questions.get()
    whole = body(published)
    assert "Which trial?" in whole

    row = withdraw_question(question=question, series=1, reason="Outdated", actor=rhea, seen=0)

    assert "Which trial?" not in body(published)
    assert "quiz-card" not in body(published)
    restore_question(withdrawal=row, reason="It holds.", actor=rhea)
    assert body(published) == whole
    verbs = AuditEvent.objects.filter(subject=f"question {question.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["withdraw question", "bring question back"]


def test_withdrawing_twice_and_by_a_writer_is_refused(published, rhea, paul, ada):
    question = published.quiz.questions.get()
    with pytest.raises(Refused, match="Only reviewers and publishers"):
        withdraw_question(question=question, series=1, reason="No", actor=ada, seen=0)
    withdraw_question(question=question, series=1, reason="Outdated", actor=rhea, seen=0)

    with pytest.raises(Refused, match="Rhea withdrew the question: “Outdated”"):
        withdraw_question(question=question, series=1, reason="Mine too", actor=paul, seen=0)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_question(question=question, series=1, reason="Mine too", actor=paul, seen=1)


def test_withdrawn_question_in_a_working_quiz_stops_publication_until_its_meaning_changes(published, rhea):
    question = published.quiz.questions.get()
    withdraw_question(question=question, series=1, reason="Outdated", actor=rhea, seen=0)
    assert [finding.rule for finding in check(published, None, NOW.date())] == ["QUIZ-WITHDRAWN"]

    question.stem = "Quite another question?"
    question.save()

    assert [finding.rule for finding in check(published, None, NOW.date())] == []


def test_form_no_longer_shows_a_withdrawn_question(quiz, rhea):
    mark_withdrawn(quiz, rhea)

    page = open_form(new_client(), quiz_url(quiz))

    assert list(page.options) == ["q2"]


def test_answers_sent_after_the_withdrawal_come_back_with_the_other_ticks(quiz, rhea):
    client = new_client()
    page = open_form(client, quiz_url(quiz))
    first, second = options_of(quiz, 1)[0], options_of(quiz, 2)[1]
    mark_withdrawn(quiz, rhea)

    answer = client.post(quiz_url(quiz), page.sent(q1=first.pk, q2=second.pk))

    again = read_form(answer)
    assert (answer.status_code, again.options.keys(), again.ticked) == (409, {"q2"}, {"q2": str(second.pk)})
    assert "A question was withdrawn while you answered" in answer.content.decode()
    assert Attempt.objects.count() == 0
    stored = client.post(quiz_url(quiz), again.sent())
    assert (stored.status_code, Attempt.objects.get().n_shown) == (303, 1)


def test_quiz_without_any_question_left_says_so(quiz, rhea):
    client = new_client()
    page = open_form(client, quiz_url(quiz))
    sent = page.sent(q1=options_of(quiz, 1)[0].pk, q2=options_of(quiz, 2)[0].pk)
    for order in (0, 1):
        mark_withdrawn(quiz, rhea, order)

    answers = [client.get(quiz_url(quiz)), client.post(quiz_url(quiz), sent), client.get(quiz_url(quiz, "post"))]

    assert [answer.status_code for answer in answers] == [200, 409, 200]
    assert all("No question is asked at present" in answer.content.decode() for answer in answers)


def test_post_after_a_pre_leaves_the_withdrawn_question_out_and_unmatched(quiz, rhea):
    pre = make_attempt(quiz, Phase.PRE, [KEY, WRONG])
    client = new_client()
    client.cookies["lid"] = str(pre.learner_id)
    mark_withdrawn(quiz, rhea)
    page = open_form(client, quiz_url(quiz, "post"))

    answer = client.post(quiz_url(quiz, "post"), page.sent(q2=options_of(quiz, 2)[KEY].pk))

    post = Attempt.objects.get(phase=Phase.POST)
    result = own_result(post, pre, own_ids=[post.learner_id])
    assert (answer.status_code, post.n_shown, list(page.options)) == (303, 1, ["q2"])
    assert (result.n_questions, result.n_before, result.n_after) == (1, 0, 1)
    assert client.get(result_url(post)).status_code == 200


def test_old_result_keeps_the_withdrawn_question_and_counts_the_others(quiz, rhea):
    pre = make_attempt(quiz, Phase.PRE, [KEY, WRONG])
    post = make_attempt(quiz, Phase.POST, [KEY, KEY], learner=pre.learner)
    mark_withdrawn(quiz, rhea)
    client = new_client()
    client.cookies["lid"] = str(pre.learner_id)

    page = client.get(result_url(post)).content.decode()

    result = own_result(post, pre, own_ids=[post.learner_id])
    assert [question.is_withdrawn for question in result.questions] == [True, False]
    assert (result.n_before, result.n_after, result.n_questions) == (0, 1, 1)
    assert page.count("This question was withdrawn after you answered it.") == 1


def test_result_of_withdrawn_questions_alone_says_so(quiz, rhea):
    post = make_attempt(quiz, Phase.POST, [KEY, KEY])
    for order in (0, 1):
        mark_withdrawn(quiz, rhea, order)
    client = new_client()
    client.cookies["lid"] = str(post.learner_id)

    assert "none of them counts" in client.get(result_url(post)).content.decode()


def test_report_marks_the_withdrawn_question_and_keeps_its_numbers_apart(quiz, rhea):
    make_answers(quiz, 3, [WRONG, KEY], [KEY, KEY])
    mark_withdrawn(quiz, rhea)

    report = quiz_report(quiz)

    assert [(one.head.stem, one.is_withdrawn) for one in report.questions] == [
        ("Question 2?", False),
        ("Question 1?", True),
    ]
    assert report.change.pairs == Pairs(3, 0, 0, 0)
    assert report.questions[1].change.pairs == Pairs(0, 0, 3, 0)
