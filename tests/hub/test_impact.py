"""Numbers for updates on impact: of this hub, of this period, of real learners, and of ten at least."""

from datetime import UTC, date, datetime

import pytest

from hub.impact import measured
from hub.models import Learner
from quizzes.models import Phase
from tests.factories import flag, make_article, make_attempt, make_hub, make_published_quiz, make_version

pytestmark = pytest.mark.django_db
PERIOD = (date(2026, 3, 1), date(2026, 3, 31))
WRONG, RIGHT = 0, 2


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub))


def answer(quiz, n: int, before: int = WRONG, after: int = RIGHT, at=datetime(2026, 3, 2, tzinfo=UTC), **learner):
    for _ in range(n):
        one = Learner.objects.create(**learner)
        make_attempt(quiz, Phase.PRE, [before], one, submitted_at=at)
        post = make_attempt(quiz, Phase.POST, [after], one, submitted_at=at)
    return post


def test_learners_and_gain_are_counted(hub, quiz):
    answer(quiz, 8)
    answer(quiz, 2, before=RIGHT)

    assert measured(hub, *PERIOD) == {
        "articles": 0, "learners": 10, "gain": 80.0, "gain_learners": 10, "gain_answers": 10,
    }  # fmt: skip


def test_fewer_than_ten_learners_are_not_told(hub, quiz):
    answer(quiz, 9)
    untold = {"learners": None, "gain": None, "gain_learners": None, "gain_answers": None}

    assert measured(hub, *PERIOD) == {"articles": 0} | untold

    make_attempt(quiz, Phase.PRE, [WRONG], submitted_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert measured(hub, *PERIOD) == {"articles": 0} | untold | {"learners": 10}


def test_others_are_left_out(hub, quiz):
    answer(quiz, 10)
    counted = measured(hub, *PERIOD)

    answer(quiz, 3, is_simulated=True)
    answer(quiz, 3, at=datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
    answer(quiz, 3, at=datetime(2026, 4, 1, tzinfo=UTC))
    answer(make_published_quiz(article=make_article(make_hub(slug="other", is_default=False))), 3)
    flag(answer(quiz, 1, before=RIGHT, after=WRONG), "too_fast")

    assert measured(hub, *PERIOD) | {"learners": 10} == counted
    assert measured(hub, *PERIOD)["learners"] == 11  # whose attempt before reading carries no flag


def test_period_follows_the_zone_of_the_hub(hub, quiz):
    hub.time_zone = "America/New_York"
    answer(quiz, 10, at=datetime(2026, 4, 1, 3, 0, tzinfo=UTC))

    assert [measured(hub, *PERIOD)["learners"], measured(hub, date(2026, 4, 1), date(2026, 4, 2))["learners"]] == [
        10,
        None,
    ]


def test_articles_count_by_their_first_publication(hub):
    first, second, gone = (make_article(hub) for _ in range(3))
    make_version(first, published_on=date(2026, 3, 31))
    make_version(second, published_on=date(2026, 2, 1))
    make_version(second, published_on=date(2026, 3, 5))
    make_version(gone, published_on=date(2026, 3, 5))
    gone.taken_down_at = datetime(2026, 3, 6, tzinfo=UTC)
    gone.save()

    assert measured(hub, *PERIOD)["articles"] == 1


@pytest.mark.parametrize("n", [1, 3])
def test_measuring_takes_a_fixed_number_of_queries(hub, quiz, n, django_assert_num_queries):
    answer(quiz, n)

    with django_assert_num_queries(3):
        measured(hub, *PERIOD)
