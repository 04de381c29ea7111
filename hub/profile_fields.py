"""The three optional questions about a learner, wherever a form asks them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .countries import COUNTRIES
from .models import Profession
from .profiles import Profile
from .questionnaire import LongSelect, Section
from .specialties import SPECIALTIES

KEPT = [("", _("Prefer not to say"))]
NAMES = ("profession", "specialty", "country")


class ProfileFields(forms.Form):
    """Profession, specialty and country."""

    profession = forms.ChoiceField(label=_("Profession"), choices=[*KEPT, *Profession.choices], required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), choices=[*KEPT, *SPECIALTIES], required=False)
    country = forms.ChoiceField(label=_("Country"), choices=[*KEPT, *COUNTRIES], widget=LongSelect, required=False)

    def profile(self) -> Profile:
        """What the learner tells of themselves, empty where nothing was asked. Only for a valid form."""
        return Profile(**{name: self.cleaned_data.get(name, "") for name in NAMES})


def about_you() -> Section:
    """The three fields under their heading, with the reason for asking."""
    hint = _("Asked once. We use it only to see for whom an article works, never to identify you.")
    return Section("about-you", _("About you"), hint, *NAMES)
