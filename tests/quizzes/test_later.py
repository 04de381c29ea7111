"""What stayed weeks later: retention, change since both earlier times, and who came back."""

from datetime import timedelta

import pytest

from hub.reports.later_page import later_page
from hub.shares import Share
from hub.stats import Pairs, learner_sums, newcombe_paired, pooled_change, wilson
from quizzes.cut import Cut, Evidence
from quizzes.later_reports import later_report
from quizzes.later_sentences import changes_sentence, retention_sentence, returning_sentence
from quizzes.models import Phase
from quizzes.reports import quiz_report
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import NOW, flag, make_published_quiz

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=50)
MUCH_LATER = NOW + timedelta(days=100)


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def thrice(quiz, n, before, after, later, at=LATER, **fields):
    learners = make_answers(quiz, n, [before], [after], **fields)
    store_attempts(quiz, Phase.FOLLOW_UP, learners, [later], at)
    return learners


def read(quiz, *, now=MUCH_LATER, **kwargs):
    return later_report(quiz, quiz_report(quiz).questions, now=now, **kwargs)


def test_nothing_before_somebody_came_back(quiz):
    make_answers(quiz, 3, [WRONG], [KEY])

    assert read(quiz) is None
    assert later_page(None) is None


def test_three_answers_of_one_question_by_hand(quiz):
    """40 right after reading, 30 of them still: 75%. Before reading 10 of 50 were right, weeks later 35."""
    thrice(quiz, 8, KEY, KEY, KEY)
    thrice(quiz, 22, WRONG, KEY, KEY)
    thrice(quiz, 10, WRONG, KEY, WRONG)
    thrice(quiz, 5, WRONG, WRONG, KEY)
    thrice(quiz, 2, KEY, WRONG, WRONG)
    thrice(quiz, 3, WRONG, WRONG, WRONG)
    make_answers(quiz, 25, [WRONG], [KEY])

    report = read(quiz)

    (question,) = report.questions
    since_reading, since_before = Pairs(30, 10, 5, 5), Pairs(8, 2, 27, 13)
    assert (question.since_reading.pairs, question.since_before.pairs) == (since_reading, since_before)
    assert (question.since_reading.interval, question.since_before.interval) == (
        newcombe_paired(since_reading),
        newcombe_paired(since_before),
    )
    assert question.retention == Share(30, 40)
    assert report.retention.interval == wilson(30, 40)
    assert report.since_reading.interval == newcombe_paired(since_reading)
    assert report.since_before.interval == newcombe_paired(since_before)
    assert (report.came, report.had_time, report.waiting, report.days) == (50, 75, 0, 50)
    assert report.scores.after.did.share == Share(40, 50)
    assert report.scores.after.did_not.share == Share(25, 25)
    assert report.scores.before.did_not.share == Share(0, 25)


def test_sentences(quiz):
    thrice(quiz, 30, WRONG, KEY, KEY)
    thrice(quiz, 10, WRONG, KEY, WRONG, at=NOW + timedelta(days=60))
    make_answers(quiz, 1, [WRONG], [KEY], before_at=LATER, after_at=LATER)

    report = read(quiz, now=MUCH_LATER)

    assert returning_sentence(report) == (
        "40 of 40 learners who answered both times and had the time came back (100%), 50 days after reading (median). "
        "1 learner can still come until 84 days after reading."
    )
    assert retention_sentence(report) == (
        "Of the answers that were correct after reading, 30 of 40 (75%, 95% CI 60 to 86) were still correct weeks later, "
        "among 40 learners."
    )
    assert changes_sentence(report).startswith(
        "Correct answers fell from 100% after reading to 75% weeks later: −25 points (95% CI −40 to −11). Correct answers "
        "rose from 0% before reading to 75% weeks later: +75 points (95% CI +57 to +86)."
    )


def test_few_learners_are_told_in_counts(quiz):
    thrice(quiz, 3, WRONG, KEY, KEY)
    thrice(quiz, 2, WRONG, KEY, WRONG)

    report = read(quiz)

    assert retention_sentence(report) == (
        "Of the answers that were correct after reading, 3 of 5 were still correct weeks later; too few for an estimate."
    )
    assert "Since after reading: 5 of 5 correct then, 3 of 5 weeks later; too few for an estimate." in changes_sentence(
        report
    )
    (row,) = later_page(report).questions
    assert (row.retention, row.since_reading, row.since_before_limits) == ("3 of 5", "", "")


def test_nothing_to_keep_is_said(quiz):
    thrice(quiz, 2, WRONG, WRONG, KEY)

    assert retention_sentence(read(quiz)) == "Nobody who came back had a correct answer after reading."
    assert later_page(read(quiz)).questions[0].retention == "–"


