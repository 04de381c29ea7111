"""Whatever changes how learners count, the sums with the queue are what a recount of the answers gives."""

import random
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from articles.actions import Refused
from articles.bundle.dumping import dump, to_json
from hub import adoption, learners
from hub.erasure import erase_learners
from hub.models import FlagKind, Learner, account_mac
from hub.profiles import Profile, tell_alone
from quizzes.actions import Circumstances, Given, PhaseClosedError, submit_attempt
from quizzes.corrections import correct_key, undo_correction
from quizzes.models import Contribution, KeyCorrection, OptionMoves, Phase, QuestionDay, Quiz, QuizDay, Withdrawal
from quizzes.rollups.folding import fold, fold_all
from quizzes.rollups.verifying import differences, rebuild
from quizzes.sittings import pinned_questions
from quizzes.withdrawal import restore_question, withdraw_question
from tests.factories import NOW, make_article, make_published_quiz, make_version

pytestmark = pytest.mark.django_db

SLOTS = ("1", "2", "3", "4")
KEY, WRONG = 2, 0


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


def send(quiz: Quiz, learner: UUID, phase: Phase, *places, at=NOW, flags=(), account=""):
    """A form as a learner sends it; places are those of the options, None says "I do not know"."""
    pins = pinned_questions(quiz.article.versions.get().pk)
    answers = {
        pin.question_version.pk: Given(None if place is None else pin.question_version.options.all()[place].pk)
        for pin, place in zip(pins, places, strict=True)
    }
    how = Circumstances(nonce=uuid4().hex, now=at, language="en", flags=frozenset(flags), account=account)
    return submit_attempt(quiz=quiz, pins=pins, learner_id=learner, phase=phase, answers=answers, circumstances=how)


def wrong_rows() -> dict[str, int]:
    return {found.table: found.differing for found in differences() if found.differing}


def counted() -> list[tuple]:
    """What the queue holds of questions: slots, whether right, timing and weight."""
    rows = Contribution.objects.filter(question__isnull=False).order_by("pk")
    return list(rows.values_list("before_slot", "before_right", "after_slot", "after_right", "timing", "weight"))


def test_first_answers_count_as_before_only(quiz):
    send(quiz, uuid4(), Phase.PRE, KEY, None)

    assert sorted(counted()) == [("", 0, " ", None, 0, 1), ("3", 1, " ", None, 0, 1)]
    assert wrong_rows() == {}


def test_answers_after_reading_take_the_first_state_back(quiz):
    learner = uuid4()
    send(quiz, learner, Phase.PRE, WRONG, KEY)
    Contribution.objects.all().delete()

    send(quiz, learner, Phase.POST, KEY, KEY, at=NOW + timedelta(hours=1))

    assert sorted(counted()) == sorted(
        [
            ("1", 0, " ", None, 0, -1),
            ("1", 0, "3", 1, 1, 1),
            ("3", 1, " ", None, 0, -1),
            ("3", 1, "3", 1, 1, 1),
        ]
    )


def test_pair_counts_on_the_day_of_the_hub_on_which_the_second_form_came(quiz):
    quiz.article.hub.time_zone = "Asia/Tokyo"
    quiz.article.hub.save()
    learner, late_evening = uuid4(), NOW.replace(hour=22)
    fresh = Quiz.objects.get(pk=quiz.pk)
    send(fresh, learner, Phase.PRE, WRONG, KEY, at=late_evening - timedelta(days=2))

    send(fresh, learner, Phase.POST, KEY, KEY, at=late_evening)

    days = set(Contribution.objects.filter(weight=1, timing=1).values_list("day", flat=True))
    assert days == {late_evening.date() + timedelta(days=1)}


def test_flagged_attempt_counts_as_none_but_for_its_flag(quiz):
    learner = uuid4()
    send(quiz, learner, Phase.PRE, KEY, KEY, flags=[FlagKind.TOO_FAST])
    send(quiz, learner, Phase.POST, KEY, KEY)
    fold_all()

    assert wrong_rows() == {}
    assert list(_days(quiz)) == [(0, 1, 1, 0), (0, 1, 1, 0)]


def _days(quiz):
    return QuestionDay.objects.filter(quiz=quiz).values_list("n_before", "flagged_before", "n_after", "retained")


def test_a_second_form_of_the_same_phase_changes_nothing(quiz):
    learner = uuid4()
    send(quiz, learner, Phase.PRE, KEY, KEY)
    before = Contribution.objects.count()

    send(quiz, learner, Phase.PRE, WRONG, WRONG)

    assert (Contribution.objects.count(), wrong_rows()) == (before, {})


def rendered_quiz(hub) -> Quiz:
    """A quiz whose article can be rendered again, as a withdrawal does."""
    article = make_article(hub)
    make_version(article, content=to_json(dump(article)))
    return make_published_quiz(questions=2, article=article)


