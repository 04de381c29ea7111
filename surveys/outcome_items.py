"""The statements of a survey as items of the article's outcome plan."""

from collections import defaultdict
from collections.abc import Collection

from articles.models import Article
from articles.outcome_plan import Item, Kind

from .models import PinnedStatement, SurveyStatement
from .versions import revision


def planned(versions: Collection[int]) -> dict[int, list[Item]]:
    """By article version: its pinned statements in their order; one query."""
    found: dict[int, list[Item]] = defaultdict(list)
    rows = (
        PinnedStatement.objects.filter(article_version__in=versions)
        .order_by("article_version", "order")
        .values_list(
            "article_version",
            "statement_version__statement",
            "statement_version__series",
            "statement_version__text",
            "objective_key",
            "objective",
            "moore",
        )
    )
    for version, *held in rows:
        found[version].append(Item(Kind.STATEMENT, *held))
    return found


def plans(article: Article) -> list[Item]:
    """The statements of the working copy, each under the series that publication would give it."""
    lines = SurveyStatement.objects.filter(survey__article=article).select_related("statement", "objective")
    return [
        Item(
            Kind.STATEMENT,
            line.statement_id,
            _series(line),
            line.statement.text,
            line.objective.key if line.objective else "",
            line.objective.text if line.objective else "",
            line.statement.moore,
        )
        for line in lines
    ]


def _series(line: SurveyStatement) -> int:
    found = revision(line.statement)
    return found.last.series + found.starts_series(line.statement.change) if found else 1
