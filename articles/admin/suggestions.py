"""Results read from an item of a trial block: two addresses for the editor's tool, one to ask and one to accept."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..actions import Refused
from ..models import Reference, Result, Trial
from ..result_actions import Placing, accept_suggestion, pin_result
from ..result_offers import LEVELS, Offer, Offers, offers_for, read_sentence, with_level
from ..suggestions import FollowUpTime

LONGEST_ITEM = 4_000
PERMISSIONS = ("articles.view_trial", "articles.change_article", "articles.add_result")
NEW = "+"
"""Stands for "a new one" where a key is chosen; no key looks like it."""


class ItemForm(forms.Form):
    """The text of an item, the trial of its block, and the level of intervals that do not give theirs."""

    trial = forms.ModelChoiceField(
        Trial.objects.all(),
        error_messages={
            "required": _("Choose the trial of this block first."),
            "invalid_choice": _("This trial does not exist. Choose another one for the block."),
        },
    )
    text = forms.CharField(
        max_length=LONGEST_ITEM,
        error_messages={
            "required": _("The item is empty. Type the result first."),
            "max_length": _("An item has at most %(limit_value)d characters for this; put each result into its own."),
        },
    )
    level = forms.ChoiceField(choices=[("", ""), *((level, level) for level in LEVELS)], required=False)


class AcceptForm(ItemForm):
    """Which of the item's results goes where. existing: a stored result to point to instead."""

    place = forms.IntegerField(min_value=0, required=False)
    endpoint = forms.CharField(required=False, max_length=40)
    analysis = forms.CharField(required=False, max_length=40)
    source = forms.ModelChoiceField(Reference.objects.all(), to_field_name="key", required=False)
    existing = forms.ModelChoiceField(Result.objects.all(), required=False)


class SuggestionPages:
    """Mixin of the trial admin: asks for results in a text, and accepts one of them. Both answer in JSON."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("suggestions/", wrap(require_POST(self.suggestions)), name="articles_trial_suggestions"),
            path("suggestions/accept/", wrap(require_POST(self.accept)), name="articles_trial_accept"),
        ]
        return own + super().get_urls()

    def suggestions(self, request: HttpRequest) -> JsonResponse:
        """What the item states, as `_answer` describes it; status 400 with `error`, a sentence, for bad input."""
        _require_permission(request)
        form = ItemForm(request.POST)
        if not form.is_valid():
            return _refusal(form)
        data = form.cleaned_data
        return JsonResponse(_answer(data["trial"], offers_for(data["trial"], data["text"], data["level"])))

    def accept(self, request: HttpRequest) -> JsonResponse:
        """Store one of the results; `key` and `label` of the result, which may have been there before."""
        _require_permission(request)
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return _refusal(form)
        try:
            result = _accepted(request, form.cleaned_data)
        except Refused as error:
            return JsonResponse({"error": str(error)}, status=400)
        return JsonResponse({"key": result.key, "label": result_label(result)})


def _require_permission(request: HttpRequest) -> None:
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied


def _refusal(form: forms.Form) -> JsonResponse:
    sentences = [sentence for found in form.errors.values() for sentence in found]
    return JsonResponse({"error": " ".join(sentences)}, status=400)


def _accepted(request: HttpRequest, data: dict[str, Any]) -> Result:
    trial, existing = data["trial"], data["existing"]
    if existing:
        if existing.trial_id != trial.pk:
            raise Refused(gettext("This result belongs to another trial."))
        return pin_result(result=existing, writer=request.user)
    suggestion = read_sentence(trial, data["text"])
    place = data["place"] or 0
    if place >= len(suggestion.candidates):
        raise Refused(gettext("The item no longer states this result. Ask again."))
    if not data["endpoint"]:
        raise Refused(gettext("Choose the endpoint."))
    placing = Placing(
        arms=tuple(request.POST.getlist("arm")),
        endpoint="" if data["endpoint"] == NEW else data["endpoint"],
        analysis="" if data["analysis"] == NEW else data["analysis"],
        new_analysis=suggestion.follow_up if data["analysis"] == NEW else None,
        source=data["source"],
    )
    candidate = with_level(suggestion.candidates[place], data["level"])
    return accept_suggestion(trial=trial, writer=request.user, candidate=candidate, placing=placing)


def _answer(trial: Trial, offers: Offers) -> dict[str, Any]:
    """`candidates`, each with its numbers and places; the `arms`, `endpoints`, `analyses` to choose from; `notes`."""
    follow_up = offers.suggestion.follow_up
    return {
        "candidates": [_candidate(place, offer, follow_up) for place, offer in enumerate(offers.offers)],
        "arms": [{"value": arm.key, "label": str(arm)} for arm in trial.arms.all()],
        "endpoints": [{"value": endpoint.key, "label": str(endpoint)} for endpoint in trial.endpoints.all()],
        "analyses": [{"value": analysis.key, "label": str(analysis)} for analysis in trial.analyses.all()],
        "levels": LEVELS,
        "follow_up": f"{follow_up.value} {follow_up.unit}" if follow_up else "",
        "notes": [*offers.suggestion.notes, *_missing_arms(trial, offers)],
    }


def _missing_arms(trial: Trial, offers: Offers) -> list[str]:
    if not any("" in offer.arms for offer in offers.offers):
        return []
    sentence = gettext("%(trial)s has fewer arms than the item has values. Add the missing arms on the trial's page.")
    return [sentence % {"trial": trial}]


def _candidate(place: int, offer: Offer, follow_up: FollowUpTime | None) -> dict[str, Any]:
    candidate, existing = offer.candidate, offer.existing
    return {
        "place": place,
        "label": candidate.text,
        "time_point": candidate.time_point,
        "values": [{"label": value.text, "arm": arm} for value, arm in zip(candidate.values, offer.arms, strict=True)],
        "comparison": candidate.comparison.text if candidate.comparison else "",
        "needs_level": candidate.needs_level,
        "endpoint": candidate.endpoint_key or (NEW if candidate.endpoint else ""),
        "new_endpoint": "" if candidate.endpoint_key else candidate.endpoint,
        "analysis": offer.analysis or (NEW if follow_up else ""),
        "findings": [{"severity": finding.severity, "message": finding.message} for finding in offer.findings],
        "existing": {"result": existing.pk, "label": result_label(existing)} if existing else None,
    }


def result_label(result: Result) -> str:
    """The result among those of its trial, such as "PFS, 60 months, primary report"."""
    return ", ".join(str(part) for part in (result.endpoint, result.time_point, result.analysis) if part)