class Walk:
    """A long life of a hub in random steps: everything that changes how learners count, in any order."""

    def __init__(self, seed: int, quizzes: list[Quiz], actor) -> None:
        self.chance = random.Random(seed)
        self.quizzes, self.actor = quizzes, actor
        self.learners = [UUID(int=self.chance.getrandbits(128), version=4) for _ in range(6)]
        self.now = NOW

    def step(self) -> None:
        self.now += timedelta(hours=self.chance.choice([1, 5, 30, 24 * 20]))
        act = self.chance.choices(
            [self.answer, self.tell, self.adopt, self.flag, self.correct, self.withdraw, self.erase, self.fold],
            [12, 2, 2, 1, 2, 2, 1, 3],
        )[0]
        with suppress(Refused, PhaseClosedError):
            act()

    def answer(self) -> None:
        places = [self.chance.choice([None, 0, 1, 2, 2, 3]) for _ in range(2)]
        phase = self.chance.choice([Phase.PRE, Phase.POST, Phase.POST, Phase.FOLLOW_UP])
        flags = [FlagKind.TOO_FAST] if self.chance.random() < 0.15 else []
        send(self.chance.choice(self.quizzes), self.learner(), phase, *places, at=self.now, flags=flags)

    def learner(self) -> UUID:
        return self.chance.choice(self.learners)

    def tell(self) -> None:
        tell_alone(self.learner(), Profile("nurse", self.chance.choice(["Haematology", ""]), "DE"))

    def adopt(self) -> None:
        account = account_mac(self.chance.choice([1, 2]))
        with transaction.atomic():
            learners.enrol(self.learner(), account=account)

    def flag(self) -> None:
        with transaction.atomic():
            learner = learners.enrol(self.learner())
            adoption.flag_staff(learner, account_mac(9), now=self.now)

    def correct(self) -> None:
        question = self.chance.choice(self.quizzes).questions.order_by("pk")[self.chance.randrange(2)]
        last = KeyCorrection.objects.newest().filter(question=question).first()
        if last and not last.undoes_id and self.chance.random() < 0.5:
            undo_correction(correction=last, reason="No.", actor=self.actor)
        else:
            correct_key(
                question=question,
                series=1,
                slot=self.chance.choice(SLOTS),
                reason="Yes.",
                actor=self.actor,
                seen=last.number if last else 0,
            )

    def withdraw(self) -> None:
        question = self.chance.choice(self.quizzes).questions.order_by("pk")[self.chance.randrange(2)]
        last = Withdrawal.objects.newest().filter(question=question).first()
        if last and not last.undoes_id:
            restore_question(withdrawal=last, reason="Good again.", actor=self.actor)
        else:
            withdraw_question(
                question=question, series=1, reason="Bad.", actor=self.actor, seen=last.number if last else 0
            )

    def erase(self) -> None:
        erase_learners(learner_ids=[self.learner()], with_answers=self.chance.random() < 0.5, now=self.now)

    def fold(self) -> None:
        fold(limit=self.chance.choice([1, 3, 100]))


@pytest.mark.parametrize("seed", range(8))
def test_sums_equal_a_recount_after_every_step_of_a_random_life(seed, hub, rhea):
    walk = Walk(seed, [rendered_quiz(hub), rendered_quiz(hub)], rhea)

    for number in range(40):
        walk.step()

        assert wrong_rows() == {}, f"step {number}"
    fold_all()
    assert (Contribution.objects.count(), wrong_rows()) == (0, {})


def test_rebuilding_gives_what_folding_gave(quiz):
    for _ in range(3):
        learner = uuid4()
        send(quiz, learner, Phase.PRE, WRONG, KEY)
        send(quiz, learner, Phase.POST, KEY, None)
    fold_all()
    folded = sorted(_days(quiz))
    send(quiz, uuid4(), Phase.PRE, WRONG, KEY)

    rebuild()

    assert (Contribution.objects.count(), wrong_rows()) == (0, {})
    assert sorted(_days(quiz)) != folded


def test_a_sum_that_is_wrong_missing_or_surplus_is_found(quiz):
    send(quiz, uuid4(), Phase.PRE, WRONG, KEY)
    fold_all()
    QuizDay.objects.update(n_before=7)
    OptionMoves.objects.order_by("pk").first().delete()
    surplus = QuestionDay.objects.first()
    surplus.pk, surplus.day = None, NOW.date() - timedelta(days=400)
    surplus.save()

    assert wrong_rows() == {"quizzes_quizday": 1, "quizzes_optionmoves": 1, "quizzes_questionday": 1}


def test_simulated_learners_are_told_apart(quiz):
    learner = Learner.objects.create(is_simulated=True)
    send(quiz, learner.pk, Phase.PRE, WRONG, KEY)
    fold_all()

    assert list(QuizDay.objects.values_list("n_before", "n_simulated")) == [(1, 1)]
