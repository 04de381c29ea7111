"""A learner's own stored answers and result. They need no account and no JavaScript."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.models import ArticleVersion
from hub import learners, profiles, submissions
from hub.handing_back import repeatable
from hub.learners import Visitor
from hub.offers import offers, recalls
from hub.public_pages import in_language
from hub.transactions import BusyError

from ..models import Answer, Attempt, Phase
from ..next_articles import next_articles
from ..profile_form import ProfileForm
from ..results import own_result


@require_safe
def result(request, attempt_id):
    """What is stored of one's own attempt: after reading with key and reasons, before reading without either."""
    visitor = learners.visitor(request)
    attempt = attempts_to_show().filter(pk=attempt_id, learner__in=visitor.own_ids).first()
    if attempt is None:
        raise Http404
    return own_page(request, attempt, visitor)


@repeatable
@require_POST
def profile(request, attempt_id):
    """Keep what the learner of an attempt tells of themselves, and go back to its page."""
    visitor, attempt, form = _profile(request, attempt_id)
    if not form.is_valid():
        return own_page(request, attempt, visitor, form, status=422)
    try:
        profiles.tell_alone(attempt.learner_id, form.profile())
    except BusyError:
        return submissions.as_busy(own_page(request, attempt, visitor, form))
    response = redirect("quizzes:result", attempt.pk)
    response.status_code = 303
    return response


def _profile(request, attempt_id) -> tuple[Visitor, Attempt, ProfileForm]:
    visitor = learners.visitor(request)
    attempt = get_object_or_404(attempts_to_show(), pk=attempt_id, learner__in=visitor.own_ids)
    return visitor, attempt, ProfileForm(request.POST, attempt=attempt)


def hand_back_profile(request, attempt_id) -> HttpResponse:
    """The questions about the learner of a POST that failed the CSRF check, as they were answered, with a fresh token."""
    visitor, attempt, form = _profile(request, attempt_id)
    if form.is_valid():
        form.add_error(None, submissions.UNVERIFIED)
    return own_page(request, attempt, visitor, form, status=403)


def attempts_to_show() -> QuerySet[Attempt]:
    """Attempts with all that their page needs of other rows."""
    return Attempt.objects.select_related("quiz__article__hub", "article_version", "learner").defer(
        "article_version__content",
        "article_version__body_html",
        "article_version__shown",
        "article_version__numbering",
    )


def own_page(
    request, attempt: Attempt, visitor: Visitor | None, form: ProfileForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of an attempt for its own learner. visitor: None where a mailed link says whose it is: offers nothing.

    form: the questions about the learner as they were sent. They stand here where no survey asks them.
    """
    article = attempt.quiz.article
    request.hub = article.hub
    own_ids = visitor.own_ids if visitor else (attempt.learner_id,)
    same_learner = {other.phase: other for other in attempt.learner.attempts.filter(quiz=attempt.quiz)}
    live = ArticleVersion.objects.live().filter(article=article).only("title", "language").first()
    context = {"attempt": attempt, "article": article, "live": live, "title": (live or attempt.article_version).title}
    with in_language(attempt.language):
        if attempt.phase == Phase.PRE:
            context |= {"post": same_learner.get(Phase.POST), "answers": _own_answers(attempt)}
            return render(request, "quizzes/stored.html", context)
        context["result"] = own_result(
            same_learner.get(Phase.POST, attempt),
            same_learner.get(Phase.PRE),
            same_learner.get(Phase.FOLLOW_UP),
            own_ids=own_ids,
        )
        context["recalls"] = recalls(article, own_ids) if Phase.FOLLOW_UP in same_learner else []
        context["next_articles"] = next_articles(article, own_ids)
        context["has_survey"] = live is not None and live.pinned_statements.exists()
        context["own_address"] = reverse("quizzes:result", args=[attempt.pk]) if visitor else ""
        context["offers"] = offers(request, article, visitor, timezone.now()) if visitor else []
        if form is None and visitor and live and not context["has_survey"] and not profiles.has_told(attempt.learner):
            form = ProfileForm(attempt=attempt)
        context["profile_form"] = form
        return render(request, "quizzes/result.html", context, status=status)


def _own_answers(attempt: Attempt) -> list[Answer]:
    answers = Answer.objects.filter(attempt=attempt).select_related("question_version", "option")
    order = {pin.question_version_id: pin.order for pin in attempt.article_version.pinned_questions.all()}
    return sorted(answers, key=lambda answer: order[answer.question_version_id])
