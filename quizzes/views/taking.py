"""Pages on which learners answer a quiz. They need no account and no JavaScript."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hub import honesty, learners, rate_limits, submissions
from hub.handing_back import repeatable
from hub.public_pages import in_language
from hub.rate_limits import Scope
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import BusyError

from ..actions import Circumstances, PhaseClosedError, submit_attempt
from ..drafts import AnsweredError, read_sheet, save_draft
from ..field_names import field_name
from ..forms import BACK, GO, STEP, AttemptForm, SendForm, StepForm, step_url
from ..models import Attempt, Phase, Quiz
from ..open_sheets import NothingAskedError, OpenSheet, sheet_for_key, sheet_for_visitor, sheet_of_draft
from ..reading_times import moments
from ..sittings import QuizSettings, Sitting, open_sitting, pinned_questions

# The phases that can be answered, with the heading of their page.
HEADINGS = {Phase.PRE: _("Before you read"), Phase.POST: _("After you have read")}
WITHDRAWN = _(
    "A question was withdrawn while you answered, so nothing is stored yet. Your other answers are still ticked: send "
    "them again."
)
OTHER_VERSION = _(
    "These questions were changed while the page was open. What you answered first is kept with the questions as you "
    "saw them then: go on from here."
)


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug: str, phase: str):
    """The questions of one phase, or one step of them; the last POST stores the answers once and leads to the result."""
    sitting = sitting_or_404(request, slug, phase)
    with in_language(sitting.version.language):
        if sitting.attempt:
            return _stored(sitting.attempt)
        if sitting.is_closed:
            return _closed(request, sitting)
        try:
            return _receive(request, sitting) if request.method == "POST" else _open(request, sitting)
        except NothingAskedError:
            return _nothing_asked(request, sitting)


def hand_back_unverified(request, slug: str, phase: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, a fresh token, and no learner cookie."""
    sitting = sitting_or_404(request, slug, phase)
    with in_language(sitting.version.language):
        if sitting.attempt:
            return _stored(sitting.attempt)
        try:
            return _handed_back(request, sitting, submissions.UNVERIFIED, status=403)
        except NothingAskedError:
            return _nothing_asked(request, sitting)


