"""What a revision has brought, beside what was before it: the closed loop of the worklist."""

from dataclasses import astuple
from datetime import timedelta

import pytest

from hub.shares import Share
from hub.stats import Pairs, difference_of_changes
from quizzes.change import PairedChange
from quizzes.revisions import Numbers, Revised
from quizzes.worklist import with_revisions
from tests.answered import KEY, WRONG, make_answers
from tests.factories import make_article, make_published_quiz
from tests.revising import DECIDED, LATER, REVISED, decide, items, make_poor, revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))


def revised(quiz):
    (item,) = with_revisions([item for item in items(quiz) if item.decision])
    return item.revision


def test_another_series_is_compared_as_a_whole(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben)
    revise(quiz)
    make_answers(quiz, 30, [WRONG], [KEY], before_at=LATER, after_at=LATER)

    found = revised(quiz)

    assert (found.what, found.on, found.article_version) == (Revised.QUESTION, REVISED.date(), 2)
    assert found.then == Numbers(Share(0, 60), PairedChange(Pairs(0, 0, 20, 40)))
    assert found.now == Numbers(Share(0, 30), PairedChange(Pairs(0, 0, 30, 0)))
    assert astuple(found.change.interval) == astuple(difference_of_changes(Pairs(0, 0, 30, 0), Pairs(0, 0, 20, 40)))


@pytest.mark.parametrize(
    ("deed", "wording", "what"),
    [
        ("revise question", 2, Revised.WORDING),
        ("revise passage", 1, Revised.ARTICLE),
        ("revise passage", 2, Revised.WORDING),
    ],
)
def test_the_same_series_is_compared_from_the_day_of_the_new_version(quiz, ben, deed, wording, what):
    make_poor(quiz)
    decide(quiz, ben, deed)
    revise(quiz, series=1, wording=wording)
    make_answers(quiz, 25, [WRONG], [KEY], before_at=LATER, after_at=LATER)

    found = revised(quiz)

    assert (found.what, found.on) == (what, REVISED.date())
    assert found.then == Numbers(Share(0, 60), PairedChange(Pairs(0, 0, 20, 40)))
    assert found.now == Numbers(Share(0, 25), PairedChange(Pairs(0, 0, 25, 0)))


def test_new_version_of_the_article_alone_is_no_revision_of_a_question(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "revise question")
    revise(quiz, series=1, wording=1)

    assert revised(quiz) is None


def test_version_before_the_decision_is_no_revision(quiz, ben):
    make_poor(quiz)
    revise(quiz, series=1, wording=2, at=DECIDED - timedelta(days=1))
    decide(quiz, ben)

    assert revised(quiz) is None


def test_each_item_is_split_on_its_own_day_which_counts_as_since(hub, quiz, ben):
    other = make_published_quiz(article=make_article(hub))
    for one, at in ((quiz, REVISED), (other, LATER)):
        make_poor(one, 7)
        decide(one, ben)
        revise(one, series=1, wording=2, at=at)
        make_answers(one, 3, [WRONG], [KEY], before_at=REVISED, after_at=REVISED)

    pairs = {
        item.quiz: (item.revision.then.change.pairs.n, item.revision.now.change.pairs.n)
        for item in with_revisions(items(quiz, other))
    }

    assert pairs == {quiz: (21, 3), other: (24, 0)}


def test_revisions_of_one_series_take_one_query_however_many(hub, quiz, ben, django_assert_num_queries):
    quizzes = [quiz, make_published_quiz(article=make_article(hub))]
    for one in quizzes:
        make_poor(one, 7)
        decide(one, ben)
        revise(one, series=1, wording=2)
    found = items(*quizzes)

    with django_assert_num_queries(1):
        assert [item.revision.what for item in with_revisions(found)] == [Revised.WORDING] * 2
    with django_assert_num_queries(0):
        with_revisions([])
