"""The address to which a form saves what is ticked while it is filled in. It answers in JSON, for a script of ours."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hub import rate_limits, submissions
from hub.handing_back import repeatable
from hub.public_pages import in_language
from hub.rate_limits import Scope
from hub.transactions import BusyError

from ..actions import PhaseClosedError
from ..drafts import AnsweredError, read_sheet, save_draft, ticks
from ..models import Attempt, Phase
from ..open_sheets import NothingAskedError, sheet_for_key
from ..reading_times import moments
from .taking import sheet_or_404
from .visits import Visit, read_key, visit_or_404, written_beside

MOST_BYTES = 32 * 1024
"""Of a request: ten times what twenty questions with confidence send."""

TOO_LARGE = _("This is more than the answers of a quiz, so it was not saved. Your answers stay on this page.")
LEFT_OUT = _("A part that is not among the questions and options of this quiz was left out. The rest is saved.")
ANSWERED = _("Your answers were sent already. What was sent first stands.")
CLOSED = _("These questions are closed: you have answered after reading already.")
OUTSIDE = _("These questions cannot be answered now, so nothing was saved.")
WITHDRAWN = _("Every question of this quiz was withdrawn, so there is nothing to keep.")
NOT_NOW = _("Not saved: the site is busy. Your answers stay on this page; we keep trying.")


@repeatable
@require_POST
def save(request, slug: str, phase: str):
    """Keep what is ticked: 200 with what is stored by field, or `problem`, a sentence, with the status that fits.

    `left_out`: a sentence, where a part could not be kept. `address`: where what was sent already can be seen.
    """
    visit = visit_or_404(request, slug, phase)
    with in_language(visit.sitting.version.language):
        return keep(request, visit)


def hand_back_unverified(request, slug: str, phase: str) -> JsonResponse:
    """What a save that failed the CSRF check gets: a fresh token to try again with, and no learner cookie."""
    visit = visit_or_404(request, slug, phase)
    with in_language(visit.sitting.version.language):
        return hand_back(request, visit)


def hand_back(request, visit: Visit) -> JsonResponse:
    """A fresh token, unless what was to be kept has been sent."""
    if visit.sitting.attempt:
        return _answered(visit, visit.sitting.attempt)
    return problem(submissions.UNVERIFIED, status=403, token=get_token(request))


def keep(request, visit: Visit) -> JsonResponse:
    """Keep what is ticked in the form of a visit; answers as `save`."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return problem(TOO_LARGE, status=413)
    if visit.sitting.attempt:
        return _answered(visit, visit.sitting.attempt)
    if visit.is_closed:
        return _closed(visit)
    learner_id = visit.sitting.visitor.learner_id
    if wait := rate_limits.seconds_to_wait(request, Scope.DRAFTS, learner_id, now=timezone.now()):
        return submissions.as_too_many(problem(NOT_NOW, status=429), wait)
    try:
        return _save(request, visit)
    except submissions.UnusableKeyError as error:
        return problem(error.sentence, status=422)
    except AnsweredError as error:
        response = _answered(visit, error.attempt)
        return submissions.with_stored_cookie(response, visit.sitting.visitor, error.attempt.learner_id)
    except PhaseClosedError:
        return _closed(visit)
    except NothingAskedError:
        return problem(WITHDRAWN, status=409)
    except BusyError:
        return submissions.as_busy(problem(NOT_NOW, status=503))


def _save(request, visit: Visit) -> JsonResponse:
    sitting = visit.sitting
    key = read_key(request, sitting)
    form = sheet_or_404(sheet_for_key(sitting, key))
    now = timezone.now()
    article_opened_at, article_read_at = moments(request.POST, now)
    draft, is_whole = save_draft(
        quiz=sitting.quiz,
        key=key,
        sheet=read_sheet(request.POST.dict(), form.pins, form.settings),
        now=now,
        account=sitting.visitor.account,
        article_opened_at=article_opened_at,
        article_read_at=article_read_at,
        beside=written_beside(visit.companions(form, request.POST)),
    )
    stored = {"stored": ticks(draft.answers, form.pins, form.settings)}
    response = JsonResponse(stored if is_whole else stored | {"left_out": LEFT_OUT})
    return submissions.with_stored_cookie(response, sitting.visitor, draft.learner_id)


def problem(sentence, *, status: int, **more) -> JsonResponse:
    """The answer of a save that kept nothing."""
    return JsonResponse({"problem": sentence, **more}, status=status)


def _answered(visit: Visit, attempt: Attempt) -> JsonResponse:
    return problem(ANSWERED, status=409, address=visit.addresses.result(attempt))


def _closed(visit: Visit) -> JsonResponse:
    sentence = OUTSIDE if visit.sitting.phase == Phase.FOLLOW_UP else CLOSED
    return problem(sentence, status=409, address=visit.addresses.form)
