"""The page on which learners say what they think of an article. It needs no account, no quiz and no JavaScript."""

from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hub import honesty, learners, rate_limits, submission_keys, submissions
from hub.handing_back import not_offered, repeatable
from hub.offers import offers
from hub.public_pages import in_language
from hub.rate_limits import Scope
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import BusyError

from . import commitments
from .actions import submit_response
from .commitment_forms import CommitmentForm
from .forms import SurveyForm
from .models import Commitment
from .sittings import Sitting, open_sitting, pinned_statements

COMMITMENT = "commitment"
"""The phase in the key of a commitment: it follows the survey."""


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug: str):
    """The statements, or thanks where they are answered; a POST stores the answers once and leads to the thanks."""
    try:
        sitting = _sitting(request, slug)
    except Http404:
        return not_offered(request)
    with in_language(sitting.version.language):
        if request.method == "POST":
            return _thanked(sitting) if sitting.response else _submit(request, sitting)
        if sitting.response:
            return _thanks_page(request, sitting)
        form = _form(sitting, _mint(sitting))
        return submissions.with_minted_cookie(_form_page(request, sitting, form), sitting.visitor)


@repeatable
@require_POST
def commit(request, slug: str):
    """Keep what the learner wants to change, once, and lead back to the thanks."""
    sitting = _sitting(request, slug)
    with in_language(sitting.version.language):
        wait = rate_limits.seconds_to_wait(request, Scope.ANSWERS, sitting.visitor.learner_id, now=timezone.now())
        key, problem = _commitment_key(request, sitting)
        sitting = sitting.of_learner(key.learner_id)
        if sitting.response is None or not commitments.may_commit(sitting.response):
            return _thanked(sitting)
        form = _commitment_form(sitting, key, request.POST)
        if wait:
            page = _thanks_page(request, sitting, form, submissions.TOO_MANY, status=429)
            return submissions.as_too_many(page, wait)
        if problem:
            return _thanks_page(request, sitting, form, problem, status=422)
        if not form.is_valid():
            return _thanks_page(request, sitting, form, status=422)
        try:
            commitments.commit(
                response=sitting.response, change=form.cleaned_data["change"], obstacle=form.cleaned_data["obstacle"]
            )
        except BusyError:
            return submissions.as_busy(_thanks_page(request, sitting, form, submissions.BUSY))
        return submissions.with_stored_cookie(_thanked(sitting), sitting.visitor, sitting.response.learner_id)


def hand_back_commitment(request, slug: str) -> HttpResponse:
    """The commitment of a POST that failed the CSRF check: words and key as sent, a fresh token, no learner cookie."""
    sitting = _sitting(request, slug)
    with in_language(sitting.version.language):
        key, _problem = _commitment_key(request, sitting)
        sitting = sitting.of_learner(key.learner_id)
        if sitting.response is None or not commitments.may_commit(sitting.response):
            return _thanked(sitting)
        form = _commitment_form(sitting, key, request.POST)
        return _thanks_page(request, sitting, form, submissions.UNVERIFIED, status=403)


