"""Pages on which learners answer a quiz, in all phases. They need no JavaScript."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hub import honesty, rate_limits, submissions
from hub.handing_back import not_offered, repeatable
from hub.public_pages import in_language
from hub.rate_limits import Scope
from hub.transactions import BusyError

from ..actions import Circumstances, Given, PhaseClosedError, submit_attempt
from ..drafts import AnsweredError, read_sheet, save_draft
from ..field_names import field_name
from ..form_addresses import STEP
from ..forms import BACK, GO, AttemptForm, SendForm, StepForm
from ..models import Attempt, Phase, Quiz
from ..open_sheets import NothingAskedError, OpenSheet, sheet_for_key, sheet_for_visitor, sheet_of_draft
from ..reading_times import moments
from ..sittings import QuizSettings, pinned_questions
from .visits import Visit, closed_page, nothing_asked_page, read_key, to_result, visit_or_404, written_beside

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
    try:
        visit = visit_or_404(request, slug, phase)
    except Http404:
        return not_offered(request)
    with in_language(visit.sitting.version.language):
        return serve(request, visit)


def hand_back_unverified(request, slug: str, phase: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, a fresh token, and no learner cookie."""
    visit = visit_or_404(request, slug, phase)
    with in_language(visit.sitting.version.language):
        return hand_back(request, visit)


def serve(request, visit: Visit) -> HttpResponse:
    """The form of a visit, or what became of it."""
    if attempt := visit.sitting.attempt:
        return _known(visit, attempt) if visit.is_by_key else to_result(visit, attempt)
    if visit.is_closed:
        return closed_page(request, visit)
    try:
        return _receive(request, visit) if request.method == "POST" else _open(request, visit)
    except NothingAskedError:
        return nothing_asked_page(request, visit)


def hand_back(request, visit: Visit) -> HttpResponse:
    """The form as it was sent, with a token that the browser can confirm."""
    if visit.sitting.attempt:
        return to_result(visit, visit.sitting.attempt)
    if visit.is_closed:
        return closed_page(request, visit)
    try:
        return _handed_back(request, visit, submissions.UNVERIFIED, status=403)
    except NothingAskedError:
        return nothing_asked_page(request, visit)


def sheet_or_404(sheet: OpenSheet | None) -> OpenSheet:
    if sheet is None:
        raise Http404
    return sheet


def _form(
    visit: Visit, sheet: OpenSheet, place: int, data: QueryDict | None = None, is_focused: bool = False
) -> AttemptForm:
    """The form of a place: a question's step from 1, or the last step; without steps the whole quiz."""
    shared = {
        "addresses": visit.addresses,
        "settings": sheet.settings,
        "phase": visit.sitting.phase,
        "pins": sheet.pins,
        "key": sheet.key.signed,
        "ticked": sheet.ticked,
        "leave_url": visit.sitting.version.article.get_absolute_url(),
    }
    if not sheet.is_by_step:
        return AttemptForm(data, companions=visit.companions(sheet, data), **shared)
    if place == sheet.last_place:
        return SendForm(data, companions=visit.companions(sheet, data), **shared)
    return StepForm(data, number=place, is_focused=is_focused, **shared)


def _addressed(request, sheet: OpenSheet) -> int | None:
    """The question that the address names, or None."""
    step = request.GET.get(STEP, "")
    is_number = step.isascii() and step.isdigit() and len(step) < 4
    return int(step) if is_number and 1 <= int(step) <= len(sheet.pins) else None


def _sent_form(request, visit: Visit, sheet: OpenSheet) -> AttemptForm:
    return _form(visit, sheet, _addressed(request, sheet) or sheet.last_place, request.POST)


def _open(request, visit: Visit) -> HttpResponse:
    sheet = sheet_or_404(sheet_for_visitor(visit.sitting, timezone.now()))
    sheet, chosen = sheet.with_option(request.GET.get("choose", ""))
    step = request.GET.get(STEP)
    place = chosen or _addressed(request, sheet) or (sheet.last_place if step else sheet.first_open)
    form = _form(visit, sheet, place, is_focused=bool(step))
    return submissions.with_minted_cookie(_form_page(request, visit, form), visit.sitting.visitor)


def _handed_back(request, visit: Visit, problem: str, status: int) -> HttpResponse:
    """The form with the ticks as sent, and with its key unless that cannot be used."""
    try:
        sheet = sheet_or_404(sheet_for_key(visit.sitting, read_key(request, visit.sitting)))
    except submissions.UnusableKeyError as error:
        sheet = sheet_or_404(sheet_for_visitor(visit.sitting, error.opened_at))
    return _form_page(request, visit, _sent_form(request, visit, sheet), problem, status)


def _receive(request, visit: Visit) -> HttpResponse:
    wait = rate_limits.seconds_to_wait(request, Scope.ANSWERS, visit.sitting.visitor.learner_id, now=timezone.now())
    if wait:
        return submissions.as_too_many(_handed_back(request, visit, submissions.TOO_MANY, status=429), wait)
    try:
        sheet = sheet_or_404(sheet_for_key(visit.sitting, read_key(request, visit.sitting)))
    except submissions.UnusableKeyError as error:
        form = _sent_form(request, visit, sheet_or_404(sheet_for_visitor(visit.sitting, error.opened_at)))
        response = _form_page(request, visit, form, error.sentence, status=422)
        return submissions.with_minted_cookie(response, visit.sitting.visitor)
    try:
        if given := _all_given(request, visit, sheet):
            return _submit(request, visit, sheet, given)
        return _read_form(request, visit, sheet)
    except PhaseClosedError:
        return closed_page(request, visit)
    except BusyError:
        return submissions.as_busy(_form_page(request, visit, _sent_form(request, visit, sheet), submissions.BUSY))


