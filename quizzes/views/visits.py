"""One visitor at the form of a phase: whose answers are awaited, where the form posts to, and when it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hub import learners, submissions
from hub.companions import Companion, companions
from hub.submission_keys import Kind, SubmissionKey

from ..form_addresses import FormAddresses
from ..models import Attempt, Phase
from ..open_sheets import OpenSheet
from ..sittings import Sitting, open_sitting

# The phases with the heading of their page.
HEADINGS = {
    Phase.PRE: _("Before you read"),
    Phase.POST: _("After you have read"),
    Phase.FOLLOW_UP: _("Once more, weeks later"),
}


@dataclass(frozen=True)
class Visit:
    """needs_account: nobody is signed in, and these questions are for accounts. is_by_key: the sent key says who it is.

    is_elses: the link was mailed to another account than the one signed in.
    """

    sitting: Sitting
    addresses: FormAddresses
    needs_account: bool = False
    is_by_key: bool = False
    is_elses: bool = False

    @property
    def heading(self) -> str:
        return HEADINGS[self.sitting.phase]

    @property
    def is_closed(self) -> bool:
        return self.needs_account or self.sitting.is_closed

    def companions(self, sheet: OpenSheet, data=None) -> list[Companion]:
        """What else is asked on the page that sends the answers."""
        if self.sitting.phase != Phase.FOLLOW_UP:
            return []
        return companions(self.sitting.version.article, self.sitting.visitor.own_ids, data, sheet.beside)


def visit_or_404(request: HttpRequest, slug: str, phase: str) -> Visit:
    """The visit at a quiz that readers can take; the request's hub becomes the article's.

    The key of a follow-up that is sent without an account in the session, as after signing out in another tab, says
    whose it is: only a form that was opened with an account has one.
    """
    sitting = None
    if phase in HEADINGS:
        visitor = learners.visitor(request)
        sitting = open_sitting(slug=slug, phase=Phase(phase), visitor=visitor, now=timezone.now())
    if sitting is None:
        raise Http404
    request.hub = SimpleLazyObject(lambda: sitting.version.article.hub)
    addresses = FormAddresses.of(slug, phase)
    if phase != Phase.FOLLOW_UP or sitting.visitor.account:
        return Visit(sitting, addresses)
    by_key = _sitting_of_key(request, sitting) if request.method == "POST" else None
    return Visit(by_key or sitting, addresses, needs_account=by_key is None, is_by_key=by_key is not None)


def _sitting_of_key(request: HttpRequest, sitting: Sitting) -> Sitting | None:
    try:
        learner_id = read_key(request, sitting).learner_id
    except submissions.UnusableKeyError:
        return None
    visitor = replace(sitting.visitor, learner_id=learner_id, own_ids=(learner_id,))
    return open_sitting(slug=sitting.version.article.slug, phase=Phase(sitting.phase), visitor=visitor, now=sitting.now)


def read_key(request: HttpRequest, sitting: Sitting) -> SubmissionKey:
    """The key of the posted form. Raises UnusableKeyError."""
    return submissions.read_key(
        request, sitting.visitor, kind=Kind.QUIZ, object_id=sitting.quiz.pk, phase=sitting.phase
    )


def written_beside(asked: Iterable[Companion]) -> dict[str, str]:
    """What was sent beside the questions, for a draft."""
    return {name: text for companion in asked for name, text in companion.written().items()}


def to_result(visit: Visit, attempt: Attempt) -> HttpResponse:
    """What is stored is read, never sent again."""
    response = redirect(visit.addresses.result(attempt))
    response.status_code = 303
    return response


def closed_page(request: HttpRequest, visit: Visit, status: int = 0) -> HttpResponse:
    """Why nothing can be answered now, and from when to when it can. status: 0 for the usual one."""
    sitting = visit.sitting
    status = status or (409 if request.method == "POST" else 200)
    if sitting.phase != Phase.FOLLOW_UP:
        return render(request, "quizzes/closed.html", {"sitting": sitting}, status=status)
    window, now = sitting.window, timezone.now()
    context = {
        "sitting": sitting,
        "window": window,
        "post": sitting.attempts.get(Phase.POST),
        "needs_account": visit.needs_account,
        "is_early": window is not None and window.is_before(now),
        "is_over": window is not None and window.is_over(now),
        "zone": sitting.version.article.hub.zone,
        "back": visit.addresses.form,
    }
    return render(request, "quizzes/follow_up_closed.html", context, status=status)


def nothing_asked_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """That every question was withdrawn."""
    status = 409 if request.method == "POST" else 200
    return render(request, "quizzes/withdrawn.html", {"sitting": visit.sitting}, status=status)
