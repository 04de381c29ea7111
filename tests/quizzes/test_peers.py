import re

import pytest

from hub.models import Learner
from quizzes.models import Phase, PinnedQuestion, Quiz, QuizQuestion
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.factories import flag, freeze_question, make_attempt, make_published_quiz, make_version
from tests.mine import device_of
from tests.taking import result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz()


@pytest.fixture
def learner(db):
    return Learner.objects.create()


def told(quiz, learner) -> str:
    """What the result page says of the one question's options and colleagues."""
    post = learner.attempts.filter(quiz=quiz, phase=Phase.POST).first() or make_attempt(
        quiz, Phase.POST, [KEY], learner
    )
    html = device_of(learner).get(result_url(post)).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index('class="answers"') :]).split())


def test_shares_stand_beside_every_option(quiz, learner):
    make_attempt(quiz, Phase.PRE, [WRONG], learner)
    make_answers(quiz, 6, [WRONG], [KEY])
    make_answers(quiz, 3, [KEY], [KEY])
    make_answers(quiz, 1, [None], [None])

    page = told(quiz, learner)

    assert "About Alpha. Colleagues: 60% before reading, 0% after" in page
    assert "About Gamma. Colleagues: 30% before reading, 90% after" in page
    assert "Compared with 10 colleagues before reading and 10 after. After reading, 10% did not know." in page


def test_below_ten_colleagues_no_number_is_told(quiz, learner):
    make_answers(quiz, 9, [WRONG], [KEY])
    make_answers(quiz, 30, [WRONG])

    page = told(quiz, learner)

    assert "Not enough answers yet to compare with colleagues." in page
    assert "Colleagues:" not in page and "%" not in page


def test_too_few_before_reading_leaves_the_answers_after(quiz, learner):
    make_answers(quiz, 9, [WRONG], [KEY])
    make_answers(quiz, 1, None, [WRONG])

    page = told(quiz, learner)

    assert "Colleagues: 90% after reading" in page
    assert "Compared with 10 colleagues after reading." in page
    assert "before reading," not in page


def test_own_answers_and_flagged_ones_do_not_count(quiz, learner):
    flagged = make_answers(quiz, 1, None, [KEY])[0].attempts.get()
    flag(flagged, "staff")
    make_answers(quiz, 9, None, [KEY])

    assert "Not enough answers yet" in told(quiz, learner)


def test_simulated_colleagues_are_named_and_give_way(quiz, learner):
    make_answers(quiz, 12, [WRONG], [KEY], is_simulated=True)
    assert "All of them are simulated: no others have answered yet." in told(quiz, learner)

    make_answers(quiz, 1, None, [WRONG])

    assert "Not enough answers yet" in told(quiz, learner)


def publish_again(quiz: Quiz, series: int) -> None:
    """A second version of article and question, whose answers pool with the first only within the series."""
    line = QuizQuestion.objects.get(quiz=quiz)
    version = make_version(quiz.article)
    PinnedQuestion.objects.create(
        article_version=version, quiz=quiz, question_version=freeze_question(line.question, 2, series), order=0
    )


@pytest.mark.parametrize(("series", "sentence"), [(1, "Compared with 10 colleagues"), (2, "Not enough answers yet")])
def test_versions_pool_within_a_series_only(quiz, learner, series, sentence):
    make_answers(quiz, 10, None, [OTHER_WRONG])
    publish_again(quiz, series)

    assert sentence in told(quiz, learner)


def test_answers_in_another_quiz_do_not_count(quiz, learner):
    other = make_published_quiz(questions=0)
    question = quiz.questions.get().versions.get()
    PinnedQuestion.objects.create(
        article_version=other.article.versions.get(), quiz=other, question_version=question, order=0
    )
    make_answers(other, 10, None, [KEY])

    assert "Not enough answers yet" in told(quiz, learner)


@pytest.mark.parametrize("n", [0, 40])
def test_number_of_queries_does_not_grow_with_colleagues(quiz, learner, n, django_assert_num_queries):
    make_answers(quiz, n, [WRONG], [KEY])
    post = make_attempt(quiz, Phase.POST, [KEY], learner)

    # As on every result page without answers before reading, see test_result.
    with django_assert_num_queries(14):
        device_of(learner).get(result_url(post))