def sitting_or_404(request, slug: str, phase: str) -> Sitting:
    """The visitor's sitting at a quiz that readers can take; the request's hub becomes the article's."""
    sitting = None
    if phase in HEADINGS:
        visitor = learners.visitor(request)
        sitting = open_sitting(slug=slug, phase=Phase(phase), visitor=visitor, now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = SimpleLazyObject(lambda: sitting.version.article.hub)
    return sitting


def sheet_or_404(sheet: OpenSheet | None) -> OpenSheet:
    if sheet is None:
        raise Http404
    return sheet


def read_key(request, sitting: Sitting) -> SubmissionKey:
    """The key of the posted form. Raises UnusableKeyError."""
    return submissions.read_key(
        request, sitting.visitor, kind=Kind.QUIZ, object_id=sitting.quiz.pk, phase=sitting.phase
    )


def _form(
    sitting: Sitting, sheet: OpenSheet, place: int, data: QueryDict | None = None, is_focused: bool = False
) -> AttemptForm:
    """The form of a place: a question's step from 1, or the last step; without steps the whole quiz."""
    shared = {
        "slug": sitting.version.article.slug,
        "settings": sheet.settings,
        "phase": sitting.phase,
        "pins": sheet.pins,
        "key": sheet.key.signed(),
        "ticked": sheet.ticked,
        "leave_url": sitting.version.article.get_absolute_url(),
    }
    if not sheet.is_by_step:
        return AttemptForm(data, **shared)
    if place == sheet.last_place:
        return SendForm(data, **shared)
    return StepForm(data, number=place, is_focused=is_focused, **shared)


def _addressed(request, sheet: OpenSheet) -> int | None:
    """The question that the address names, or None."""
    step = request.GET.get(STEP, "")
    is_number = step.isascii() and step.isdigit() and len(step) < 4
    return int(step) if is_number and 1 <= int(step) <= len(sheet.pins) else None


def _sent_form(request, sitting: Sitting, sheet: OpenSheet) -> AttemptForm:
    return _form(sitting, sheet, _addressed(request, sheet) or sheet.last_place, request.POST)


def _open(request, sitting: Sitting) -> HttpResponse:
    sheet = sheet_or_404(sheet_for_visitor(sitting, timezone.now()))
    sheet, chosen = sheet.with_option(request.GET.get("choose", ""))
    step = request.GET.get(STEP)
    place = chosen or _addressed(request, sheet) or (sheet.last_place if step else sheet.first_open)
    form = _form(sitting, sheet, place, is_focused=bool(step))
    return submissions.with_minted_cookie(_form_page(request, sitting, form), sitting.visitor)


def _handed_back(request, sitting: Sitting, problem: str, status: int) -> HttpResponse:
    """The form with the ticks as sent, and with its key unless that cannot be used."""
    try:
        sheet = sheet_or_404(sheet_for_key(sitting, read_key(request, sitting)))
    except submissions.UnusableKeyError:
        sheet = sheet_or_404(sheet_for_visitor(sitting, timezone.now()))
    return _form_page(request, sitting, _sent_form(request, sitting, sheet), problem, status)


def _receive(request, sitting: Sitting) -> HttpResponse:
    wait = rate_limits.seconds_to_wait(request, Scope.ANSWERS, sitting.visitor.learner_id, now=timezone.now())
    if wait:
        return submissions.as_too_many(_handed_back(request, sitting, submissions.TOO_MANY, status=429), wait)
    try:
        sheet = sheet_or_404(sheet_for_key(sitting, read_key(request, sitting)))
    except submissions.UnusableKeyError as error:
        form = _sent_form(request, sitting, sheet_or_404(sheet_for_visitor(sitting, timezone.now())))
        response = _form_page(request, sitting, form, error.sentence, status=422)
        return submissions.with_minted_cookie(response, sitting.visitor)
    form = _sent_form(request, sitting, sheet)
    if _answers_withdrawn(form, sheet):
        return _form_page(request, sitting, form, WITHDRAWN, status=409)
    if not form.is_valid():
        return _form_page(request, sitting, form, status=422)
    try:
        if isinstance(form, StepForm):
            return _keep_step(request, sitting, sheet, form)
        return _submit(request, sitting, sheet, form)
    except PhaseClosedError:
        return _closed(request, sitting)
    except BusyError:
        return submissions.as_busy(_form_page(request, sitting, form, submissions.BUSY))


def _submit(request, sitting: Sitting, sheet: OpenSheet, form: AttemptForm) -> HttpResponse:
    visitor, now = sitting.visitor, timezone.now()
    article_opened_at, article_read_at = moments(request.POST, now)
    attempt = submit_attempt(
        quiz=sitting.quiz,
        pins=form.pins,
        learner_id=sheet.key.learner_id,
        phase=sitting.phase,
        answers=form.answers(),
        circumstances=Circumstances(
            nonce=sheet.key.nonce,
            now=now,
            language=sitting.version.language,
            opened_at=sheet.key.opened_at,
            article_opened_at=article_opened_at,
            article_read_at=article_read_at,
            account=visitor.account,
            flags=submissions.flags(
                request, visitor, sheet.key, fewest=honesty.fewest_seconds(len(form.pins)), now=now
            ),
        ),
    )
    return submissions.with_stored_cookie(_stored(attempt), visitor, attempt.learner_id)


def _answers_withdrawn(form: AttemptForm, sheet: OpenSheet) -> bool:
    """Whether the learner answered a question that the form, opened before its withdrawal, showed and no longer does."""
    answered = {name for name in form.data if name.startswith("q") and name.removeprefix("q").isdecimal()}
    asked = {field_name(pin) for pin in sheet.pins}
    unknown = answered - asked
    return bool(unknown) and any(field_name(pin) in unknown for pin in pinned_questions(sheet.key.version_id))


def _nothing_asked(request, sitting: Sitting) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "quizzes/withdrawn.html", {"sitting": sitting}, status=status)


def _keep_step(request, sitting: Sitting, sheet: OpenSheet, form: StepForm) -> HttpResponse:
    """Save the answer of a step and lead to the next, or back; once nothing is open, on to the last."""
    now = timezone.now()
    article_opened_at, article_read_at = moments(request.POST, now)
    try:
        draft, is_whole = save_draft(
            quiz=sitting.quiz,
            key=sheet.key,
            sheet=read_sheet({name: request.POST.get(name, "") for name in form.fields}, sheet.pins, sheet.settings),
            now=now,
            account=sitting.visitor.account,
            article_opened_at=article_opened_at,
            article_read_at=article_read_at,
        )
    except AnsweredError as error:
        return submissions.with_stored_cookie(_stored(error.attempt), sitting.visitor, error.attempt.learner_id)
    kept = sheet_of_draft(sitting, draft) or sheet
    if is_whole:
        on = kept.last_place if kept.first_open == kept.last_place else form.number + 1
        place = max(form.number - 1, 1) if request.POST.get(GO) == BACK else on
        response = redirect(step_url(form.slug, sitting.phase, place, len(kept.pins)))
        response.status_code = 303
    else:
        response = _form_page(request, sitting, _form(sitting, kept, kept.first_open), OTHER_VERSION, status=409)
    return submissions.with_stored_cookie(response, sitting.visitor, draft.learner_id)


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
