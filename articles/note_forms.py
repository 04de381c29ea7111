"""The form in which a learner writes a note."""

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from hub.questionnaire import Actions, form_helper

from .models import LONGEST_NOTE
from .notes import fingerprint


class NoteField(forms.CharField):
    """Plain text of several lines. It gives no limit to the browser, which would cut off what is pasted."""

    widget = forms.Textarea

    def to_python(self, value):
        return normalize_newlines(super().to_python(value))


class NoteForm(forms.Form):
    text = NoteField(
        label=_("Your note"),
        required=False,
        help_text=_("Plain text, at most 4,000 characters. Only you see it. An empty note is removed."),
        validators=[
            MaxLengthValidator(
                LONGEST_NOTE,
                _(
                    "A note holds at most %(limit_value)d characters, yours has %(show_value)d. "
                    "Nothing is stored yet: shorten it and save again."
                ),
            )
        ],
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, stored: str, action: str, leave_url: str):
        """stored: the note as it stands."""
        super().__init__(data, initial={"text": stored, "seen": fingerprint(stored)}, auto_id="note-%s")
        self.action, self.leave_url = action, leave_url

    @cached_property
    def helper(self):
        helper = form_helper(self.action)
        helper.layout = Layout("text", "seen", Actions(_("Save note"), self.leave_url, _("Back to your record")))
        return helper
