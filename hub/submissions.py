"""What every page does that takes a submission from a learner: judge the key, keep the cookie, say what went wrong."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from . import learners, submission_keys
from .learners import Visitor
from .submission_keys import Kind, SubmissionKey, SubmissionKeyError

FIELD = "submission_key"
RETRY_AFTER = "5"
"""Seconds, as the header says it."""

DAMAGED = _("This form was not recognised, so nothing is stored yet. Your answers are still ticked: send them again.")
UNVERIFIED = _(
    "Your browser did not confirm this form, often because you signed in or out in another tab. Nothing is stored yet. "
    "Your answers are still ticked: send them again."
)
OTHER_ACCOUNT = _(
    "This form was opened under a different account. Nothing is stored yet. Your answers are still ticked: send them "
    "again to store them for the account you are signed in with now."
)
BUSY = _("Your answers could not be stored just now. They are still ticked: wait a few seconds and send them again.")


class UnusableKeyError(Exception):
    """The form has to be handed back with a fresh key; `sentence` tells the learner why."""

    def __init__(self, sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_key(request: HttpRequest, visitor: Visitor, *, kind: Kind, object_id: int, phase: str = "") -> SubmissionKey:
    """The key of the posted form. Raises UnusableKeyError where it is damaged, foreign, or another account's."""
    try:
        key = submission_keys.read(request.POST.get(FIELD, ""), kind=kind, object_id=object_id, phase=phase)
    except SubmissionKeyError as error:
        raise UnusableKeyError(DAMAGED) from error
    if visitor.is_kept_from(key.learner_id):
        raise UnusableKeyError(OTHER_ACCOUNT)
    return key


def with_minted_cookie(response: HttpResponse, visitor: Visitor) -> HttpResponse:
    """The page of a form made for `visitor`: a device that is not known yet gets its cookie."""
    if not visitor.own_ids:
        learners.remember(response, visitor.learner_id)
    return response


def with_stored_cookie(response: HttpResponse, visitor: Visitor, learner_id: UUID) -> HttpResponse:
    """The answer to a stored submission: the device becomes the learner of the key, unless the account says it all."""
    if not visitor.has_link or learner_id not in visitor.own_ids:
        learners.remember(response, learner_id)
    return response


def as_busy(response: HttpResponse) -> HttpResponse:
    """The form page as an answer 503, which browsers and proxies may repeat."""
    response.status_code = 503
    response["Retry-After"] = RETRY_AFTER
    return response
