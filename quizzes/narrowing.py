"""A cut as a condition on rows of attempts: for what is told of single attempts, such as flags."""

from typing import Any

from django.db.models import Q

from .cut import COHORTS, Cut


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
