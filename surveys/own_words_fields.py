"""Fields for learners' own words, with the notice that belongs above each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models.own_words import LONGEST

NOTICE = _("Do not name patients or colleagues, or anything that could tell who they are.")


class OwnWordsField(forms.CharField):
    """An optional text of at most LONGEST characters."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=NOTICE,
            error_messages={"max_length": _("Shorten this to %(limit_value)d characters; it has %(show_value)d.")},
            **kwargs,
        )
