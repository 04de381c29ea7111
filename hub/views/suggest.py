"""/suggest/: what readers ask for, and the private page that says what became of it."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import ArticleVersion, Suggestion, SuggestionState
from articles.suggestion_actions import submit_suggestion
from articles.suggestion_forms import SuggestionForm
from articles.suggestion_links import LinkError, Purpose, linked_pk, status_path
from hub import form_keys
from hub.form_keys import FormKey
from hub.handing_back import repeatable
from hub.open_forms import OpenForm, OpenPage, may_mail
from hub.public_pages import in_language
from sponsors.contributions.subscriptions import WORDING, ask_for_updates

SECONDS_OF_WRITING = 3


class SuggestionPage(OpenPage):
    purpose = form_keys.Purpose.SUGGESTION
    fewest_seconds = SECONDS_OF_WRITING

    def form(self, key: FormKey, data: QueryDict | None = None) -> SuggestionForm:
        return SuggestionForm(data, hub=self.request.hub, key=key, wording=WORDING)

    def page(self, form: OpenForm, problem: str, status: int) -> HttpResponse:
        return render(self.request, "suggestions/suggest.html", {"form": form, "problem": problem}, status=status)

    def store(self, form: OpenForm, *, key: FormKey, flags: Sequence[str], now: datetime) -> str:
        given = form.cleaned_data
        suggestion = submit_suggestion(
            hub=self.request.hub,
            text=given["text"],
            topic=given["topic"],
            email=given["email"],
            nonce=key.nonce,
            flags=flags,
            now=now,
        )
        if given["wants_updates"] and may_mail(flags):
            ask_for_updates(hub=self.request.hub, email=given["email"], now=now)
        return status_path(suggestion)


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request) -> HttpResponse:
    """The form; a POST stores what was written once and leads to the page of its state."""
    return _in_hub(request, SuggestionPage.serve)


def hand_back_unverified(request) -> HttpResponse:
    """The form of a POST that failed the CSRF check, as it was written, with a fresh token."""
    return _in_hub(request, SuggestionPage.hand_back)


def _in_hub(request, answer) -> HttpResponse:
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        return answer(SuggestionPage(request))


@require_safe
def status(request, token: str) -> HttpResponse:
    """What became of a suggestion, for whoever has the link. Four queries, however often it was merged."""
    now = timezone.now()
    suggestion = _linked(request, token, Purpose.STATUS, now)
    with in_language(_language(request)):
        if suggestion is None:
            return render(request, "suggestions/unknown.html", status=404)
        steps = suggestion.steps.all() if not suggestion.merged_into_id else suggestion.merged_into.steps.all()
        is_published = suggestion.standing == SuggestionState.PUBLISHED
        context = {
            "suggestion": suggestion,
            "label": SuggestionState(suggestion.standing).label,
            "steps": [step for step in steps if not step.merged_into_id],
            "version": _version(suggestion, now) if is_published else None,
            "zone": suggestion.hub.zone,
        }
        return _private(render(request, "suggestions/status.html", context))


@csrf_exempt  # Mail programs post without a token (RFC 8058); the signed key in the address is the authority.
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token: str) -> HttpResponse:
    """A page with one button; a POST takes the address away from the suggestion, so no mail follows."""
    suggestion = _linked(request, token, Purpose.STOP, timezone.now())
    with in_language(_language(request)):
        if suggestion is None:
            return render(request, "mail/damaged.html", status=404)
        if request.method == "POST":
            Suggestion.objects.filter(pk=suggestion.pk).update(email="")
        return render(request, "suggestions/stop.html", {"is_stopped": request.method == "POST"})


def _linked(request, token: str, purpose: Purpose, now: datetime) -> Suggestion | None:
    try:
        pk = linked_pk(token, purpose)
    except LinkError:
        return None
    suggestion = Suggestion.objects.with_standing(now).select_related("hub", "merged_into").filter(pk=pk).first()
    if suggestion:
        request.hub = suggestion.hub
    return suggestion


def _version(suggestion: Suggestion, now: datetime) -> ArticleVersion | None:
    seen = ArticleVersion.objects.newest_live(now).filter(article=suggestion.settled_article)
    return seen.first()


def _language(request) -> str:
    return request.hub.language if request.hub else "en"


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
