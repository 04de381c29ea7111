"""A cut as a condition on rows: of attempts, for what is told of single ones, such as flags, and of matched pairs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from .counts import Timing
from .cut import COHORTS, Cut, Evidence
from .models import Answer
from .pairing import EARLIER


def attempts_in(cut: Cut, path: str = "") -> Q:
    """Attempts of the cut; path: the way to the attempt, as "attempt".

    Day, language and version are those of the attempt itself, while sums go by the pair it belongs to. What the answers
    of a learner lack does not narrow it.
    """
    prefix = f"{path}__" if path else ""
    wanted: dict[str, Any] = {}
    if cut.quizzes is not None:
        wanted["quiz__in"] = cut.quizzes
    if cut.first is not None:
        wanted["submitted_on__gte"] = cut.first
    if cut.last is not None:
        wanted["submitted_on__lte"] = cut.last
    for name in ("profession", *COHORTS):
        if value := getattr(cut, name):
            wanted["language" if name == "language" else f"learner__{name}"] = value
    if cut.version is not None:
        wanted["article_version"] = cut.version
    return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})


def pairs_in(cut: Cut, paired: QuerySet[Answer]) -> QuerySet[Answer]:
    """Those of `paired_answers` that match and lie in the cut.

    As sums go: by the day of the answers after reading, and by language and version of those before.
    """
    matched = paired.annotate(
        language_before=F(f"{EARLIER}__language"),
        version_before=F(f"{EARLIER}__article_version"),
        read_before=F(f"{EARLIER}__article_read_at"),
    ).filter(attempts_in(replace(cut, language="", version=None), "attempt"), timing=Timing.MATCHED.value)
    if cut.language:
        matched = matched.filter(language_before=cut.language)
    if cut.version is not None:
        matched = matched.filter(version_before=cut.version)
    for lack in cut.without:
        matched = matched.filter(_LACKS_NOT[lack])
    return matched


_LACKS_NOT = {
    Evidence.NOT_READ: Q(attempt__article_read_at__isnull=False),
    Evidence.HASTY: Q(after_at__gte=F("before_at") + timedelta(seconds=20)),
    Evidence.READ_BEFORE: Q(read_before=None),
}
