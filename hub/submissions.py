"""What every page does that takes a submission from a learner: judge the key, keep the cookie, say what went wrong."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import honesty, learners, submission_keys
from .addresses import address_mac
from .counters import count
from .learners import Visitor
from .questionnaire import TRAP
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
ERASED = _(
    "This form was opened before its learner was erased, so nothing of it is stored. Your answers are still ticked: send "
    "them again to store them under a new random number, or close this page."
)
TOO_MANY = _(
    "Too many forms came from here within a minute. Nothing of this one is stored yet. Your answers are still ticked: "
    "wait a minute and send them again."
)
BUSY = _("Your answers could not be stored just now. They are still ticked: wait a few seconds and send them again.")


class UnusableKeyError(Exception):
    """The form has to be handed back with a fresh key; `sentence` tells the learner why.

    opened_at: since when the learner has had it open, as the fresh key has to say too; now where that is not known.
    """

    def __init__(self, sentence, opened_at: datetime | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.opened_at = opened_at or timezone.now()


def read_key(request: HttpRequest, visitor: Visitor, *, kind: Kind, object_id: int, phase: str = "") -> SubmissionKey:
    """The key of the posted form.

    Raises UnusableKeyError where it is damaged, foreign, another account's, or of a learner erased since: an old tab
    would tie the device to the erased learner's answers again.
    """
    try:
        key = submission_keys.read(request.POST.get(FIELD, ""), kind=kind, object_id=object_id, phase=phase)
    except SubmissionKeyError as error:
        raise UnusableKeyError(DAMAGED) from error
    if visitor.is_kept_from(key.learner_id):
        raise UnusableKeyError(OTHER_ACCOUNT, key.opened_at)
    if key.learner_id not in visitor.own_ids and learners.is_erased(key.learner_id, since=key.opened_at):
        raise UnusableKeyError(ERASED, key.opened_at)
    return key


def with_minted_cookie(response: HttpResponse, visitor: Visitor) -> HttpResponse:
    """The page of a form made for `visitor`: a device that is not known yet gets its cookie, unless one is signed in."""
    if not visitor.own_ids and not visitor.account:
        learners.remember(response, visitor.learner_id)
    return response


def with_stored_cookie(response: HttpResponse, visitor: Visitor, learner_id: UUID) -> HttpResponse:
    """The answer to a stored submission: the device becomes the learner of the key, unless an account says who it is."""
    if not visitor.account:
        learners.remember(response, learner_id)
    return response


def flags(
    request: HttpRequest, visitor: Visitor, key: SubmissionKey, *, fewest: float, now: datetime
) -> frozenset[str]:
    """Why what this form brings is left out of the numbers, as kinds of flags. Asked once, when it is about to be stored.

    fewest: seconds that reading the form takes.
    """
    return honesty.reasons(
        is_staff=visitor.is_staff,
        trap=request.POST.get(TRAP, ""),
        seconds=(now - key.opened_at).total_seconds(),
        fewest=fewest,
        burst=is_burst(key.kind, key.object_id, key.phase, address=address_mac(request, now), now=now),
    )


def is_burst(*form: object, address: str, now: datetime) -> bool:
    """Count one more of this form from this address (`address_mac`): whether they come faster than people write."""
    if not address:
        return False
    what = ("burst", *form, address)
    in_window = count(*what, seconds=honesty.BURST_WINDOW, now=now)
    return honesty.is_burst(in_window, count(*what, seconds=honesty.BURST_MINUTE, now=now))


def as_too_many(response: HttpResponse, seconds: int) -> HttpResponse:
    """The form page as an answer 429: it may be sent again after so many seconds."""
    response.status_code = 429
    response["Retry-After"] = str(seconds)
    return response


def as_busy(response: HttpResponse) -> HttpResponse:
    """The form page as an answer 503, which browsers and proxies may repeat."""
    response.status_code = 503
    response["Retry-After"] = RETRY_AFTER
    return response
