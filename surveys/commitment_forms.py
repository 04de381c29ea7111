"""The two short forms about changing practice: what a learner plans, and weeks later what became of it."""

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.questionnaire import Actions, RadioList, Section, SubmissionKeyField, form_helper

from .models import Commitment, CommitmentReview
from .own_words_fields import OwnWordsField


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

    def __init__(self, data=None, *, commitment: Commitment):
        super().__init__(data, auto_id="review-%s", prefix="review")
        self.commitment = commitment

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stopped_by") and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Say whether you changed it, or empty the field below."))
        return cleaned

    @property
    def is_answered(self) -> bool:
        """Whether there is something to store. Only for a valid form."""
        return bool(self.cleaned_data["outcome"])