def hand_back_unverified(request, slug: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, a fresh token, and no learner cookie."""
    sitting = _sitting(request, slug)
    with in_language(sitting.version.language):
        if sitting.response:
            return _thanked(sitting)
        return _handed_back(request, sitting, submissions.UNVERIFIED, status=403)


def _sitting(request, slug: str) -> Sitting:
    sitting = open_sitting(slug=slug, visitor=learners.visitor(request), now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = sitting.version.article.hub
    return sitting


def _mint(sitting: Sitting, phase: str = "", opened_at: datetime | None = None) -> SubmissionKey:
    return submission_keys.mint(
        learner_id=sitting.visitor.learner_id,
        kind=Kind.SURVEY,
        object_id=sitting.survey.pk,
        version_id=sitting.version.pk,
        phase=phase,
        now=opened_at or timezone.now(),
    )


def _read_key(request, sitting: Sitting, phase: str = "") -> SubmissionKey:
    return submissions.read_key(request, sitting.visitor, kind=Kind.SURVEY, object_id=sitting.survey.pk, phase=phase)


def _commitment_key(request, sitting: Sitting) -> tuple[SubmissionKey, str]:
    """The key of a posted commitment with "", or a fresh one with the sentence that says why."""
    try:
        return _read_key(request, sitting, COMMITMENT), ""
    except submissions.UnusableKeyError as error:
        return _mint(sitting, COMMITMENT), error.sentence


def _form(sitting: Sitting, key: SubmissionKey, data: QueryDict | None = None) -> SurveyForm:
    pins = pinned_statements(key.version_id)
    if not pins:
        raise Http404
    return SurveyForm(
        data,
        slug=sitting.version.article.slug,
        pins=pins,
        key=key.signed(),
        asks_profile=sitting.asks_profile,
        leave_url=sitting.version.article.get_absolute_url(),
    )


def _handed_back(request, sitting: Sitting, problem: str, status: int) -> HttpResponse:
    """The form with the ticks as sent, and with its key unless that cannot be used."""
    try:
        key = _read_key(request, sitting)
    except submissions.UnusableKeyError as error:
        key = _mint(sitting, opened_at=error.opened_at)
    return _form_page(request, sitting, _form(sitting, key, request.POST), problem, status)


def _commitment_form(sitting: Sitting, key: SubmissionKey, data: QueryDict | None = None) -> CommitmentForm:
    article = sitting.version.article
    return CommitmentForm(data, slug=article.slug, key=key.signed(), leave_url=article.get_absolute_url())


def _submit(request, sitting: Sitting) -> HttpResponse:
    visitor, now = sitting.visitor, timezone.now()
    if wait := rate_limits.seconds_to_wait(request, Scope.ANSWERS, visitor.learner_id, now=now):
        return submissions.as_too_many(_handed_back(request, sitting, submissions.TOO_MANY, status=429), wait)
    try:
        key = _read_key(request, sitting)
    except submissions.UnusableKeyError as error:
        form = _form(sitting, _mint(sitting, opened_at=error.opened_at), request.POST)
        response = _form_page(request, sitting, form, error.sentence, status=422)
        return submissions.with_minted_cookie(response, visitor)
    form = _form(sitting, key, request.POST)
    if not form.is_valid():
        return _form_page(request, sitting, form, status=422)
    try:
        stored = submit_response(
            survey=sitting.survey,
            pins=form.pins,
            learner_id=key.learner_id,
            nonce=key.nonce,
            answers=form.answers(),
            comment=form.cleaned_data["comment"],
            profile=form.profile(),
            now=now,
            language=sitting.version.language,
            flags=submissions.flags(request, visitor, key, fewest=honesty.SECONDS_A_SURVEY, now=now),
            account=visitor.account,
        )
    except BusyError:
        return submissions.as_busy(_form_page(request, sitting, form, submissions.BUSY))
    return submissions.with_stored_cookie(_thanked(sitting), visitor, stored.learner_id)


def _form_page(request, sitting: Sitting, form: SurveyForm, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"sitting": sitting, "form": form, "problem": problem}
    return render(request, "surveys/take.html", context, status=status)


def _thanks_page(
    request, sitting: Sitting, form: CommitmentForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """Thanks, the commitment where the answers open one, and what may follow."""
    if form is None and commitments.may_commit(sitting.response):
        form = _commitment_form(sitting, _mint(sitting, COMMITMENT))
    context = {
        "sitting": sitting,
        "form": form,
        "problem": problem,
        "commitment": None if form else Commitment.objects.filter(response=sitting.response).first(),
        "offers": offers(request, sitting.version.article, sitting.visitor, timezone.now()),
    }
    return render(request, "surveys/thanks.html", context, status=status)


def _thanked(sitting: Sitting) -> HttpResponse:
    """To the same address, which from now on says thanks."""
    response = redirect("surveys:take", sitting.version.article.slug)
    response.status_code = 303
    return response
