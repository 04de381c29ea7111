"""Taking a question away from learners at once, and bringing it back. What they answered stays, apart from the numbers."""

import json
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import Refused, body_of
from articles.models import Article, ArticleVersion
from hub.models import User

from .decisions import decide, locked
from .models import Question, Withdrawal
from .rollups.contributing import decision_on, learners_kept_out


@transaction.atomic
def withdraw_question(
    *, question: Question, series: int, reason: str, actor: User, seen: int, now: datetime | None = None
) -> Withdrawal:
    """Ask a series of a question no more: not on forms, not on the cards of articles.

    seen: number of the last decision on this that the actor knew of, 0 for none. Raises Refused with a sentence for a
    series that was never published or is withdrawn already, or where the conditions of `decide` fail.
    """
    learners_kept_out()
    question = locked(question)
    if not question.versions.filter(series=series).exists():
        raise Refused(_("This question was never published: take it out of its quiz instead."))
    standing = standing_withdrawal(question, series)
    if standing and standing.number == seen:
        raise Refused(_("The question is withdrawn already."))
    articles = _locked_articles(question, series)
    with decision_on(question, series):
        row = decide(
            Withdrawal,
            question=question,
            series=series,
            seen=seen,
            reason=reason,
            actor=actor,
            verb="withdraw question",
            now=now or timezone.now(),
        )
    _renew_cards(articles, question, series)
    return row


@transaction.atomic
def restore_question(*, withdrawal: Withdrawal, reason: str, actor: User, now: datetime | None = None) -> Withdrawal:
    """Ask the series again, as a decision of its own. Raises Refused where it is asked already."""
    learners_kept_out()
    question, series = locked(withdrawal.question), withdrawal.series
    if withdrawal.undoes_id:
        raise Refused(_("The question is asked already."))
    articles = _locked_articles(question, series)
    with decision_on(question, series):
        row = decide(
            Withdrawal,
            question=question,
            series=series,
            seen=withdrawal.number,
            reason=reason,
            actor=actor,
            verb="bring question back",
            now=now or timezone.now(),
            undoes=withdrawal,
        )
    _renew_cards(articles, question, series)
    return row


def standing_withdrawal(question: Question, series: int) -> Withdrawal | None:
    return Withdrawal.objects.standing().filter(question=question, series=series).first()


def _locked_articles(question: Question, series: int) -> list[int]:
    """The articles that show the series, kept from others: two questions of one card may be withdrawn at once."""
    pinned = {"question_version__question": question, "question_version__series": series}
    shows = ArticleVersion.objects.filter(**{f"pinned_questions__{name}": value for name, value in pinned.items()})
    asks = Q(quiz__lines__question=question)
    ids = Article.objects.filter(Q(versions__in=shows) | asks).order_by().values("pk").distinct()
    return [article.pk for article in Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")]


def _renew_cards(articles: list[int], question: Question, series: int) -> None:
    """Render the bodies that show the series again.

    This once rendering happens inside a transaction: a card that offers a withdrawn question must never be seen, and
    nothing but the lock keeps a second withdrawal from writing an older card over a newer one.
    """
    versions = ArticleVersion.objects.filter(
        article__in=articles,
        pinned_questions__question_version__question=question,
        pinned_questions__question_version__series=series,
    )
    for version in versions.select_related("article__hub").distinct().order_by("pk"):
        version.save_body(body_of(version, json.loads(version.content)))
