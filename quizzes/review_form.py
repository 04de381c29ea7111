"""The form of a decision on an item of the worklist."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.questionnaire import Actions, RadioList, form_helper

from .models import ReviewDecision

NO_NOTE = _("Say in the note why the question is kept as it is.")


class ReviewForm(forms.Form):
    """seen: number of the last decision when the page was made, so that a second one learns what happened meanwhile."""

    use_required_attribute = False
    deed = forms.ChoiceField(
        label=_("Decision"),
        choices=ReviewDecision.Deed.choices,
        widget=RadioList,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("Choose one of the decisions.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to change, or why it stays. Needed where the question is kept as it is."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, action: str, leave_url: str):
        super().__init__(data)
        self.action, self.leave_url = action, leave_url

    def clean(self):
        given = super().clean()
        if given.get("deed") == ReviewDecision.Deed.KEEP and not given.get("note", "").strip():
            self.add_error("note", NO_NOTE)
        return given

    @cached_property
    def helper(self):
        helper = form_helper(self.action)
        helper.layout = Layout(
            "seen", "deed", "note", Actions(_("Record the decision"), self.leave_url, _("Back to the worklist"))
        )
        return helper
