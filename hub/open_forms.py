"""Forms that anybody may send without an account: one way through limits, key, errors and storing, for all of them.

Whatever goes wrong, the page comes back with what was entered. What looks like a program is stored and flagged, never
dropped without a word.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import form_keys, honesty, rate_limits, submissions
from .addresses import address_mac
from .form_keys import FormKey, FormKeyError, Purpose
from .questionnaire import TRAP, SubmissionKeyField, TrapField
from .rate_limits import Scope
from .transactions import BusyError

DAMAGED = _("This form was not recognised, so nothing is stored yet. What you wrote is still here: send it again.")
UNVERIFIED = _(
    "Your browser did not confirm this form, often because you signed in or out in another tab. Nothing is stored yet. "
    "What you wrote is still here: send it again."
)
TOO_MANY = _(
    "Too many forms came from here within a minute. Nothing of this one is stored yet. What you wrote is still here: "
    "wait a minute and send it again."
)
BUSY = _("This could not be stored just now. What you wrote is still here: wait a few seconds and send it again.")


def may_mail(flags: Sequence[str]) -> bool:
    """Whether a mail may go to an address from a form flagged so: a program would write those of other people.

    Who types fast is a person often enough.
    """
    return not {"honeypot", "burst"} & set(flags)


class OpenForm(forms.Form):
    """A form with its key and the field that only programs fill in."""

    use_required_attribute = False

    def __init__(self, data=None, *, key: FormKey, **kwargs):
        super().__init__(data, **kwargs)
        self.fields[submissions.FIELD] = SubmissionKeyField(initial=key.signed())
        self.fields[TRAP] = TrapField()


class OpenPage(ABC):
    """One such page, for one request. `serve` answers the request, `hand_back` one that failed the CSRF check."""

    purpose: Purpose
    fewest_seconds: int
    """Fewer than this after the form was shown, and nobody has written it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @abstractmethod
    def form(self, key: FormKey, data: QueryDict | None = None) -> OpenForm: ...

    @abstractmethod
    def page(self, form: OpenForm, problem: str, status: int) -> HttpResponse:
        """The page with the form. problem: a sentence above it, or ""."""

    @abstractmethod
    def store(self, form: OpenForm, *, key: FormKey, flags: Sequence[str], now: datetime) -> str:
        """Store a valid form once; returns the address that shows what is stored. Raises BusyError."""

    def serve(self) -> HttpResponse:
        now = timezone.now()
        if self.request.method != "POST":
            return self.page(self.form(form_keys.mint(self.purpose, now=now)), "", 200)
        if wait := rate_limits.seconds_to_wait(self.request, Scope.OPEN_FORMS, now=now):
            return submissions.as_too_many(self._again(TOO_MANY, 429), wait)
        key = self._key()
        if key is None:
            return self._again(DAMAGED, 422)
        form = self.form(key, self.request.POST)
        if not form.is_valid():
            return self.page(form, "", 422)
        try:
            address = self.store(form, key=key, flags=self._flags(key, now), now=now)
        except BusyError:
            return submissions.as_busy(self.page(form, BUSY, 503))
        response = HttpResponseRedirect(address)
        response.status_code = 303
        return response

    def hand_back(self) -> HttpResponse:
        return self._again(UNVERIFIED, 403)

    def _again(self, problem: str, status: int) -> HttpResponse:
        """The form as it was sent, with its key unless that cannot be used."""
        key = self._key() or form_keys.mint(self.purpose, now=timezone.now())
        return self.page(self.form(key, self.request.POST), problem, status)

    def _key(self) -> FormKey | None:
        try:
            return form_keys.read(self.request.POST.get(submissions.FIELD, ""), self.purpose)
        except FormKeyError:
            return None

    def _flags(self, key: FormKey, now: datetime) -> list[str]:
        found = honesty.reasons(
            is_staff=False,
            trap=self.request.POST.get(TRAP, ""),
            seconds=(now - key.opened_at).total_seconds(),
            fewest=self.fewest_seconds,
            burst=submissions.is_burst("open-form", key.purpose, address=address_mac(self.request, now), now=now),
        )
        return sorted(found)
