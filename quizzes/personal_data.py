"""What quizzes keep of a learner: attempts with their answers as shown."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from hub import retention
from hub.personal_data import LearnerData, Row, as_json, register, rows_of_account, rows_of_learner

from .models import Answer, Attempt, AttemptFlag, Phase


def dump(ids: Sequence[UUID], tells_all_scores: bool) -> list[Row]:
    """Attempts, oldest first, each with the questions, all options in their order, the choice and how it was scored."""
    answers = (
        Answer.objects.scored()
        .select_related("question_version", "option")
        .prefetch_related("question_version__options")
    )
    attempts = list(
        Attempt.objects.filter(learner__in=ids)
        .select_related("quiz__article", "article_version")
        .defer("article_version__content", "article_version__body_html", "article_version__shown")
        .prefetch_related(Prefetch("answers", answers), "flags", "article_version__pinned_questions")
        .order_by("submitted_at", "pk")
    )
    scored = scored_quizzes(attempts)
    return [_row(attempt, tells_all_scores or attempt.quiz_id in scored) for attempt in attempts]


def scored_quizzes(attempts: Sequence[Attempt]) -> set[int]:
    """Quizzes whose scores may be told: those answered after reading. Sooner, a score would give the key away."""
    return {attempt.quiz_id for attempt in attempts if attempt.phase != Phase.PRE}


def erase(ids: Sequence[UUID]) -> int:
    """Delete the attempts with their answers and flags; returns the number of attempts. Needs `rewriting`."""
    Answer.objects.filter(attempt__learner__in=ids).delete()
    AttemptFlag.objects.filter(attempt__learner__in=ids).delete()
    return Attempt.objects.filter(learner__in=ids).delete()[0]


def _row(attempt: Attempt, tells_score: bool) -> Row:
    order = {pin.question_version_id: pin.order for pin in attempt.article_version.pinned_questions.all()}
    answers = sorted(attempt.answers.all(), key=lambda answer: order.get(answer.question_version_id, len(order)))
    return {
        "id": str(attempt.pk),
        "learner": str(attempt.learner_id),
        "article": attempt.quiz.article.slug,
        "title": attempt.article_version.title,
        "version": attempt.article_version.number,
        "phase": attempt.phase,
        "submitted_at": as_json(attempt.submitted_at),
        "form_opened_at": as_json(attempt.opened_at),
        "article_opened_at": as_json(attempt.article_opened_at),
        "article_read_at": as_json(attempt.article_read_at),
        "language": attempt.language,
        "left_out_of_numbers": [str(flag) for flag in attempt.flags.all()],
        "answers": [_answer(answer, tells_score) for answer in answers],
    }


def _answer(answer: Answer, tells_score: bool) -> Row:
    options = answer.question_version.options.all()
    return {
        "question": answer.question_version.stem,
        "options": [f"{option.letter} {option.text}" for option in options],
        "chosen": f"{answer.option.letter} {answer.option.text}" if answer.option else None,
        "correct": answer.is_right if tells_score else None,
        "confidence": answer.confidence,
    }


register(LearnerData("attempts", "quizzes.Attempt", dump, erase, is_answers=True))
register(rows_of_learner("drafts", "quizzes.Draft"))
register(rows_of_account("follow_up_requests", "quizzes.FollowUpRequest"))
retention.register(
    retention.listed("attempts", "Quiz attempts older than 5 years", "quizzes.Attempt", "submitted_at", days=5 * 365)
)
retention.register(retention.expiring("drafts", "Drafts of quizzes", "quizzes.Draft", "updated_at", days=90))
