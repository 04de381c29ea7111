"""/declare/: the private page on which a person declares interests anew, and the link that stops the mails about it."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hub import form_keys
from hub.declaration_dates import interests_on_record
from hub.declaration_links import (
    LinkError,
    Purpose,
    Standing,
    declare_path,
    linked_reminder,
    local_day,
    standing_of,
)
from hub.form_keys import FormKey
from hub.handing_back import repeatable
from hub.models import Declaration, DeclarationReminder
from hub.open_forms import OpenForm, OpenPage
from hub.own_declaration_form import NATURES, OwnDeclarationForm
from hub.own_declarations import LinkOverError, store_own_declaration
from hub.person_addresses import stop_reminders
from hub.public_pages import in_language


class DeclarationPage(OpenPage):
    """The form of one mailed link. Flags are left aside: whoever has the link is the person, however fast."""

    purpose = form_keys.Purpose.DECLARATION
    fewest_seconds = 0

    def __init__(self, request, reminder: DeclarationReminder) -> None:
        super().__init__(request)
        self.reminder = reminder
        self.on_record = interests_on_record(reminder.declaration_id)

    def form(self, key: FormKey, data: QueryDict | None = None) -> OwnDeclarationForm:
        return OwnDeclarationForm(
            data,
            key=key,
            action=declare_path(self.reminder),
            on_record=self.on_record,
            today=local_day(self.reminder.hub, timezone.now()),
        )

    def page(self, form: OpenForm, problem: str, status: int) -> HttpResponse:
        declaration = self.reminder.declaration
        context = {
            "form": form,
            "problem": problem,
            "person": declaration.person,
            "declared_on": declaration.declared_on,
            "interests": self.on_record,
            "natures": NATURES,
        }
        return render(self.request, "declare/form.html", context, status=status)

    def store(self, form: OpenForm, *, key: FormKey, flags: Sequence[str], now: datetime) -> str:
        store_own_declaration(reminder=self.reminder, interests=form.stated(), now=now)
        return declare_path(self.reminder)


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request, token: str) -> HttpResponse:
    """The form while the link may be used, then what was declared with it. A POST stores once and leads back here."""
    return _in_hub(request, token, DeclarationPage.serve)


def hand_back_unverified(request, token: str) -> HttpResponse:
    """The form of a POST that failed the CSRF check, as it was filled in, with a fresh token."""
    return _in_hub(request, token, DeclarationPage.hand_back)


@csrf_exempt  # Mail programs post without a token (RFC 8058); the signed key in the address is the authority.
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token: str) -> HttpResponse:
    """A page with one button; a POST stops all mails to this person about declarations."""
    try:
        reminder = linked_reminder(token, Purpose.STOP)
    except LinkError:
        return _unknown(request)
    request.hub = reminder.hub
    with in_language(reminder.hub.language):
        if request.method == "POST":
            stop_reminders(person=reminder.declaration.person, on=local_day(reminder.hub, timezone.now()))
        return render(request, "declare/stop.html", {"is_stopped": request.method == "POST"})


def _in_hub(request, token: str, answer) -> HttpResponse:
    try:
        reminder = linked_reminder(token, Purpose.DECLARE)
    except LinkError:
        return _unknown(request)
    request.hub = reminder.hub
    with in_language(reminder.hub.language):
        standing = standing_of(reminder, timezone.now())
        # What is sent again after it was stored gets the same answer as the first time.
        may_send = standing == Standing.OPEN or (standing == Standing.ANSWERED and request.method == "POST")
        if not may_send:
            return _closed(request, reminder, standing)
        try:
            return answer(DeclarationPage(request, reminder))
        except LinkOverError:
            return _closed(request, linked_reminder(token, Purpose.DECLARE), Standing.REPLACED)


def _closed(request, reminder: DeclarationReminder, standing: Standing) -> HttpResponse:
    if standing == Standing.ANSWERED:
        return _stored(request, reminder.answer)
    return render(request, "declare/closed.html", {"is_over": standing == Standing.OVER}, status=410)


def _stored(request, answer: Declaration) -> HttpResponse:
    context = {"declared_on": answer.declared_on, "interests": interests_on_record(answer.pk)}
    return render(request, "declare/stored.html", context)


def _unknown(request) -> HttpResponse:
    with in_language(request.hub.language if request.hub else "en"):
        return render(request, "declare/unknown.html", status=404)