def _all_given(request, visit: Visit, sheet: OpenSheet) -> dict[UUID, Given] | None:
    """What is sent with nothing open and nothing unknown, so that no form needs to be made; None where one does.

    The forms of a quiz judge the same fields: what this takes, they take.
    """
    is_step = sheet.is_by_step and _addressed(request, sheet) is not None
    if is_step or GO in request.POST or visit.sitting.phase == Phase.FOLLOW_UP:
        return None
    read = read_sheet(request.POST, sheet.pins, sheet.settings)
    return read.given(sheet.pins) if read.is_whole else None


def _read_form(request, visit: Visit, sheet: OpenSheet) -> HttpResponse:
    """Keep a step, store what is sent with what stands beside the questions, or give the form back. Raises BusyError, PhaseClosedError."""
    form = _sent_form(request, visit, sheet)
    if _answers_withdrawn(form, sheet):
        return _form_page(request, visit, form, WITHDRAWN, status=409)
    is_sent = not isinstance(form, StepForm) and GO not in request.POST
    # All are checked, so that one page shows everything that is open.
    if not all([form.is_valid(), *(companion.is_valid() for companion in form.companions)]) and is_sent:
        return _form_page(request, visit, form, status=422)
    if form.errors and isinstance(form, StepForm):
        return _form_page(request, visit, form, status=422)
    if not is_sent:
        return _keep_step(request, visit, sheet, form)
    given = read_sheet(request.POST, sheet.pins, sheet.settings).given(sheet.pins)
    # These first: a second try stores what is missing, and an attempt that stands would end the matter.
    for companion in form.companions:
        companion.keep()
    return _submit(request, visit, sheet, given)


def _submit(request, visit: Visit, sheet: OpenSheet, given: Mapping[UUID, Given]) -> HttpResponse:
    sitting, now = visit.sitting, timezone.now()
    article_opened_at, article_read_at = moments(request.POST, now)
    flags = submissions.flags(
        request, sitting.visitor, sheet.key, fewest=honesty.fewest_seconds(len(sheet.pins)), now=now
    )
    attempt = submit_attempt(
        quiz=sitting.quiz,
        pins=sheet.pins,
        learner_id=sheet.key.learner_id,
        phase=sitting.phase,
        answers=given,
        circumstances=Circumstances(
            nonce=sheet.key.nonce,
            now=now,
            language=sitting.version.language,
            opened_at=sheet.key.opened_at,
            article_opened_at=article_opened_at,
            article_read_at=article_read_at,
            account=sitting.visitor.account,
            flags=flags,
            zone=sitting.zone,
        ),
    )
    return _known(visit, attempt)


def _known(visit: Visit, attempt: Attempt) -> HttpResponse:
    """To what is stored, on a device that becomes its learner."""
    return submissions.with_stored_cookie(to_result(visit, attempt), visit.sitting.visitor, attempt.learner_id)


def _answers_withdrawn(form: AttemptForm, sheet: OpenSheet) -> bool:
    """Whether the learner answered a question that the form, opened before its withdrawal, showed and no longer does."""
    answered = {name for name in form.data if name.startswith("q") and name.removeprefix("q").isdecimal()}
    asked = {field_name(pin) for pin in sheet.pins}
    unknown = answered - asked
    return bool(unknown) and any(field_name(pin) in unknown for pin in pinned_questions(sheet.key.version_id))


def _keep_step(request, visit: Visit, sheet: OpenSheet, form: AttemptForm) -> HttpResponse:
    """Save the answers of a step and lead where its button says: on, back, or to a question. Once nothing is open, on is last."""
    now = timezone.now()
    article_opened_at, article_read_at = moments(request.POST, now)
    try:
        draft, is_whole = save_draft(
            quiz=visit.sitting.quiz,
            key=sheet.key,
            sheet=read_sheet({name: request.POST.get(name, "") for name in form.fields}, sheet.pins, sheet.settings),
            now=now,
            account=visit.sitting.visitor.account,
            article_opened_at=article_opened_at,
            article_read_at=article_read_at,
            beside=written_beside(form.companions),
        )
    except AnsweredError as error:
        return _known(visit, error.attempt)
    kept = sheet_of_draft(visit.sitting, draft) or sheet
    if is_whole:
        response = redirect(visit.addresses.step(_next_place(request, kept, form), len(kept.pins)))
        response.status_code = 303
    else:
        response = _form_page(request, visit, _form(visit, kept, kept.first_open), OTHER_VERSION, status=409)
    return submissions.with_stored_cookie(response, visit.sitting.visitor, draft.learner_id)


def _next_place(request, kept: OpenSheet, form: AttemptForm) -> int:
    here = form.number if isinstance(form, StepForm) else kept.last_place
    go = request.POST.get(GO, "")
    if go == BACK:
        return max(here - 1, 1)
    if go in map(str, range(1, kept.last_place)):
        return int(go)
    return kept.last_place if kept.first_open == kept.last_place else min(here + 1, kept.last_place)


def _form_page(request, visit: Visit, form: AttemptForm, problem: str = "", status: int = 200) -> HttpResponse:
    sitting = visit.sitting
    mode = QuizSettings.of(sitting.version).mode
    has_no_pre = sitting.phase == Phase.POST and mode == Quiz.Mode.PRE_POST and Phase.PRE not in sitting.attempts
    context = {
        "sitting": sitting,
        "heading": visit.heading,
        "form": form,
        "problem": problem,
        "has_errors": bool(problem or form.errors or any(companion.errors for companion in form.companions)),
        "has_no_pre": has_no_pre,
        "is_elses": visit.is_elses,
    }
    return render(request, "quizzes/take.html", context, status=status)
