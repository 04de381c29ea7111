"""What mails about quizzes an account has asked for or could ask for, and when each is due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from articles.models import Article, ArticleVersion
from hub.learners import Visitor
from hub.models import User

from .follow_up_window import Window
from .models import Attempt, FollowUpRequest, Phase
from .sittings import window_of


class Plan(StrEnum):
    """How things stand with one mail."""

    NOT_ASKED = "not asked"
    PLANNED = "planned"
    DUE = "due"
    SENT = "sent"
    ANSWERED = "answered"
    STOPPED = "stopped"
    OVER = "over"


@dataclass(frozen=True)
class MailLine:
    """The mail about one article. window: None where nothing can be repeated. can_answer: on the site, now."""

    article: Article
    title: str
    plan: Plan
    window: Window | None
    request: FollowUpRequest | None
    can_answer: bool


def mail_lines(user: User, visitor: Visitor, now: datetime) -> list[MailLine]:
    """Every mail the account asked for, and those it could ask for now, by title. Takes four queries.

    A mail that was never asked for is listed only while it could be sent.
    """
    attempts: dict[int, dict[str, Attempt]] = defaultdict(dict)
    found = Attempt.objects.filter(learner__in=visitor.own_ids).select_related("quiz__article__hub")
    for attempt in sorted(found, key=lambda attempt: visitor.own_ids.index(attempt.learner_id), reverse=True):
        attempts[attempt.quiz_id][attempt.phase] = attempt
    requests = {
        request.quiz_id: request
        for request in FollowUpRequest.objects.filter(user=user).select_related("user", "quiz__article__hub")
    }
    articles = {pk: request.quiz.article for pk, request in requests.items()}
    articles |= {pk: next(iter(of_quiz.values())).quiz.article for pk, of_quiz in attempts.items()}
    titles = _titles(articles.values(), now)
    lines = []
    for pk, article in articles.items():
        window, request = window_of(attempts[pk], visitor), requests.get(pk)
        is_live = article.taken_down_at is None and article.pk in titles
        plan = _plan(attempts[pk], window if is_live else None, request, now)
        if plan is not None:
            is_open = is_live and window is not None and window.is_open(now) and Phase.FOLLOW_UP not in attempts[pk]
            lines.append(MailLine(article, titles.get(article.pk, str(article)), plan, window, request, is_open))
    return sorted(lines, key=lambda line: line.title.casefold())


def _plan(
    attempts: dict[str, Attempt], window: Window | None, request: FollowUpRequest | None, now: datetime
) -> Plan | None:
    """None where there is nothing to say."""
    is_possible = window is not None and not window.is_over(now) and Phase.FOLLOW_UP not in attempts
    if request is None:
        return Plan.NOT_ASKED if is_possible else None
    if request.stopped_on:
        return Plan.STOPPED
    if Phase.FOLLOW_UP in attempts:
        return Plan.ANSWERED
    if request.sent_on:
        return Plan.SENT
    if not is_possible:
        return Plan.OVER
    return Plan.PLANNED if window.is_before(now) else Plan.DUE


def _titles(articles, now: datetime) -> dict[int, str]:
    live = ArticleVersion.objects.live(now).filter(article__in=list(articles))
    return dict(live.values_list("article", "title"))
