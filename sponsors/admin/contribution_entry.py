"""Entering a contribution that arrived without a pledge, such as by bank transfer."""

import secrets

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models import Hub, fold_email

from ..contributions.actions import Pledge
from ..contributions.money import decimal_places, holds_card_number
from ..models import Contribution

NO_CARD = _("This looks like the number of a card. No card data is kept here.")


class EntryForm(forms.ModelForm):
    """The page carries a number of its own, so that a double click enters one contribution."""

    currency = forms.ChoiceField(label=_("Currency"))
    on = forms.DateField(label=_("Arrived on"), widget=AdminDateWidget)
    page_number = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = Contribution
        fields = ("hub", "amount", "currency", "name", "email", "shows_name", "gift", "reference")
        help_texts = {
            "email": _("The receipt goes there with the next run of mails. Empty: no receipt is sent."),
            "shows_name": _("Only with the word of whoever gave. The name then stands on the page of funders."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = [(code, code) for code in settings.CONTRIBUTION_CURRENCIES]
        self.initial["currency"] = self.initial.get("currency") or settings.CONTRIBUTION_CURRENCIES[0]
        self.fields["page_number"].initial = f"entered-{secrets.token_hex(16)}"
        self.initial["hub"] = self.initial.get("hub") or Hub.objects.filter(is_default=True).first()
        self.fields["on"].initial = timezone.localdate()

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])

    def clean(self):
        cleaned = super().clean()
        for name in ("name", "gift", "reference"):
            if holds_card_number(cleaned.get(name) or ""):
                self.add_error(name, NO_CARD)
        amount, currency = cleaned.get("amount"), cleaned.get("currency")
        if amount is not None and currency and amount != round(amount, decimal_places(currency)):
            self.add_error("amount", _("Amounts in %(currency)s have no cents.") % {"currency": currency})
        if cleaned.get("shows_name") and not cleaned.get("name"):
            self.add_error("name", _("Write the name that shall be shown, or take the tick away."))
        hub, on = cleaned.get("hub"), cleaned.get("on")
        if hub and on and on > timezone.localdate(timezone=hub.zone):
            self.add_error("on", _("This day is still to come. Give the day on which it happened."))
        return cleaned

    def given(self) -> Pledge:
        """Only for a valid form."""
        return Pledge(**{name: self.cleaned_data[name] for name in Pledge.__dataclass_fields__})
