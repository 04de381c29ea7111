"""The page on which learners say what they think of an article. It needs no account, no quiz and no JavaScript."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hub import learners, submission_keys, submissions
from hub.public_pages import in_language
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import BusyError

from .actions import submit_response
from .forms import SurveyForm
from .sittings import Sitting, open_sitting, pinned_statements


@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug: str):
    """The statements, or thanks where they are answered; a POST stores the answers once and leads to the thanks."""
    sitting = _sitting(request, slug)
    with in_language(sitting.version.language):
        if request.method == "POST":
            return _thanked(sitting) if sitting.response else _submit(request, sitting)
        if sitting.response:
            return render(request, "surveys/thanks.html", {"sitting": sitting})
        form = _form(sitting, _mint(sitting))
        return submissions.with_minted_cookie(_form_page(request, sitting, form), sitting.visitor)


def hand_back_unverified(request, slug: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, a fresh token, and no learner cookie."""
    sitting = _sitting(request, slug)
    with in_language(sitting.version.language):
        if sitting.response:
            return _thanked(sitting)
        try:
            key = _read_key(request, sitting)
        except submissions.UnusableKeyError:
            key = _mint(sitting)
        form = _form(sitting, key, request.POST)
        return _form_page(request, sitting, form, submissions.UNVERIFIED, status=403)


def _sitting(request, slug: str) -> Sitting:
    sitting = open_sitting(slug=slug, visitor=learners.visitor(request), now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = sitting.version.article.hub
    return sitting


def _mint(sitting: Sitting) -> SubmissionKey:
    return submission_keys.mint(
        learner_id=sitting.visitor.learner_id,
        kind=Kind.SURVEY,
        object_id=sitting.survey.pk,
        version_id=sitting.version.pk,
        now=timezone.now(),
    )


def _read_key(request, sitting: Sitting) -> SubmissionKey:
    return submissions.read_key(request, sitting.visitor, kind=Kind.SURVEY, object_id=sitting.survey.pk)


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
        stored = submit_response(
            survey=sitting.survey,
            pins=form.pins,
            learner_id=key.learner_id,
            nonce=key.nonce,
            answers=form.answers(),
            profile=form.profile(),
            now=timezone.now(),
            language=sitting.version.language,
            unlinked_account=visitor.unlinked_account,
            is_staff=visitor.is_staff,
        )
    except BusyError:
        return submissions.as_busy(_form_page(request, sitting, form, submissions.BUSY))
    return submissions.with_stored_cookie(_thanked(sitting), visitor, stored.learner_id)


def _form_page(request, sitting: Sitting, form: SurveyForm, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"sitting": sitting, "form": form, "problem": problem}
    return render(request, "surveys/take.html", context, status=status)


def _thanked(sitting: Sitting) -> HttpResponse:
    """To the same address, which from now on says thanks."""
    response = redirect("surveys:take", sitting.version.article.slug)
    response.status_code = 303
    return response
