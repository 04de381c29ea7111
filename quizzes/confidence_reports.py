"""What staff read about the confidence of learners, from the answers of their matched pairs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from articles.models import ArticleVersion
from hub.stats import LearnerSums
from hub.time_limits import at_most

from .confidence import CONFIDENT_FROM, ConfidenceCount, ConfidenceReport, Series, analyse_confidence
from .cut import EVERYTHING, Cut
from .item_reports import asked_items
from .items import ItemHead
from .models import Answer, Quiz
from .narrowing import pairs_in
from .pairing import EARLIER, paired_answers
from .rollups.reading import SECONDS


def confidence_report(quiz: Quiz, cut: Cut = EVERYTHING) -> ConfidenceReport | None:
    """Of the questions of the newest answered version; None where the quiz never asked how sure learners are.

    Of the answers in `cut`, whose quizzes are not asked. One query where it never asked, else four or five. Raises
    TooSlow where counting takes longer than `reading.SECONDS`.
    """
    if not (quiz.confidence or _has_asked(quiz)):
        return None
    heads = asked_items(quiz)
    if not heads:
        return analyse_confidence(heads, {}, LearnerSums())
    pairs = _pairs(quiz, cut, heads)
    with at_most(SECONDS):
        return analyse_confidence(heads, _counts(pairs), _sums(pairs))


def _has_asked(quiz: Quiz) -> bool:
    return ArticleVersion.objects.filter(article=quiz.article_id, shown__quiz__confidence=True).exists()


def _pairs(quiz: Quiz, cut: Cut, heads: Sequence[ItemHead]) -> QuerySet[Answer]:
    asked = Q()
    for head in heads:
        asked |= Q(question_version__question=head.question_id, question_version__series=head.series)
    paired = paired_answers([quiz.pk]).annotate(confidence_before=F(f"{EARLIER}__answers__confidence"))
    stated = paired.filter(asked, confidence_before__isnull=False, confidence__isnull=False)
    return pairs_in(replace(cut, quizzes=None), stated).order_by()


def _counts(pairs: QuerySet[Answer]) -> dict[Series, list[ConfidenceCount]]:
    found: dict[Series, list[ConfidenceCount]] = defaultdict(list)
    rows = pairs.values_list(
        "question_version__question",
        "question_version__series",
        "confidence_before",
        "right_before",
        "confidence",
        "right_after",
    ).annotate(learners=Count("pk"))
    for question, series, *count in rows:
        found[question, series].append(ConfidenceCount(*count))
    return found


def _sums(pairs: QuerySet[Answer]) -> LearnerSums:
    """Over learners, of confidently wrong answers after reading less those before."""

    def wrongly(confidence: str, right: str) -> Case:
        is_so = Q(**{f"{confidence}__gte": CONFIDENT_FROM, right: False})
        return Case(When(is_so, then=Value(1)), default=Value(0), output_field=IntegerField())

    by_learner = (
        pairs.annotate(
            moved=wrongly("confidence", "right_after") - wrongly("confidence_before", "right_before"),
        )
        .values("attempt__learner")
        .annotate(s=Sum("moved"), m=Count("pk"))
    )
    sums = by_learner.aggregate(
        learners=Count("attempt__learner"),
        answers=Sum("m"),
        change=Sum("s"),
        change_squares=Sum(F("s") * F("s")),
        change_answers=Sum(F("s") * F("m")),
        answer_squares=Sum(F("m") * F("m")),
    )
    return LearnerSums(**{name: int(value or 0) for name, value in sums.items()})
