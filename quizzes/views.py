"""Pages on which learners answer a quiz and see their own result. They need no account and no JavaScript."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import ArticleVersion
from hub import learners, submission_keys, submissions
from hub.public_pages import in_language
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import BusyError

from .actions import PhaseClosedError, submit_attempt
from .forms import AttemptForm
from .models import Answer, Attempt, Phase, Quiz
from .results import own_result
from .sittings import QuizSettings, Sitting, open_sitting, pinned_questions

# The phases that can be answered, with the heading of their page.
HEADINGS = {Phase.PRE: _("Before you read"), Phase.POST: _("After you have read")}


@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug: str, phase: str):
    """The questions of one phase; a POST stores the answers once and leads to what is stored."""
    sitting = _sitting(request, slug, phase)
    with in_language(sitting.version.language):
        if sitting.attempt:
            return _stored(sitting.attempt)
        if sitting.is_closed:
            return _closed(request, sitting)
        return _submit(request, sitting) if request.method == "POST" else _open(request, sitting)


def hand_back_unverified(request, slug: str, phase: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, a fresh token, and no learner cookie."""
    sitting = _sitting(request, slug, phase)
    with in_language(sitting.version.language):
        if sitting.attempt:
            return _stored(sitting.attempt)
        try:
            key = _read_key(request, sitting)
        except submissions.UnusableKeyError:
            key = _mint(sitting)
        form = _form(sitting, key, request.POST)
        return _form_page(request, sitting, form, submissions.UNVERIFIED, status=403)


def _sitting(request, slug: str, phase: str) -> Sitting:
    sitting = None
    if phase in HEADINGS:
        visitor = learners.visitor(request)
        sitting = open_sitting(slug=slug, phase=Phase(phase), visitor=visitor, now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = sitting.version.article.hub
    return sitting


def _mint(sitting: Sitting) -> SubmissionKey:
    return submission_keys.mint(
        learner_id=sitting.visitor.learner_id,
        kind=Kind.QUIZ,
        object_id=sitting.quiz.pk,
        version_id=sitting.shown_version_id,
        phase=sitting.phase,
        now=timezone.now(),
    )


def _read_key(request, sitting: Sitting) -> SubmissionKey:
    return submissions.read_key(
        request, sitting.visitor, kind=Kind.QUIZ, object_id=sitting.quiz.pk, phase=sitting.phase
    )


def _form(sitting: Sitting, key: SubmissionKey, data: QueryDict | None = None, chosen: str = "") -> AttemptForm:
    pins = pinned_questions(key.version_id)
    if not pins:
        raise Http404
    return AttemptForm(
        data,
        slug=sitting.version.article.slug,
        settings=QuizSettings.of(pins[0].article_version),
        phase=sitting.phase,
        pins=pins,
        key=key.signed(),
        chosen=chosen,
        leave_url=sitting.version.article.get_absolute_url(),
    )


def _open(request, sitting: Sitting) -> HttpResponse:
    form = _form(sitting, _mint(sitting), chosen=request.GET.get("choose", ""))
    return submissions.with_minted_cookie(_form_page(request, sitting, form), sitting.visitor)


def _submit(request, sitting: Sitting) -> HttpResponse:
    visitor = sitting.visitor
    try:
        key = _read_key(request, sitting)
    except submissions.UnusableKeyError as error:
        form = _form(sitting, _mint(sitting), request.POST)
        response = _form_page(request, sitting, form, error.sentence, status=422)
        return submissions.with_minted_cookie(response, visitor)
    form = _form(sitting, key, request.POST)
    if not form.is_valid():
        return _form_page(request, sitting, form, status=422)
    try:
        attempt = submit_attempt(
            quiz=sitting.quiz,
            pins=form.pins,
            learner_id=key.learner_id,
            phase=sitting.phase,
            nonce=key.nonce,
            answers=form.answers(),
            opened_at=key.opened_at,
            now=timezone.now(),
            language=sitting.version.language,
            unlinked_account=visitor.unlinked_account,
            is_staff=visitor.is_staff,
        )
    except PhaseClosedError:
        return _closed(request, sitting)
    except BusyError:
        return submissions.as_busy(_form_page(request, sitting, form, submissions.BUSY))
    return submissions.with_stored_cookie(_stored(attempt), visitor, attempt.learner_id)


def _form_page(request, sitting: Sitting, form: AttemptForm, problem: str = "", status: int = 200) -> HttpResponse:
    mode = QuizSettings.of(sitting.version).mode
    has_no_pre = sitting.phase == Phase.POST and mode == Quiz.Mode.PRE_POST and Phase.PRE not in sitting.attempts
    context = {
        "sitting": sitting,
        "heading": HEADINGS[sitting.phase],
        "form": form,
        "problem": problem,
        "has_no_pre": has_no_pre,
    }
    return render(request, "quizzes/take.html", context, status=status)


def _stored(attempt: Attempt) -> HttpResponse:
    response = redirect("quizzes:result", attempt.pk)
    response.status_code = 303
    return response


def _closed(request, sitting: Sitting) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "quizzes/closed.html", {"sitting": sitting}, status=status)


@require_safe
def result(request, attempt_id):
    """What is stored of one's own attempt: after reading with key and reasons, before reading without either."""
    visitor = learners.visitor(request)
    attempt = (
        Attempt.objects.filter(pk=attempt_id, learner__in=visitor.own_ids)
        .select_related("quiz__article__hub", "article_version", "learner")
        .defer(
            "article_version__content",
            "article_version__body_html",
            "article_version__shown",
            "article_version__numbering",
        )
        .first()
    )
    if attempt is None:
        raise Http404
    article = attempt.quiz.article
    request.hub = article.hub
    same_learner = {other.phase: other for other in attempt.learner.attempts.filter(quiz=attempt.quiz)}
    live = ArticleVersion.objects.live().filter(article=article).only("title", "language").first()
    context = {"attempt": attempt, "article": article, "live": live, "title": (live or attempt.article_version).title}
    with in_language(attempt.language):
        if attempt.phase == Phase.PRE:
            context |= {"post": same_learner.get(Phase.POST), "answers": _own_answers(attempt)}
            return render(request, "quizzes/stored.html", context)
        context["result"] = own_result(attempt, same_learner.get(Phase.PRE))
        context["has_survey"] = live is not None and live.pinned_statements.exists()
        return render(request, "quizzes/result.html", context)


def _own_answers(attempt: Attempt) -> list[Answer]:
    answers = Answer.objects.filter(attempt=attempt).select_related("question_version", "option")
    order = {pin.question_version_id: pin.order for pin in attempt.article_version.pinned_questions.all()}
    return sorted(answers, key=lambda answer: order[answer.question_version_id])
