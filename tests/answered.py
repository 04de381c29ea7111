"""Many learners with the same answers, stored in a few statements."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from hub.models import Learner
from quizzes.models import Answer, Attempt, Phase, PinnedQuestion, Quiz
from tests.factories import NOW

_nonce = count(1)


def make_answers(
    quiz: Quiz,
    n: int,
    before: Sequence[int | None] | None = None,
    after: Sequence[int | None] | None = None,
    before_at: datetime = NOW,
    after_at: datetime = NOW,
    **learner_fields,
) -> list[Learner]:
    """n new learners who chose these options (by place, None: "I do not know") of each pinned question in a phase.

    Without choices for a phase there is no attempt in it.
    """
    learners = Learner.objects.bulk_create([Learner(**learner_fields) for _ in range(n)])
    for phase, choices, at in ((Phase.PRE, before, before_at), (Phase.POST, after, after_at)):
        if choices is not None:
            store_attempts(quiz, phase, learners, choices, at)
    return learners


def store_attempts(
    quiz: Quiz, phase: Phase, learners: Sequence[Learner], choices: Sequence[int | None], at: datetime = NOW
) -> list[Attempt]:
    version = quiz.article.versions.order_by("-number").first()
    pins = PinnedQuestion.objects.filter(article_version=version, quiz=quiz).order_by("order")
    chosen = [
        (pin.question_version, None if choice is None else pin.question_version.options.get(order=choice))
        for pin, choice in zip(pins.select_related("question_version"), choices, strict=True)
    ]
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner=learner,
            quiz=quiz,
            phase=phase,
            article_version=version,
            nonce=f"bulk-{next(_nonce)}",
            submitted_at=at,
            language="en",
        )
        for learner in learners
    )
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            question_version=question_version,
            option=option,
            was_correct=bool(option and option.is_key),
        )
        for attempt in attempts
        for question_version, option in chosen
    )
    return attempts
