"""/contribute/: pledging a contribution, the private pages of a pledge and its receipt, and the mailed links about updates."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.suggestion_actions import submit_suggestion
from articles.suggestion_forms import NO_NAMES, SuggestionText
from articles.suggestion_links import status_path
from hub import form_keys
from hub.form_keys import FormKey
from hub.handing_back import repeatable
from hub.models import Hub
from hub.open_forms import OpenForm, OpenPage, may_mail
from hub.public_pages import in_language
from hub.transactions import run_transaction
from sponsors.contributions import actions, subscriptions
from sponsors.contributions.forms import ContributionForm
from sponsors.contributions.links import LinkError, Purpose, link_token, linked_contribution, linked_subscription
from sponsors.contributions.money import printed
from sponsors.contributions.receipts import NOTHING_IN_RETURN, receipt_of
from sponsors.models import Contribution, ImpactUpdate

SECONDS_OF_WRITING = 5


class ContributionPage(OpenPage):
    purpose = form_keys.Purpose.CONTRIBUTION
    fewest_seconds = SECONDS_OF_WRITING

    def form(self, key: FormKey, data: QueryDict | None = None) -> ContributionForm:
        field = SuggestionText(label=_("What should an article take up?"), help_text=NO_NAMES, required=False)
        return ContributionForm(data, key=key, wording=subscriptions.WORDING, suggestion_field=field)

    def page(self, form: OpenForm, problem: str, status: int) -> HttpResponse:
        last = ImpactUpdate.objects.filter(hub=self.request.hub, released_at__isnull=False).first()
        context = {"form": form, "problem": problem, "update": last}
        return render(self.request, "contributions/contribute.html", context, status=status)

    def store(self, form: OpenForm, *, key: FormKey, flags: Sequence[str], now: datetime) -> str:
        hub: Hub = self.request.hub
        given = form.cleaned_data

        def store() -> Contribution:
            sent_along = None
            if given["suggestion"]:
                sent_along = submit_suggestion(
                    hub=hub,
                    text=given["suggestion"],
                    email=given["email"],
                    nonce=key.nonce,
                    flags=flags,
                    now=now,
                )
            return actions.pledge(
                hub=hub, given=form.given(), suggestion=sent_along, nonce=key.nonce, flags=flags, now=now
            )

        contribution = run_transaction(store)
        if given["wants_updates"] and may_mail(flags):
            subscriptions.ask_for_updates(hub=hub, email=given["email"], now=now)
        return reverse("contribution", args=[link_token(contribution, Purpose.CONTRIBUTION)])


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request) -> HttpResponse:
    """The form; a POST records the pledge once and leads to its page."""
    return _in_hub(request, ContributionPage.serve)


def hand_back_unverified(request) -> HttpResponse:
    """The form of a POST that failed the CSRF check, as it was written, with a fresh token."""
    return _in_hub(request, ContributionPage.hand_back)


def _in_hub(request, answer) -> HttpResponse:
    if not request.hub or not request.hub.takes_contributions:
        raise Http404
    with in_language(request.hub.language):
        return answer(ContributionPage(request))


@require_safe
def contribution(request, token: str) -> HttpResponse:
    """A pledge with its receipt number, its history and the way to pay, for whoever has the link."""

    def answer(found: Contribution) -> HttpResponse:
        context = {
            "contribution": found,
            "amount": printed(found.amount, found.currency),
            "steps": found.steps.all(),
            "suggestion_url": status_path(found.suggestion) if found.suggestion else "",
            "receipt_url": reverse("contribution_receipt", args=[token]) if receipt_of(found) else "",
        }
        return render(request, "contributions/contribution.html", context)

    return _linked(request, token, answer)


@require_safe
def receipt(request, token: str) -> HttpResponse:
    """The receipt of a contribution that was paid, to print or keep, for whoever has the link; else 404."""

    def answer(found: Contribution) -> HttpResponse:
        context = {
            "receipt": receipt_of(found),
            "nothing_in_return": NOTHING_IN_RETURN,
            "contact": found.hub.contact_email,
        }
        if context["receipt"] is None:
            return render(request, "contributions/unknown.html", status=404)
        return render(request, "contributions/receipt.html", context)

    return _linked(request, token, answer)


def _linked(request, token: str, answer: Callable[[Contribution], HttpResponse]) -> HttpResponse:
    """What `answer` makes of the contribution of the link, in the hub and language of it; no robot lists it."""
    try:
        found = linked_contribution(token)
    except LinkError:
        return _unknown(request, "contributions/unknown.html")
    request.hub = found.hub
    with in_language(found.hub.language):
        response = answer(found)
        response["X-Robots-Tag"] = "noindex"
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_updates(request, token: str) -> HttpResponse:
    """The mailed link: a page with one button, since programs open every link; a POST begins the updates."""
    return _updates(request, token, Purpose.CONFIRM, subscriptions.confirm, "contributions/confirm.html")


@csrf_exempt  # Mail programs post without a token (RFC 8058); the signed key in the address is the authority.
@require_http_methods(["GET", "HEAD", "POST"])
def stop_updates(request, token: str) -> HttpResponse:
    """A page with one button; a POST stops the updates for good."""
    return _updates(request, token, Purpose.STOP, subscriptions.stop, "contributions/stop.html")


def _updates(request, token: str, purpose: Purpose, deed, template: str) -> HttpResponse:
    try:
        subscription = linked_subscription(token, purpose)
    except LinkError:
        return _unknown(request, "mail/damaged.html")
    request.hub = subscription.hub
    with in_language(subscription.hub.language):
        is_stopped_already = subscription.stopped_at is not None
        if request.method == "POST":
            deed(subscription, now=timezone.now())
        context = {"is_done": request.method == "POST", "is_stopped_already": is_stopped_already}
        return render(request, template, context)


def _unknown(request, template: str) -> HttpResponse:
    with in_language(request.hub.language if request.hub else "en"):
        return render(request, template, status=404)
