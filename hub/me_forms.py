"""The form in which a person has the hub forget them."""

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .questionnaire import Actions, form_helper


class EraseForm(forms.Form):
    use_required_attribute = False
    answers = forms.BooleanField(
        label=_("Also delete my answers to quizzes and surveys"),
        required=False,
    )
    sure = forms.BooleanField(
        label=_("Yes, erase this. I know that it cannot be undone."),
        error_messages={"required": _("Tick this box to erase. Nothing has been erased yet.")},
    )

    def __init__(self, data=None, *, has_account: bool):
        super().__init__(data, auto_id="erase-%s")
        self.fields["sure"].short_label = _("Confirmation")
        self.button = _("Erase my account") if has_account else _("Erase what this device holds")

    @cached_property
    def helper(self):
        helper = form_helper(reverse("me_erase"))
        helper.layout = Layout("answers", "sure", Actions(self.button, reverse("me"), _("Keep everything")))
        return helper
