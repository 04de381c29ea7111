"""The question bank: putting questions into quizzes, and copying them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from .models import Option, Question, Quiz, QuizQuestion, VersionOption


@dataclass(frozen=True)
class Placed:
    """What became of questions that were to join a quiz: those that did, those it asks already, those out of use."""

    added: tuple[Question, ...]
    present: tuple[Question, ...]
    retired: tuple[Question, ...]


def free_line_key(taken: Collection[str]) -> str:
    """The first of q1, q2 … that no question of the quiz has."""
    return next(key for key in (f"q{number}" for number in range(1, len(taken) + 2)) if key not in taken)


@transaction.atomic
def place_in_quiz(*, quiz: Quiz, questions: Sequence[Question]) -> Placed:
    """Put the questions at the end of the quiz, in their order. Those it asks already and retired ones are passed over."""
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    lines = list(QuizQuestion.objects.filter(quiz=quiz).values_list("question", "key"))
    asked, keys = {question for question, _key in lines}, {key for _question, key in lines}
    place = QuizQuestion.objects.filter(quiz=quiz).aggregate(last=Max("order"))["last"]
    next_place = 0 if place is None else place + 1
    added = [one for one in dict.fromkeys(questions) if one.pk not in asked and one.retired_at is None]
    for order, question in enumerate(added, start=next_place):
        key = free_line_key(keys)
        keys.add(key)
        QuizQuestion.objects.create(quiz=quiz, question=question, key=key, order=order)
    return Placed(
        added=tuple(added),
        present=tuple(one for one in questions if one.pk in asked),
        retired=tuple(one for one in questions if one.pk not in asked and one.retired_at is not None),
    )


@transaction.atomic
def copy_questions(*, questions: Iterable[Question]) -> list[Question]:
    """Copies that nobody has answered: in use, in no quiz, without external id, with slots of their own."""
    return [_copy(question) for question in questions]


def _copy(question: Question) -> Question:
    copy = Question.objects.create(
        stem=question.stem,
        bloom=question.bloom,
        moore=question.moore,
        rationale=question.rationale,
        refs=question.refs,
        fixed_order=question.fixed_order,
        remarks=question.remarks,
    )
    Option.objects.bulk_create(
        Option(
            question=copy,
            slot=str(order + 1),
            text=option.text,
            feedback=option.feedback,
            is_key=option.is_key,
            order=order,
        )
        for order, option in enumerate(question.options.all())
    )
    return copy


def next_slots(question: Question) -> Iterator[str]:
    """Slots for new options, as numbers that no option of the question had in any version."""
    options = Option.objects.filter(question=question).values_list("slot", flat=True)
    versions = VersionOption.objects.filter(version__question=question).values_list("slot", flat=True)
    used = [int(slot) for slot in {*options, *versions} if slot.isdecimal()]
    number = max(used, default=0)
    while True:
        number += 1
        yield str(number)
