"""Scores of learners who did something more beside those of learners who did not."""

import pytest
from django.db.models import Exists, OuterRef

from hub.shares import Share
from hub.stats import LearnerSums, learner_sums, newcombe_independent, pooled_change, wilson
from quizzes.models import Attempt, Phase, Withdrawal
from quizzes.score_groups import GroupScores, ScoreContrast, ScoreContrasts
from quizzes.score_reports import score_contrasts
from quizzes.score_sentences import contrasts_sentence, score_words
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import NOW, flag, make_published_quiz, make_staff


def scores(*learners):
    """(right answers, answers) of each learner."""
    return GroupScores(learner_sums(learners))


def one_each(right, n):
    return scores(*[(1, 1)] * right, *[(0, 1)] * (n - right))


def test_one_answer_each_is_newcombes_published_example():
    """Newcombe 1998, method 10: 56/70 less 48/80 is 0.2, 0.0524 to 0.3339."""
    contrast = ScoreContrast(one_each(56, 70), one_each(48, 80))

    assert contrast.estimate == pytest.approx(0.2)
    assert contrast.interval == newcombe_independent(56, 70, 48, 80)
    assert (contrast.interval.lower, contrast.interval.upper) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert contrast.did.interval == wilson(56, 70)


def test_several_answers_each_go_by_learners():
    did, others = scores(*[(3, 3), (1, 3)] * 15), scores(*[(2, 3), (0, 3)] * 12)
    first, second = pooled_change([(3, 3), (1, 3)] * 15), pooled_change([(2, 3), (0, 3)] * 12)

    contrast = ScoreContrast(did, others)

    p, q = 2 / 3, 1 / 3
    assert contrast.estimate == pytest.approx(p - q)
    assert contrast.interval.lower == pytest.approx(
        p - q - ((p - first.interval.lower) ** 2 + (second.interval.upper - q) ** 2) ** 0.5
    )
    assert contrast.interval.upper == pytest.approx(
        p - q + ((first.interval.upper - p) ** 2 + (q - second.interval.lower) ** 2) ** 0.5
    )
    assert contrast.learners == 24


@pytest.mark.parametrize(("did", "others"), [(19, 40), (40, 19), (0, 0)])
def test_few_learners_give_no_difference(did, others):
    contrast = ScoreContrast(one_each(did, did), one_each(0, others))

    assert (contrast.estimate, contrast.interval) == (None, None)


def test_groups_that_scored_alike_have_no_interval_over_several_questions():
    contrast = ScoreContrast(scores(*[(2, 2)] * 20), scores(*[(1, 2)] * 20))

    assert (contrast.estimate, contrast.interval) == (0.5, None)


@pytest.mark.parametrize(
    ("group", "words"),
    [(GroupScores(), "–"), (one_each(3, 4), "3 of 4"), (one_each(15, 20), "75%"), (GroupScores(LearnerSums()), "–")],
)
def test_score_words(group, words):
    assert score_words(group) == words


def test_sentence_gives_both_phases():
    contrasts = ScoreContrasts(
        ScoreContrast(one_each(56, 70), one_each(48, 80)), ScoreContrast(one_each(3, 4), one_each(20, 40))
    )

    assert contrasts_sentence(contrasts, "those who came", "those who did not") == (
        "Before reading, 80% of the answers of those who came were correct and 60% of the answers of those who did not: "
        "+20 points (95% CI +5 to +33). After reading, 3 of the 4 answers of those who came were correct and 50% of the "
        "answers of those who did not; too few for an estimate of a difference."
    )


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def contrasts(quiz):
    after = Attempt.objects.counted().filter(quiz=quiz, phase=Phase.POST)
    came = Attempt.objects.counted().filter(quiz=quiz, phase=Phase.FOLLOW_UP, learner=OuterRef("learner"))
    return score_contrasts(after, Exists(came))


def sums(contrast):
    return contrast.did.sums, contrast.did_not.sums


def test_scores_are_summed_by_learner(quiz, django_assert_num_queries):
    came = make_answers(quiz, 3, [KEY, WRONG], [KEY, KEY])
    store_attempts(quiz, Phase.FOLLOW_UP, came, [KEY, KEY])
    make_answers(quiz, 2, [WRONG, None], [KEY, WRONG])
    make_answers(quiz, 4, after=[WRONG, WRONG])
    make_answers(quiz, 5, [KEY, KEY])

    with django_assert_num_queries(2):
        found = contrasts(quiz)

    assert sums(found.before) == (learner_sums([(1, 2)] * 3), learner_sums([(0, 2)] * 2))
    assert sums(found.after) == (learner_sums([(2, 2)] * 3), learner_sums([(1, 2)] * 2 + [(0, 2)] * 4))
    assert found.after.did.share == Share(6, 6)


def test_flagged_attempts_and_withdrawn_questions_are_in_no_score(quiz):
    for learner in make_answers(quiz, 2, [KEY, WRONG], [KEY, KEY]):
        flag(learner.attempts.get(phase=Phase.PRE))
    (gone,) = make_answers(quiz, 1, [KEY, KEY], [KEY, KEY])
    flag(gone.attempts.get(phase=Phase.POST))
    version = quiz.pins.get(order=1).question_version
    Withdrawal.objects.create(
        question=version.question,
        series=1,
        number=1,
        reason="Ambiguous",
        decided_by=make_staff("wanda"),
        decided_at=NOW,
    )

    found = contrasts(quiz)

    assert sums(found.before) == (LearnerSums(), LearnerSums())
    assert sums(found.after) == (LearnerSums(), learner_sums([(1, 1)] * 2))
