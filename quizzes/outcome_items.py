"""The questions of a quiz as items of the article's outcome plan."""

from collections import defaultdict
from collections.abc import Collection

from articles.models import Article
from articles.outcome_plan import Item, Kind

from .models import PinnedQuestion, QuizQuestion
from .versions import revision


def planned(versions: Collection[int]) -> dict[int, list[Item]]:
    """By article version: its pinned questions in their order; one query."""
    found: dict[int, list[Item]] = defaultdict(list)
    rows = (
        PinnedQuestion.objects.filter(article_version__in=versions)
        .order_by("article_version", "order")
        .values_list(
            "article_version",
            "question_version__question",
            "question_version__series",
            "question_version__stem",
            "objective_key",
            "objective",
            "moore",
            "bloom",
        )
    )
    for version, *held in rows:
        found[version].append(Item(Kind.QUESTION, *held))
    return found


def plans(article: Article) -> list[Item]:
    """The questions of the working copy, each under the series that publication would give it."""
    lines = QuizQuestion.objects.filter(quiz__article=article).select_related("question", "objective")
    return [
        Item(
            Kind.QUESTION,
            line.question_id,
            _series(line),
            line.question.stem,
            line.objective.key if line.objective else "",
            line.objective.text if line.objective else "",
            line.question.moore,
            line.question.bloom,
        )
        for line in lines.prefetch_related("question__options")
    ]


def _series(line: QuizQuestion) -> int:
    found = revision(line.question)
    return found.last.series + found.starts_series(line.question.change) if found else 1
