"""The form in which anybody suggests what an article should take up."""

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.form_keys import FormKey
from hub.models import Hub, fold_email
from hub.open_forms import OpenForm
from hub.questionnaire import Actions, Trap, form_helper

from .models import LONGEST_SUGGESTION, Topic
from .suggestion_text import MOST_LINKS, count_links

NO_NAMES = _("Do not name patients or colleagues, or anything that could tell who they are.")


class SuggestionText(forms.CharField):
    """The words of a suggestion: not too long, and with few links."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=LONGEST_SUGGESTION,
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={
                "required": _("Write what an article should take up."),
                "max_length": _("Shorten this to %(limit_value)d characters; it has %(show_value)d."),
            },
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        n_links = count_links(value)
        if n_links > MOST_LINKS:
            raise forms.ValidationError(
                _(
                    "This text holds %(count)d links, and at most %(most)d are taken. Remove some, or name the sources "
                    "in words."
                ),
                code="links",
                params={"count": n_links, "most": MOST_LINKS},
            )


class SuggestionForm(OpenForm):
    """Text, and optionally a topic, an address for news of it, and the wish for updates."""

    text = SuggestionText(label=_("What should an article take up?"), help_text=NO_NAMES)
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("None of these")
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Only for news of this suggestion: once it is accepted, declined or published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_updates = forms.BooleanField(required=False)

    def __init__(self, data=None, *, hub: Hub, key: FormKey, wording: str):
        """wording: what a tick asks for."""
        super().__init__(data, key=key, auto_id="suggestion-%s")
        self.fields["topic"].queryset = Topic.objects.filter(hub=hub).order_by("name")
        self.fields["wants_updates"].label = wording

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("wants_updates") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address that updates shall go to, or untick them below."))
        return cleaned

    @cached_property
    def helper(self):
        helper = form_helper(reverse("suggest"))
        helper.layout = Layout(
            "submission_key",
            Trap(),
            "text",
            "topic",
            "email",
            "wants_updates",
            Actions(_("Send the suggestion"), reverse("home"), _("Front page")),
        )
        return helper
