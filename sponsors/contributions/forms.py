"""The form in which a reader pledges a contribution. It asks for no card data, and refuses what looks like some."""

from decimal import Decimal

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.form_keys import FormKey
from hub.models import fold_email
from hub.open_forms import OpenForm
from hub.questionnaire import Actions, LongSelect, Section, Trap, form_helper

from .actions import Pledge
from .models import LARGEST_AMOUNT
from .money import decimal_places, holds_card_number

NO_CARD = _("This looks like the number of a card. Remove it: you pay on the next page, not here.")


class ContributionForm(OpenForm):
    """Who, how much, and what else they wish. `suggestion_field` is made by whoever knows suggestions."""

    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=Decimal(1),
        max_value=LARGEST_AMOUNT,
        max_digits=10,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the amount."),
            "invalid": _("Write the amount in digits, with a point before the cents, such as 25 or 25.50."),
            "min_value": _("The smallest amount is 1."),
            "max_value": _("Write to us about amounts above %(limit_value)s."),
            "max_decimal_places": _("Write at most two digits behind the point."),
        },
    )
    currency = forms.ChoiceField(label=_("Currency"), widget=LongSelect)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Write the name that the receipt shall carry.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("For the receipt, and for news of your suggestion if you make one."),
        error_messages={"required": _("Write the address to which the receipt shall go.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    shows_name = forms.BooleanField(
        label=_("Show my name among the contributors on the page of funders, never the amount"), required=False
    )
    gift = forms.CharField(
        label=_("Wording of a gift"),
        max_length=200,
        required=False,
        help_text=_("If you give in somebody's name, such as “In memory of my teacher”."),
    )
    wants_updates = forms.BooleanField(required=False)

    def __init__(self, data=None, *, key: FormKey, wording: str, suggestion_field: forms.Field):
        """wording: what a tick for updates asks for."""
        super().__init__(data, key=key, auto_id="contribution-%s")
        self.fields["currency"].choices = [(code, code) for code in settings.CONTRIBUTION_CURRENCIES]
        self.fields["suggestion"] = suggestion_field
        self.fields["wants_updates"].label = wording

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])

    def clean(self):
        cleaned = super().clean()
        for name in ("name", "gift", "suggestion"):
            if holds_card_number(cleaned.get(name) or ""):
                self.add_error(name, NO_CARD)
        amount, currency = cleaned.get("amount"), cleaned.get("currency")
        if amount is not None and currency and amount != round(amount, decimal_places(currency)):
            self.add_error("amount", _("Amounts in %(currency)s have no cents.") % {"currency": currency})
        return cleaned

    def given(self) -> Pledge:
        """Only for a valid form."""
        return Pledge(**{name: self.cleaned_data[name] for name in Pledge.__dataclass_fields__})

    @cached_property
    def helper(self):
        helper = form_helper(reverse("contribute"))
        helper.layout = Layout(
            "submission_key",
            Trap(),
            Section(
                "pledge", _("Your contribution"), _("You pay later. No card data is asked here."), "amount", "currency"
            ),
            Section(
                "you",
                _("About you"),
                _("Read by the people who handle contributions only."),
                "name",
                "email",
                "shows_name",
                "gift",
            ),
            Section(
                "wishes",
                _("If you like"),
                _("What you suggest is judged like every suggestion, by people who do not see who contributed."),
                "suggestion",
                "wants_updates",
            ),
            Actions(_("Pledge this contribution"), reverse("home"), _("Front page")),
        )
        return helper
