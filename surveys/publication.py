"""A survey at publication: its checks, the statement versions it mints, its card on the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.findings import Finding
from articles.parts import BodyPage, Frozen

from .models import PinnedStatement, Statement, SurveyStatement
from .versions import current_version, revision


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """SURVEY-NONE where readers are asked nothing after the article, SURVEY-CHANGE and SURVEY-RETIRED for statements."""
    lines = list(SurveyStatement.objects.filter(survey__article=article).select_related("statement"))
    if not lines:
        yield Finding("SURVEY-NONE", "info", _("The article has no survey."), "survey")
    for index, line in enumerate(lines):
        yield from _statement_findings(line.statement, f"survey[{index}]")


def _statement_findings(statement: Statement, where: str) -> Iterator[Finding]:
    named = {"text": Truncator(statement.text).words(12)}
    if statement.retired_at:
        message = _("The statement “%(text)s” is retired. Take it out of the survey, or bring it back into use.")
        yield Finding("SURVEY-RETIRED", "warning", message % named, where)
    found = revision(statement)
    if found and found.needs_word and not statement.change:
        message = ngettext(
            "The words of the statement “%(text)s” changed after %(count)s answer. Open the statement and say whether "
            "its meaning changed too.",
            "The words of the statement “%(text)s” changed after %(count)s answers. Open the statement and say whether "
            "its meaning changed too.",
            found.n_answers,
        )
        yield Finding("SURVEY-CHANGE", "error", message % {**named, "count": found.n_answers}, where)


def freeze(article, value: Any, now: datetime, _live_from: datetime | None = None) -> Frozen:
    """Statement versions for the survey as it stands, and the pins that tie them to the article's version."""
    lines = list(
        SurveyStatement.objects.filter(survey__article=article).select_related("statement", "survey", "objective")
    )
    if not lines:
        return Frozen(shown=None)
    versions = [current_version(line.statement, now) for line in lines]

    def pin(article_version) -> None:
        PinnedStatement.objects.bulk_create(
            PinnedStatement(
                article_version=article_version,
                survey=line.survey,
                statement_version=version,
                objective=line.objective.text if line.objective else "",
                objective_key=line.objective.key if line.objective else "",
                moore=line.statement.moore,
                order=order,
            )
            for order, (line, version) in enumerate(zip(lines, versions, strict=True))
        )

    shown = {"statements": [{"id": str(version.id), "text": version.text} for version in versions]}
    return Frozen(shown=shown, pin=pin)


def render(shown: Any, page: BodyPage) -> Mapping[str, str]:
    """The card at the end with the first statement and the way to the survey."""
    if shown is None:
        return {}
    context = {"slug": page.slug, "statements": shown["statements"]}
    return {"end": render_to_string("surveys/_card.html", context)}