def test_learners_are_the_clusters_of_several_questions(hub):
    quiz = make_published_quiz(questions=2)
    for n, later in ((12, [KEY, KEY]), (9, [KEY, WRONG]), (4, [WRONG, WRONG])):
        learners = make_answers(quiz, n, [WRONG, WRONG], [KEY, KEY])
        store_attempts(quiz, Phase.FOLLOW_UP, learners, later, LATER)

    report = read(quiz)

    kept = [(2, 2)] * 12 + [(1, 2)] * 9 + [(0, 2)] * 4
    assert report.retention.sums == learner_sums(kept)
    assert report.retention.interval == pooled_change(kept).interval
    assert report.since_before.sums == learner_sums(kept)
    assert [question.retention for question in report.questions] == [Share(21, 25), Share(12, 25)]


def test_only_matched_unflagged_learners_count_and_agree_with_the_report(quiz):
    thrice(quiz, 3, WRONG, KEY, KEY)
    thrice(quiz, 4, WRONG, KEY, KEY, after_at=NOW + timedelta(days=31))
    store_attempts(quiz, Phase.FOLLOW_UP, make_answers(quiz, 5, after=[KEY]), [KEY], LATER)
    for phase in Phase:
        (learner,) = thrice(quiz, 1, WRONG, KEY, KEY)
        flag(learner.attempts.get(phase=phase))

    report, known = read(quiz), quiz_report(quiz)

    assert report.questions[0].since_reading.pairs == known.questions[0].later.pairs == Pairs(3, 0, 0, 0)
    assert report.came == known.learners.all_three == 3


@pytest.mark.parametrize(
    ("days", "had_time", "waiting"), [(83, 3, 2), (84, 3, 2), (85, 5, 0)], ids=["open", "last day", "over"]
)
def test_who_can_still_come_is_no_absentee(quiz, days, had_time, waiting):
    thrice(quiz, 3, WRONG, KEY, KEY)
    make_answers(quiz, 2, [WRONG], [KEY])

    report = read(quiz, now=NOW + timedelta(days=days))

    assert (report.came, report.had_time, report.waiting) == (3, had_time, waiting)


def test_filters_hold_for_every_number(quiz):
    thrice(quiz, 6, WRONG, KEY, KEY, country="DE")
    make_answers(quiz, 5, [WRONG], [KEY], country="DE")
    thrice(quiz, 7, WRONG, KEY, WRONG, country="FR")

    report = read(quiz, cut=Cut(country="DE"))

    assert (report.came, report.had_time) == (6, 11)
    assert report.questions[0].since_reading.pairs == Pairs(6, 0, 0, 0)
    assert (report.scores.after.did.learners, report.scores.after.did_not.learners) == (6, 5)
    for empty in (Cut(first=NOW.date() + timedelta(days=1)), Cut(language="de"), Cut(version=0)):
        assert (read(quiz, cut=empty).came, read(quiz, cut=empty).had_time) == (0, 0)
    assert read(quiz, cut=Cut(without=frozenset({Evidence.HASTY}))) is None


def test_few_of_a_cohort_are_not_shown(quiz):
    thrice(quiz, 4, WRONG, KEY, KEY, country="DE")
    assert read(quiz, cut=Cut(country="DE")) is None

    thrice(quiz, 1, WRONG, KEY, KEY, country="DE")
    make_answers(quiz, 4, [WRONG], [KEY], country="DE")
    few = read(quiz, cut=Cut(country="DE"))
    assert (few.came, few.scores, few.may_ask_scores) == (5, None, False)

    make_answers(quiz, 1, [WRONG], [KEY], country="DE")
    assert read(quiz, cut=Cut(country="DE")).scores.fewest == 5


def test_scores_of_many_wait_until_asked_for(quiz, monkeypatch):
    monkeypatch.setattr("quizzes.later_reports.MANY_LEARNERS", 2)
    thrice(quiz, 3, WRONG, KEY, KEY)

    assert (read(quiz).scores, read(quiz).may_ask_scores) == (None, True)
    assert read(quiz, asks_scores=True).scores is not None
    assert (later_page(read(quiz)).scores, later_page(read(quiz)).scores_sentence) == ((), "")


def test_number_of_queries_is_fixed(quiz, django_assert_num_queries):
    questions = quiz_report(quiz).questions
    with django_assert_num_queries(1):
        later_report(quiz, questions, now=MUCH_LATER)
    for n in (1, 5):
        thrice(quiz, n, WRONG, KEY, KEY)
        with django_assert_num_queries(7):
            later_report(quiz, questions, now=MUCH_LATER)


def test_section_stands_on_the_page(quiz, client, ben):
    thrice(quiz, 21, WRONG, KEY, KEY)
    client.force_login(ben)

    page = client.get(f"/staff/reports/quizzes/{quiz.pk}/").content.decode()

    assert '<section class="report__section" id="weeks-later"' in page
    assert "21 of 21 (100%, 95% CI 85 to 100) were still correct weeks later" in page
    assert '<td class="number">100% (85 to 100)</td>' in page
