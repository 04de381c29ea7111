"""Which questions stand on the worklist, in which order, until when, and what their revisions brought."""

from datetime import timedelta

import pytest

from articles.models import Reach
from hub.shares import Share
from hub.stats import Pairs
from quizzes.causes import Cause, Reading
from quizzes.corrections import correct_key
from quizzes.models import PinnedQuestion, Quiz, Withdrawal
from quizzes.rollups.folding import fold_all
from quizzes.series_reports import readings
from quizzes.worklist import item_of, worklist
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.factories import NOW, make_article, make_published_quiz, make_version
from tests.revising import LATER, REVISED, decide, first, items, make_poor, revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))


def test_item_has_its_causes_and_how_many_learners_they_affect(quiz):
    make_poor(quiz)

    (item,) = items(quiz)

    assert (item.quiz, item.report.head.stem, item.report.before, item.report.after) == (
        quiz,
        "Question 1?",
        Share(0, 60),
        Share(20, 60),
    )
    # Two wrong options of three are taken; the last one distracts nobody.
    assert [found.cause for found in item.causes] == [Cause.GAP, Cause.DEAD_DISTRACTOR]
    assert (item.n_affected, item.is_open, item.is_decided) == (40, True, False)


def test_sound_question_is_not_listed(quiz):
    make_answers(quiz, 30, [WRONG], [KEY])

    assert items(quiz) == []
    assert item_of(quiz, first(quiz).pk, 1).causes == ()
    assert item_of(quiz, first(quiz).pk, 2) is None


def test_those_that_affect_most_learners_come_first(hub, quiz):
    other = make_published_quiz(article=make_article(hub, title="Smoldering myeloma"))
    make_poor(quiz, 8)
    make_poor(other, 9)

    assert [(item.quiz, item.n_affected) for item in items(quiz, other)] == [(other, 18), (quiz, 16)]


def test_of_equally_many_the_gravest_cause_comes_first(hub, quiz):
    other = make_published_quiz(article=make_article(hub, title="Smoldering myeloma"))
    make_poor(quiz, 10)
    make_answers(other, 20, [WRONG], [WRONG])

    assert [(item.quiz, item.n_affected, item.causes[0].cause) for item in items(quiz, other)] == [
        (other, 20, Cause.MISKEY),
        (quiz, 20, Cause.GAP),
    ]


def test_answers_in_the_queue_and_folded_ones_count_alike(quiz):
    make_poor(quiz, 10)
    fold_all()
    make_poor(quiz, 10)

    (item,) = items(quiz)

    assert (item.report.change.pairs, item.report.options[WRONG].before) == (Pairs(0, 0, 20, 40), Share(40, 60))


def test_corrected_key_counts(quiz, paul):
    make_answers(quiz, 40, [WRONG], [WRONG])
    assert [found.cause for found in items(quiz)[0].causes] == [Cause.MISKEY]

    correct_key(question=first(quiz), series=1, slot=str(WRONG + 1), reason="Misprint", actor=paul, seen=0)

    assert [found.cause for found in items(quiz)[0].causes] == [Cause.CEILING]


def test_withdrawn_question_leaves_the_list(quiz, paul):
    make_poor(quiz)
    Withdrawal.objects.create(
        question=first(quiz), series=1, number=1, reason="Outdated", decided_by=paul, decided_at=NOW
    )

    assert items(quiz) == []


