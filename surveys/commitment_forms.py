"""The two short forms about changing practice: what a learner plans, and weeks later what became of it."""

from collections.abc import Mapping

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hub.questionnaire import Actions, RadioList, Section, SubmissionKeyField, form_helper

from .commitments import review
from .models import Commitment, CommitmentReview
from .own_words_fields import OwnWordsField

LONGEST_KEPT = 2_000
"""Characters of a field in a draft: more than may be stored, so that what is too long can still be shortened."""


class CommitmentForm(forms.Form):
    """What will change, and what could stop it; one of them at least."""

    use_required_attribute = False
    change = OwnWordsField(label=_("What will you change?"))
    obstacle = OwnWordsField(label=_("What could stop you?"))

    def __init__(self, data=None, *, slug: str, key: str, leave_url: str):
        super().__init__(data, auto_id="commitment-%s")
        self.slug = slug
        self.leave_url = leave_url
        self.fields["submission_key"] = SubmissionKeyField(initial=key)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["change"] or cleaned["obstacle"]):
            self.add_error(
                "change", _("Write something in one of the two fields, or leave this page: nothing is missing.")
            )
        return cleaned

    @cached_property
    def helper(self):
        helper = form_helper(reverse("surveys:commit", args=[self.slug]))
        hint = _("Optional. You say you will do something differently: writing down what makes it more likely.")
        helper.layout = Layout(
            "submission_key",
            Section("commitment", _("Your change"), hint, "change", "obstacle"),
            Actions(_("Keep this"), self.leave_url, _("Back to the article")),
        )
        return helper


class ReviewForm(forms.Form):
    """What became of a commitment. It stands inside the form of the follow-up and may stay open."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("Did you change what you planned?"),
        choices=CommitmentReview.Outcome.choices,
        widget=RadioList,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers shown here.")},
    )
    stopped_by = OwnWordsField(label=_("What stopped you, if anything?"))

    def __init__(self, data=None, *, commitment: Commitment, kept: Mapping[str, str] | None = None):
        """kept: what a draft holds, by name of the field as it is sent."""
        super().__init__(data, auto_id="review-%s", prefix="review")
        self.commitment = commitment
        self.initial = {name: (kept or {}).get(self.add_prefix(name), "") for name in self.fields}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stopped_by") and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Say whether you changed it, or empty the field below."))
        return cleaned

    # A companion of the follow-up, see `hub.companions`.

    def markup(self) -> SafeString:
        return render_to_string("surveys/_review.html", {"review": self, "commitment": self.commitment})

    def written(self) -> dict[str, str]:
        names = [self.add_prefix(name) for name in self.fields]
        return {name: self.data[name][:LONGEST_KEPT] for name in names if name in self.data}

    def keep(self) -> None:
        given = self.cleaned_data
        if given["outcome"]:
            review(commitment=self.commitment, outcome=given["outcome"], obstacle=given["stopped_by"])
