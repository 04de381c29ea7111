"""The quiz report from real rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.shares import Share
from hub.stats import Pairs
from quizzes.analysis import Exclusions, FlagCount, QuizLearners
from quizzes.change import NO_CHANGE
from quizzes.models import AttemptFlag, Phase, PinnedQuestion
from quizzes.report_rows import question_rows
from quizzes.reports import quiz_lines, quiz_report
from tests import factories
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers, make_sixty_pairs, store_attempts
from tests.factories import NOW, freeze_question, make_published_quiz, make_version


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


def flag(attempts, kind=AttemptFlag.Kind.STAFF):
    for attempt in attempts:
        factories.flag(attempt, kind)


def test_matched_pairs_give_change_interval_and_p(quiz):
    make_sixty_pairs(quiz)

    (question,) = quiz_report(quiz).questions

    change = question.change
    assert change.pairs == Pairs(retained=22, unlearned=4, learned=18, never=16)
    assert (change.before, change.after) == (Share(26, 60), Share(40, 60))
    assert change.estimate == pytest.approx(14 / 60)
    assert change.exact_p == pytest.approx(0.00434, abs=5e-6)
    # Twice the tail of 22 fair coins up to 4, with the outcome itself counted half: (2 * 9109 - 7315) / 2**22.
    assert change.mid_p == pytest.approx(10_903 / 2**22)
    assert change.cohen_h == pytest.approx(0.4736, abs=5e-5)
    assert change.cohen_g == pytest.approx(18 / 22 - 0.5)
    assert change.odds_ratio.estimate == 4.5
    assert change.newly_right == Share(18, 34)


def test_unmatched_answers_stand_apart_and_never_enter_the_change(quiz):
    make_sixty_pairs(quiz)
    make_answers(quiz, 7, before=[KEY])
    make_answers(quiz, 5, after=[WRONG])

    (question,) = quiz_report(quiz).questions

    assert question.change.pairs == Pairs(22, 4, 18, 16)
    assert (question.before, question.after) == (Share(33, 67), Share(40, 65))
    assert question.exclusions == Exclusions(7, 5, late=0, reversed=0, flagged_before=0, flagged_after=0)
    assert question.conservative_change == pytest.approx(14 / 67)


def test_exclusions_are_counted_by_reason(quiz):
    make_answers(quiz, 3, [KEY], [KEY])
    make_answers(quiz, 2, [WRONG], [KEY], after_at=NOW + timedelta(days=30, seconds=1))
    make_answers(quiz, 1, [WRONG], [KEY], before_at=NOW + timedelta(hours=1))
    staff = make_answers(quiz, 4)
    flag(store_attempts(quiz, Phase.PRE, staff, [WRONG]))
    flag(store_attempts(quiz, Phase.POST, staff, [KEY]))
    fast = make_answers(quiz, 5, before=[WRONG])
    flag(store_attempts(quiz, Phase.POST, fast, [KEY]), AttemptFlag.Kind.TOO_FAST)
    twice = make_answers(quiz, 1, after=[KEY])
    flag(store_attempts(quiz, Phase.PRE, twice, [WRONG]), AttemptFlag.Kind.DUPLICATE_PERSON)

    report = quiz_report(quiz)

    assert report.learners == QuizLearners(
        before=11,
        after=7,
        follow_up=0,
        matched=3,
        late=2,
        reversed=1,
        flags=(FlagCount("Duplicate person", 1, 1), FlagCount("Staff", 8, 4), FlagCount("Answered too fast", 5, 5)),
    )
    assert (report.learners.before_only, report.learners.after_only, report.learners.all) == (5, 1, 12)
    (question,) = report.questions
    assert question.change.pairs == report.change.pairs == Pairs(3, 0, 0, 0)
    assert question.exclusions == Exclusions(5, 1, late=2, reversed=1, flagged_before=5, flagged_after=9)


def test_change_is_shown_with_flagged_attempts_too(quiz):
    make_answers(quiz, 20, [WRONG], [KEY])
    flagged = make_answers(quiz, 10, before=[WRONG])
    flag(store_attempts(quiz, Phase.POST, flagged, [WRONG]), AttemptFlag.Kind.BURST)

    report = quiz_report(quiz)

    assert report.change.pairs == Pairs(0, 0, 20, 0)
    assert report.change_with_flagged.pairs == Pairs(0, 0, 20, 10)
    whole = list(question_rows(report))[-1]
    assert (whole.with_flagged_learners, round(whole.with_flagged_change_points, 1)) == (30, 66.7)
    assert whole.with_flagged_change_lower < 66.7 < whole.with_flagged_change_upper


def test_without_flags_there_is_one_change(quiz):
    make_answers(quiz, 20, [WRONG], [KEY])

    report = quiz_report(quiz)

    assert report.change_with_flagged is None
    assert list(question_rows(report))[-1].with_flagged_learners is None


def test_attempt_after_exactly_thirty_days_is_matched(quiz):
    make_answers(quiz, 2, [WRONG], [KEY], after_at=NOW + timedelta(days=30))

    assert quiz_report(quiz).questions[0].change.pairs == Pairs(0, 0, 2, 0)


def publish_again(quiz, series):
    """A second article version whose first question is a new version in that series."""
    question = quiz.questions.get()
    question.options.filter(order=KEY).update(text="Gamma, reworded")
    article_version = make_version(quiz.article)
    PinnedQuestion.objects.create(
        article_version=article_version, quiz=quiz, question_version=freeze_question(question, 2, series), order=0
    )


def test_versions_of_one_series_pool_by_slot(quiz):
    first = make_answers(quiz, 10, before=[WRONG])
    make_answers(quiz, 20, [KEY], [KEY])
    publish_again(quiz, series=1)
    store_attempts(quiz, Phase.POST, first, [KEY])

    (question,) = quiz_report(quiz).questions

    assert question.head.version_numbers == (1, 2)
    assert [use.option.text for use in question.options] == ["Alpha", "Beta", "Gamma, reworded", "Delta"]
    assert question.change.pairs == Pairs(20, 0, 10, 0)
    assert question.transitions == ((0, 0, 10, 0), (0, 0, 0, 0), (0, 0, 20, 0), (0, 0, 0, 0))


def test_a_new_series_is_a_question_of_its_own(quiz):
    first = make_answers(quiz, 10, before=[WRONG])
    publish_again(quiz, series=2)
    store_attempts(quiz, Phase.POST, first, [KEY])

    newest, oldest = quiz_report(quiz).questions

    assert (newest.head.series, newest.before, newest.after) == (2, Share(0, 0), Share(10, 10))
    assert (oldest.head.series, oldest.before, oldest.after) == (1, Share(0, 10), Share(0, 0))
    assert newest.change.pairs == oldest.change.pairs == Pairs(0, 0, 0, 0)


def test_option_table_counts_every_move_and_marks_the_idle_distractor(quiz):
    make_sixty_pairs(quiz)
    make_answers(quiz, 1, [None], [KEY])

    (question,) = quiz_report(quiz).questions

    assert [use.option.letter for use in question.options] == ["A", "B", "C", "D", ""]
    assert [use.before for use in question.options] == [Share(n, 61) for n in (34, 0, 26, 0, 1)]
    assert [use.after for use in question.options] == [Share(n, 61) for n in (4, 16, 41, 0, 0)]
    assert [use.is_nonfunctional for use in question.options] == [False, True, False, True, False]
    assert question.transitions == (
        (0, 16, 18, 0, 0),
        (0, 0, 0, 0, 0),
        (4, 0, 22, 0, 0),
        (0, 0, 0, 0, 0),
        (0, 0, 1, 0, 0),
    )


def test_distractor_is_not_judged_below_fifty_learners(quiz):
    make_answers(quiz, 49, before=[KEY])

    assert not any(use.is_nonfunctional for use in quiz_report(quiz).questions[0].options)


def test_distractor_chosen_by_exactly_five_percent_works(quiz):
    make_answers(quiz, 3, before=[WRONG])
    make_answers(quiz, 2, before=[OTHER_WRONG])
    make_answers(quiz, 55, before=[KEY])

    assert [use.is_nonfunctional for use in quiz_report(quiz).questions[0].options] == [False, True, False, True]


@pytest.mark.parametrize(
    ("learned", "never", "has_interval", "has_p"), [(6, 13, False, False), (6, 14, True, True), (5, 15, True, False)]
)
def test_estimates_need_twenty_learners_and_p_six_moves(quiz, learned, never, has_interval, has_p):
    make_answers(quiz, learned, [WRONG], [KEY])
    make_answers(quiz, never, [WRONG], [WRONG])

    change = quiz_report(quiz).questions[0].change

    assert (change.interval is not None, change.estimate is not None) == (has_interval, has_interval)
    assert (change.mid_p is not None, change.exact_p is not None) == (has_p, has_p)


def test_pooled_change_takes_learners_as_clusters(hub):
    quiz = make_published_quiz(questions=2)
    make_answers(quiz, 10, [WRONG, WRONG], [KEY, KEY])
    make_answers(quiz, 10, [KEY, WRONG], [KEY, WRONG])

    report = quiz_report(quiz)

    assert report.change.pairs == Pairs(retained=10, unlearned=0, learned=20, never=10)
    assert (report.change.learners, report.change.pairs.n, report.change.estimate) == (20, 40, 0.5)
    # D = 1/2; residuals are +1 ten times and -1 ten times: se**2 = 20/19 * 20 / 40**2; t(0.975, 19) = 2.093024.
    reach = 2.093024 * (20 / 19 * 20 / 1600) ** 0.5
    assert report.change.interval.lower == pytest.approx(0.5 - reach, abs=1e-6)
    assert report.change.interval.upper == pytest.approx(0.5 + reach, abs=1e-6)


def test_change_of_a_quiz_with_one_question_is_that_of_the_question(quiz):
    make_sixty_pairs(quiz)

    report = quiz_report(quiz)

    assert report.change.interval == report.questions[0].change.interval
    assert report.change.cluster_p is None


def test_p_values_of_the_table_are_adjusted_together(hub):
    quiz = make_published_quiz(questions=3)
    make_answers(quiz, 18, [WRONG, WRONG, WRONG], [KEY, KEY, WRONG])
    make_answers(quiz, 12, [WRONG, KEY, WRONG], [WRONG, WRONG, WRONG])

    report = quiz_report(quiz)

    first, second, third = (question.change for question in report.questions)
    assert report.family == 2
    assert first.adjusted_p == pytest.approx(2 * first.mid_p)
    assert second.adjusted_p == pytest.approx(second.mid_p)
    assert (third.mid_p, third.adjusted_p) == (None, None)


def test_simulated_learners_are_declared_unless_flagged(quiz):
    learners = make_answers(quiz, 2, is_simulated=True)
    flag(store_attempts(quiz, Phase.PRE, learners, [KEY]))
    assert not quiz_report(quiz).has_simulated

    store_attempts(quiz, Phase.POST, learners, [KEY])

    assert quiz_report(quiz).has_simulated


def test_quiz_without_answers_reports_its_questions(quiz):
    report = quiz_report(quiz)

    assert report.learners == QuizLearners(0, 0, 0, 0, 0, 0, flags=())
    assert (report.change, report.family, report.has_simulated) == (NO_CHANGE, 0, False)
    assert [question.has_answers for question in report.questions] == [False]


def test_answers_in_another_quiz_stay_there(quiz):
    make_answers(quiz, 4, [WRONG], [KEY])
    other = make_published_quiz()
    question_version = quiz.pins.get().question_version
    PinnedQuestion.objects.create(
        article_version=other.article.versions.get(), quiz=other, question_version=question_version, order=1
    )
    make_answers(other, 3, [WRONG, WRONG], [KEY, KEY])
    store_attempts(other, Phase.POST, make_answers(quiz, 5, before=[WRONG]), [KEY, KEY])

    assert quiz_report(quiz).questions[0].change.pairs == Pairs(0, 0, 4, 0)
    assert [question.change.pairs for question in quiz_report(other).questions] == [Pairs(0, 0, 3, 0)] * 2


def test_query_count_does_not_grow_with_questions(hub):
    counts = []
    for questions in (1, 3):
        quiz = make_published_quiz(questions=questions)
        make_answers(quiz, 2, [WRONG] * questions, [KEY] * questions)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            quiz_report(quiz)
        counts.append(len(queries))
    assert counts == [8, 8]


def test_lines_of_the_list_agree_with_the_reports(hub):
    busy, idle = make_published_quiz(questions=2), make_published_quiz()
    make_answers(busy, 25, [WRONG, KEY], [KEY, KEY], is_simulated=True)
    make_answers(busy, 3, before=[KEY, KEY])

    lines = quiz_lines([busy, idle])

    report = quiz_report(busy)
    line = lines[busy.pk]
    assert line.change == report.change
    assert (line.learners_before, line.learners_after, line.has_simulated) == (28, 25, True)
    line = lines[idle.pk]
    assert (line.change, line.learners_before, line.has_simulated) == (NO_CHANGE, 0, False)
