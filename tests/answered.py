"""Many learners with the same answers, stored in a few statements."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from django.db import transaction

from articles.models import ArticleVersion
from hub.models import Learner
from quizzes.models import Answer, Attempt, Phase, PinnedQuestion, Quiz
from quizzes.rollups.contributing import recounting
from quizzes.rollups.states import Scope
from surveys.models import Survey, SurveyAnswer, SurveyFlag, SurveyResponse
from surveys.models.survey import is_uniform
from tests.factories import NOW

KEY, WRONG, OTHER_WRONG = 2, 0, 1
"""Places of options in questions of the factories, where the third is the key."""

NOT_APPLICABLE, BLANK = "not applicable", "blank"

_nonce = count(1)


def make_answers(
    quiz: Quiz,
    n: int,
    before: Sequence[int | None] | None = None,
    after: Sequence[int | None] | None = None,
    before_at: datetime = NOW,
    after_at: datetime = NOW,
    sure_before: Sequence[int] | None = None,
    sure_after: Sequence[int] | None = None,
    language: str = "en",
    **learner_fields,
) -> list[Learner]:
    """n new learners who chose these options (by place, None: "I do not know") of each pinned question in a phase.

    Without choices for a phase there is no attempt in it. sure_*: confidence by question, 1 to 5.
    """
    learners = Learner.objects.bulk_create([Learner(**learner_fields) for _ in range(n)])
    phases = ((Phase.PRE, before, before_at, sure_before), (Phase.POST, after, after_at, sure_after))
    for phase, choices, at, sure in phases:
        if choices is not None:
            store_attempts(quiz, phase, learners, choices, at, language, sure)
    return learners


def store_attempts(
    quiz: Quiz,
    phase: Phase,
    learners: Sequence[Learner],
    choices: Sequence[int | None],
    at: datetime = NOW,
    language: str = "en",
    sure: Sequence[int] | None = None,
) -> list[Attempt]:
    version = quiz.article.versions.order_by("-number").first()
    pins = PinnedQuestion.objects.filter(article_version=version, quiz=quiz).order_by("order")
    chosen = [
        (pin.question_version, None if choice is None else pin.question_version.options.get(order=choice), confidence)
        for pin, choice, confidence in zip(
            pins.select_related("question_version"), choices, sure or [None] * len(choices), strict=True
        )
    ]
    with transaction.atomic(), recounting(Scope.of(learners=[one.pk for one in learners], quizzes=[quiz.pk])):
        return _store(quiz, version, phase, learners, chosen, at, language)


def _store(quiz, version, phase, learners, chosen, at, language) -> list[Attempt]:
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner=learner,
            quiz=quiz,
            phase=phase,
            article_version=version,
            nonce=f"bulk-{next(_nonce)}",
            submitted_at=at,
            submitted_on=at.date(),
            language=language,
            n_shown=len(chosen),
        )
        for learner in learners
    )
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            question_version=question_version,
            option=option,
            was_correct=bool(option and option.is_key),
            confidence=confidence,
        )
        for attempt in attempts
        for question_version, option, confidence in chosen
    )
    return attempts


def make_sixty_pairs(quiz: Quiz) -> None:
    """22 right both times, 18 wrong then right, 4 right then wrong, 16 wrong both times; for a quiz of one question."""
    make_answers(quiz, 22, [KEY], [KEY])
    make_answers(quiz, 18, [WRONG], [KEY])
    make_answers(quiz, 4, [KEY], [WRONG])
    make_answers(quiz, 16, [WRONG], [OTHER_WRONG])


def make_responses(
    survey: Survey,
    *points: int | str,
    n: int = 1,
    flag: str = "",
    learners: Sequence[Learner] = (),
    at: datetime = NOW,
    version: ArticleVersion | None = None,
    language: str = "en",
    **learner_fields,
) -> None:
    """These learners, or n new ones, chose these points, NOT_APPLICABLE or BLANK for the statements, in their order."""
    version = version or survey.article.versions.order_by("-number").first()
    shown = [pin.statement_version for pin in survey.pins.filter(article_version=version).order_by("order")]
    learners = learners or Learner.objects.bulk_create([Learner(**learner_fields) for _ in range(n)])
    responses = SurveyResponse.objects.bulk_create(
        SurveyResponse(
            learner=learner,
            survey=survey,
            article_version=version,
            nonce=f"{survey.pk}-{learner.pk}",
            submitted_at=at,
            submitted_on=at.date(),
            language=language,
            is_uniform=is_uniform(point for point in points if isinstance(point, int)),
        )
        for learner in learners
    )
    SurveyFlag.objects.bulk_create(
        SurveyFlag(response=response, kind=flag, flagged_at=NOW) for response in responses if flag
    )
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            response=response,
            survey=survey,
            statement_version=statement,
            value=None if point == NOT_APPLICABLE else point,
            is_not_applicable=point == NOT_APPLICABLE,
        )
        for response in responses
        for statement, point in zip(shown, points, strict=True)
        if point != BLANK
    )
