"""Sums over several quizzes: one learner is one cluster, whatever they answered."""

from datetime import timedelta

import pytest

from hub.models import Learner
from hub.reports.scopes import scopes, take_if_due
from hub.stats import LearnerSums, Pairs
from quizzes.models import Phase, PooledSums
from quizzes.rollups.pooling import take_pooled
from tests.answered import KEY, WRONG, make_answers, store_attempts
from tests.factories import NOW, make_article, make_published_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quizzes(hub):
    return [make_published_quiz(article=make_article(title=title)) for title in ("One", "Two")]


def answer_both(quizzes, n, before, after, **fields):
    learners = Learner.objects.bulk_create([Learner(**fields) for _ in range(n)])
    for quiz in quizzes:
        store_attempts(quiz, Phase.PRE, learners, [before])
        store_attempts(quiz, Phase.POST, learners, [after])


def test_learner_of_two_quizzes_is_one_cluster_of_two_pairs(quizzes):
    answer_both(quizzes, 3, WRONG, KEY)
    answer_both(quizzes[:1], 2, KEY, KEY)

    take_pooled({("all", ""): [quiz.pk for quiz in quizzes], ("one", "x"): [quizzes[1].pk]}, NOW)

    everything = PooledSums.objects.get(scope="all", dimension="")
    assert (everything.n_learners, everything.n_before, everything.n_after) == (5, 5, 5)
    assert everything.change.pairs == Pairs(retained=2, unlearned=0, learned=6, never=0)
    # Three learners with m = 2, s = 2 and two with m = 1, s = 0.
    assert everything.change.sums == LearnerSums(5, 8, 6, 12, 12, 14)
    one = PooledSums.objects.get(scope="one", dimension="")
    assert (one.n_learners, one.change.pairs) == (3, Pairs(0, 0, 3, 0))


def test_groups_hold_only_the_quizzes_that_may_show_them(quizzes):
    answer_both(quizzes[:1], 6, WRONG, KEY, country="DE")
    answer_both(quizzes[:1], 7, WRONG, WRONG, country="FR")
    answer_both(quizzes[1:], 4, WRONG, KEY, country="DE")
    answer_both(quizzes[1:], 8, WRONG, WRONG, country="FR")
    answer_both(quizzes[1:], 9, WRONG, WRONG, country="IT")

    take_pooled({("all", ""): [quiz.pk for quiz in quizzes]}, NOW)

    found = {
        row.cohort: (row.n_learners, row.quizzes_left_out) for row in PooledSums.objects.filter(dimension="country")
    }
    # Of the second quiz the four of Germany are hidden, and with them the eight of France, or they could be worked out.
    assert found == {"DE": (6, 1), "FR": (7, 1), "IT": (9, 0)}


def test_nobody_leaves_no_row(quizzes):
    make_answers(quizzes[0], 1)

    assert take_pooled({("all", ""): [quizzes[0].pk]}, NOW) == 0


def test_taking_again_replaces_everything(quizzes):
    answer_both(quizzes[:1], 6, WRONG, KEY)
    take_pooled(scopes(), NOW)
    answer_both(quizzes[:1], 1, WRONG, KEY)

    assert take_if_due(NOW + timedelta(minutes=5)) == "taken today already"
    assert PooledSums.objects.get(scope="all", dimension="").n_learners == 6
    take_if_due(NOW + timedelta(days=1))

    row = PooledSums.objects.get(scope="all", dimension="")
    assert (row.n_learners, row.taken_at) == (7, NOW + timedelta(days=1))


def test_scopes_name_hubs_and_topics(quizzes):
    ids = [quiz.pk for quiz in quizzes]
    assert scopes() == {("all", ""): ids, ("hub", quizzes[0].article.hub.slug): ids}


def test_group_holds_whole_blocks_of_months_only(quizzes):
    for month, n in ((2, 6), (3, 3)):
        at = NOW.replace(month=month)
        make_answers(quizzes[0], n, [WRONG], [KEY], before_at=at, after_at=at, country="DE")
        make_answers(quizzes[0], 8, [WRONG], [KEY], before_at=at, after_at=at, country="FR")

    take_pooled({("all", ""): [quizzes[0].pk]}, NOW)

    found = {row.cohort: row.n_learners for row in PooledSums.objects.filter(dimension="country")}
    # Three learners of Germany in March fill no block, and with those of France in March they could be worked out.
    assert found == {"DE": 6, "FR": 8}
    assert PooledSums.objects.get(dimension="").n_learners == 25
