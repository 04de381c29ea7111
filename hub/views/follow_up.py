"""The same questions once more, weeks later, together with what became of the change a learner planned.

Two ways lead here: the address under the quiz, for who is signed in, and the signed link of a mail, which needs no
sign-in. Either way a GET records nothing.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub import honesty, learners, rate_limits, submission_keys, submissions
from hub.handing_back import repeatable
from hub.public_pages import in_language
from hub.rate_limits import Scope
from hub.submission_keys import Kind, SubmissionKey
from hub.transactions import BusyError
from quizzes.actions import Circumstances, FollowUpError, submit_attempt
from quizzes.forms import AttemptForm
from quizzes.models import Phase
from quizzes.sittings import Sitting, asked_questions, open_sitting, settings_shown
from surveys.commitment_forms import ReviewForm
from surveys.commitments import open_commitment, review


@dataclass(frozen=True)
class Visit:
    """One visitor at the follow-up. action: where the form posts to. done: where a stored one leads, "" for its page."""

    sitting: Sitting
    action: str
    done: str = ""

    @property
    def learner_id(self) -> UUID:
        """Whose answers are awaited: of the visitor's learners, the one who answered after reading."""
        return self.sitting.attempts[Phase.POST].learner_id


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug: str):
    """The follow-up for a signed-in learner; before and after its time, the page says when that is."""
    visit = _visit(request, slug)
    with in_language(visit.sitting.version.language):
        if refusal := _refused(request, visit):
            return refusal
        return serve(request, visit)


