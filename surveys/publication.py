"""A survey at publication: its checks, the statement versions it mints, its card on the page."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.findings import Finding
from articles.parts import BodyPage, Frozen

from .models import PinnedStatement, Statement, StatementVersion, SurveyStatement


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """SURVEY-NONE where readers are asked nothing after the article."""
    if not SurveyStatement.objects.filter(survey__article=article).exists():
        yield Finding("SURVEY-NONE", "info", _("The article has no survey."), "survey")


@transaction.atomic
def current_version(statement: Statement, now: datetime) -> StatementVersion:
    """The newest version of a statement, minted first where its words or its direction have changed."""
    Statement.objects.select_for_update().get(pk=statement.pk)
    last = statement.versions.first()
    if last and (last.text, last.is_reversed) == (statement.text, statement.is_reversed):
        return last
    return StatementVersion.objects.create(
        statement=statement,
        number=last.number + 1 if last else 1,
        text=statement.text,
        is_reversed=statement.is_reversed,
        created_at=now,
    )


def freeze(article, value: Any, now: datetime) -> Frozen:
    """Statement versions for the survey as it stands, and the pins that tie them to the article's version."""
    lines = list(SurveyStatement.objects.filter(survey__article=article).select_related("statement", "survey"))
    if not lines:
        return Frozen(shown=None)
    versions = [current_version(line.statement, now) for line in lines]

    def pin(article_version) -> None:
        PinnedStatement.objects.bulk_create(
            PinnedStatement(article_version=article_version, survey=line.survey, statement_version=version, order=order)
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
