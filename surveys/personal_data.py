"""What surveys keep of a learner: responses with the statements as shown."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch

from hub import retention
from hub.personal_data import LearnerData, Row, as_json, register

from .models import Commitment, CommitmentReview, SurveyAnswer, SurveyComment, SurveyFlag, SurveyResponse
from .models.own_words import OwnWords


def dump(ids: Sequence[UUID], tells_all_scores: bool) -> list[Row]:
    """Responses, oldest first, with every statement that was answered."""
    answers = SurveyAnswer.objects.select_related("statement_version").order_by("pk")
    responses = (
        SurveyResponse.objects.filter(learner__in=ids)
        .select_related("survey__article", "article_version", "comment", "commitment__review")
        .defer("article_version__content", "article_version__body_html", "article_version__shown")
        .prefetch_related(Prefetch("answers", answers), "flags")
        .order_by("submitted_at", "pk")
    )
    return [_row(response) for response in responses]


def erase(ids: Sequence[UUID]) -> int:
    """Delete the responses with their answers, flags and words; returns the number of responses. Needs `rewriting`."""
    SurveyAnswer.objects.filter(response__learner__in=ids).delete()
    SurveyFlag.objects.filter(response__learner__in=ids).delete()
    CommitmentReview.objects.filter(commitment__response__learner__in=ids).delete()
    for model in (Commitment, SurveyComment):
        model.objects.filter(response__learner__in=ids).delete()
    return SurveyResponse.objects.filter(learner__in=ids).delete()[0]


def _row(response: SurveyResponse) -> Row:
    return {
        "id": str(response.pk),
        "learner": str(response.learner_id),
        "article": response.survey.article.slug,
        "title": response.article_version.title,
        "submitted_at": as_json(response.submitted_at),
        "language": response.language,
        "answers": [
            {
                "statement": answer.statement_version.text,
                "answer": "Not applicable" if answer.is_not_applicable else str(answer.get_value_display()),
                "value": answer.value,
            }
            for answer in response.answers.all()
        ],
        "left_out_of_numbers": [str(flag) for flag in response.flags.all()],
        "comment": _words(getattr(response, "comment", None)),
        "commitment": _words(commitment := getattr(response, "commitment", None)),
        "commitment_review": _words(getattr(commitment, "review", None)),
    }


def _words(row: OwnWords | None) -> Row | None:
    """The learner's own words, by field; a redacted text is empty."""
    if row is None:
        return None
    told = {name: getattr(row, name) for name in row.TEXTS}
    return told | ({"outcome": row.outcome} if isinstance(row, CommitmentReview) else {})


register(LearnerData("surveys", "surveys.SurveyResponse", dump, erase, is_answers=True))
retention.register(
    retention.listed(
        "surveys", "Survey responses older than 5 years", "surveys.SurveyResponse", "submitted_at", days=5 * 365
    )
)
for model, words in (
    (SurveyComment, "Comments on surveys"),
    (Commitment, "Commitments with their reviews"),
):
    lookup = "response__submitted_at"
    retention.register(retention.expiring(f"{model._meta.model_name}s", words, model._meta.label, lookup, days=730))