def hand_back_unverified(request, slug: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check: ticks and key as sent, and a fresh token."""
    visit = _visit(request, slug)
    with in_language(visit.sitting.version.language):
        return _refused(request, visit) or hand_back(request, visit)


def _visit(request, slug: str) -> Visit:
    visitor = learners.visitor(request)
    sitting = open_sitting(slug=slug, phase=Phase.FOLLOW_UP, visitor=visitor, now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = sitting.version.article.hub
    return Visit(sitting, reverse("follow_up", args=[slug]))


def _refused(request, visit: Visit) -> HttpResponse | None:
    if visit.sitting.attempt:
        return to_result(_result_of(visit, visit.sitting.attempt.pk))
    return None if request.user.is_authenticated else closed_page(request, visit)


def serve(request, visit: Visit) -> HttpResponse:
    """The form while it is open, else the page that says when; a POST stores the answers once."""
    window = visit.sitting.window
    if window is None or not window.is_open(timezone.now()):
        return closed_page(request, visit)
    return _submit(request, visit) if request.method == "POST" else _page(request, visit, *_forms(visit, _mint(visit)))


def hand_back(request, visit: Visit) -> HttpResponse:
    """The form as it was sent, with a token that the browser can confirm."""
    if visit.sitting.window is None:
        return closed_page(request, visit)
    return _handed_back(request, visit, submissions.UNVERIFIED, status=403)


def _handed_back(request, visit: Visit, problem: str, status: int) -> HttpResponse:
    """The form with the ticks as sent, and with its key unless that cannot be used."""
    try:
        key = _read_key(request, visit)
    except submissions.UnusableKeyError:
        key = _mint(visit)
    return _page(request, visit, *_forms(visit, key, request.POST), problem, status=status)


def closed_page(request, visit: Visit, status: int = 0) -> HttpResponse:
    """Why there is nothing to answer now, and from when to when there is. status: 0 for the usual one."""
    window, now = visit.sitting.window, timezone.now()
    context = {
        "sitting": visit.sitting,
        "window": window,
        "is_early": window is not None and window.is_before(now),
        "is_over": window is not None and window.is_over(now),
        "zone": visit.sitting.version.article.hub.zone,
        "back": visit.action,
    }
    return render(
        request, "quizzes/follow_up_closed.html", context, status=status or (409 if request.method == "POST" else 200)
    )


def _submit(request, visit: Visit) -> HttpResponse:
    sitting, now = visit.sitting, timezone.now()
    if wait := rate_limits.seconds_to_wait(request, Scope.ANSWERS, visit.learner_id, now=now):
        return submissions.as_too_many(_handed_back(request, visit, submissions.TOO_MANY, status=429), wait)
    try:
        key = _read_key(request, visit)
    except submissions.UnusableKeyError as error:
        return _page(request, visit, *_forms(visit, _mint(visit), request.POST), error.sentence, status=422)
    form, review_form = _forms(visit, key, request.POST)
    # Both are checked, so that one page shows all that is open.
    if not all([form.is_valid(), review_form is None or review_form.is_valid()]):
        return _page(request, visit, form, review_form, status=422)
    try:
        # The review first: a second try stores what is missing, and an attempt that stands would end the matter.
        if review_form and review_form.is_answered:
            given = review_form.cleaned_data
            review(commitment=review_form.commitment, outcome=given["outcome"], obstacle=given["stopped_by"])
        attempt = submit_attempt(
            quiz=sitting.quiz,
            pins=form.pins,
            learner_id=key.learner_id,
            phase=sitting.phase,
            answers=form.answers(),
            circumstances=Circumstances(
                nonce=key.nonce,
                now=now,
                language=sitting.version.language,
                opened_at=key.opened_at,
                flags=submissions.flags(
                    request, sitting.visitor, key, fewest=honesty.fewest_seconds(len(form.pins)), now=now
                ),
            ),
        )
    except FollowUpError:
        return closed_page(request, visit)
    except BusyError:
        return submissions.as_busy(_page(request, visit, form, review_form, submissions.BUSY))
    return to_result(_result_of(visit, attempt.pk))


def _mint(visit: Visit) -> SubmissionKey:
    sitting = visit.sitting
    return submission_keys.mint(
        learner_id=visit.learner_id,
        kind=Kind.QUIZ,
        object_id=sitting.quiz.pk,
        version_id=sitting.shown_version_id,
        phase=sitting.phase,
        now=timezone.now(),
    )


def _read_key(request, visit: Visit) -> SubmissionKey:
    key = submissions.read_key(
        request, visit.sitting.visitor, kind=Kind.QUIZ, object_id=visit.sitting.quiz.pk, phase=Phase.FOLLOW_UP
    )
    # The link or the account says whose answers these are; a key from elsewhere says nothing against it.
    return replace(key, learner_id=visit.learner_id, version_id=visit.sitting.shown_version_id)


def _forms(visit: Visit, key: SubmissionKey, data: QueryDict | None = None) -> tuple[AttemptForm, ReviewForm | None]:
    sitting = visit.sitting
    article = sitting.version.article
    pins = asked_questions(key.version_id)
    if not pins:
        raise Http404
    form = AttemptForm(
        data,
        slug=article.slug,
        settings=settings_shown(sitting.version, pins[0].article_version_id),
        phase=sitting.phase,
        pins=pins,
        key=key.signed(),
        ticked={},
        leave_url=article.get_absolute_url(),
    )
    form.helper.form_tag = False
    del form.helper.attrs["data-draft"]  # nothing is kept before it is sent
    commitment = open_commitment(article, [visit.learner_id])
    return form, ReviewForm(data, commitment=commitment) if commitment else None


def _page(
    request, visit: Visit, form: AttemptForm, review_form: ReviewForm | None, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "sitting": visit.sitting,
        "heading": _("Once more, weeks later"),
        "form": form,
        "review": review_form,
        "action": visit.action,
        "problem": problem,
        "has_errors": bool(problem or form.errors or (review_form and review_form.errors)),
    }
    return render(request, "quizzes/follow_up.html", context, status=status)


def _result_of(visit: Visit, attempt_id: UUID) -> str:
    return visit.done or reverse("quizzes:result", args=[attempt_id])


def to_result(address: str) -> HttpResponse:
    """What is stored is read, never sent again."""
    response = redirect(address)
    response.status_code = 303
    return response