def test_one_mistranslated_language_is_named(quiz):
    """As many right in English as in French, and none in German of those who answered before."""
    for language, right, wrong in (("en", 20, 8), ("fr", 20, 8), ("de", 4, 20)):
        make_answers(quiz, right, [KEY], [KEY], language=language)
        make_answers(quiz, wrong // 2, [WRONG], [KEY], language=language)
        make_answers(quiz, wrong // 2, [OTHER_WRONG], [KEY], language=language)

    (found,) = (one for one in items(quiz)[0].causes if one.cause is Cause.LANGUAGE)

    assert found.sentence == (
        "Before reading, 17% of 24 answers in German were right and 71% of 56 in other languages: −55 points "
        "(95% CI −69 to −32). Is it translated well?"
    )


def test_languages_are_compared_over_all_articles_that_ask_the_question(hub, quiz):
    german = make_version(make_article(hub, title="Anti-CD38-Antikörper"), language="de")
    other = Quiz.objects.create(article=german.article)
    PinnedQuestion.objects.create(
        article_version=german, quiz=other, question_version=quiz.pins.get().question_version, order=0
    )
    make_answers(quiz, 40, [KEY], [KEY])
    make_answers(other, 40, [WRONG], [KEY], language="de")

    named = [[found.cause for found in item.causes] for item in items(quiz, other)]

    assert named == [[Cause.LANGUAGE, Cause.CEILING], [Cause.LANGUAGE]]


def test_few_reads_are_named_from_the_first_counted_day_on(quiz):
    version = quiz.article.versions.get()
    make_answers(quiz, 100, [WRONG], before_at=NOW - timedelta(days=5))
    make_answers(quiz, 40, [WRONG])
    Reach.objects.create(version=version, day=NOW.date(), views=90, reads=19)

    assert readings([quiz]) == {quiz.pk: Reading(19, 40)}
    fold_all()
    assert readings([quiz]) == {quiz.pk: Reading(19, 40)}
    assert Cause.LOW_READERS in {found.cause for found in items(quiz)[0].causes}


def test_articles_without_counted_views_or_with_enough_reads_have_no_reading(quiz):
    make_answers(quiz, 40, [WRONG])
    assert readings([quiz]) == {}

    Reach.objects.create(version=quiz.article.versions.get(), day=NOW.date(), views=90, reads=20)
    assert readings([quiz]) == {}


def test_decided_item_leaves_the_open_ones(quiz, ben):
    make_poor(quiz)
    decision = decide(quiz, ben, "keep")

    (item,) = items(quiz)

    assert (item.is_open, item.is_decided, item.is_reopened, item.decision) == (False, True, False, decision)


def test_decided_item_comes_back_with_a_new_cause(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "keep")
    make_answers(quiz, 60, [KEY], [WRONG])

    (item,) = items(quiz)

    assert (item.is_open, [found.cause for found in item.new_causes]) == (True, [Cause.MISKEY])


def test_decided_item_comes_back_when_clearly_worse(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "keep")
    make_answers(quiz, 11, [WRONG], [OTHER_WRONG])
    make_answers(quiz, 11, [OTHER_WRONG], [WRONG])

    (item,) = items(quiz)

    assert (item.is_open, item.is_worse, item.new_causes) == (True, True, ())


def test_second_decision_settles_what_came_back(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "keep")
    make_answers(quiz, 60, [KEY], [WRONG])
    decide(quiz, ben, "correct key", seen=1)

    assert [item.is_open for item in items(quiz)] == [False]


def test_new_series_is_an_item_of_its_own(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben)
    revise(quiz)
    make_poor(quiz, 7, before_at=LATER, after_at=LATER)

    old, new = sorted(items(quiz), key=lambda item: item.key)

    assert (old.is_decided, old.is_asked, new.is_open, new.decision) == (True, False, True, None)


def test_series_that_is_asked_no_more_is_not_open(quiz):
    make_poor(quiz)
    revise(quiz)

    assert items(quiz) == []


def test_scheduled_version_changes_nothing_yet(quiz, ben):
    make_poor(quiz)
    decide(quiz, ben)
    revise(quiz)

    (item,) = worklist([quiz], now=REVISED - timedelta(hours=1))

    assert (item.revised, item.is_asked) == (None, True)


def test_question_that_readers_are_not_asked_now_is_not_open(quiz):
    make_poor(quiz)
    make_version(quiz.article, live_from=REVISED)

    assert items(quiz) == []


def test_article_taken_down_asks_nothing(quiz):
    make_poor(quiz)
    quiz.article.taken_down_at = NOW
    quiz.article.taken_down_reason = "Outdated"
    quiz.article.save()

    assert items(quiz) == []


def test_evidence_is_that_of_the_newest_version_with_the_series(quiz):
    make_poor(quiz)
    revise(quiz, series=1, wording=1, evidence="cepheus")

    assert items(quiz)[0].evidence == "cepheus"


def test_queries_do_not_grow_with_quizzes(hub, quiz, ben, django_assert_num_queries):
    quizzes = [quiz]
    for n in (1, 2):
        for one in quizzes:
            make_poor(one, 7)
        with django_assert_num_queries(12):
            found = worklist(quizzes)
        assert len(found) == n
        quizzes.append(make_published_quiz(article=make_article(hub)))
