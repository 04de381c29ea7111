"""Forms of the trial registry: phases and arms as tick boxes, follow-up as lines."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.admin.base import ExchangingRows, OrderedForm, pk_in

from ..follow_up_lines import FollowUpLine, read_lines, write_lines
from ..models import Analysis, Arm, FollowUp, Trial
from ..registries import tidy_number

_KEY_OF_ARM = re.compile(r"arms-([0-9]{1,6})-key")
PHASES = (
    ("EARLY_PHASE1", gettext_lazy("Early phase I")),
    ("PHASE1", gettext_lazy("Phase I")),
    ("PHASE2", gettext_lazy("Phase II")),
    ("PHASE3", gettext_lazy("Phase III")),
    ("PHASE4", gettext_lazy("Phase IV")),
    ("NA", gettext_lazy("Not applicable")),
)


class TrialForm(forms.ModelForm):
    phases = forms.MultipleChoiceField(
        label=gettext_lazy("Phases"), choices=PHASES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Phase I/II is two ticks."),
    )  # fmt: skip

    class Meta:
        model = Trial
        fields = (
            "acronym", "slug", "question", "phases", "condition", "setting", "design", "n_enrolled", "n_note", "aliases",
        )  # fmt: skip


def link_to(trial: Trial) -> SafeString:
    """Acronym and numbers of a stored trial, as a link to it in a window of its own."""
    numbers = ", ".join(number.value for number in trial.ids.all())
    address = reverse("admin:articles_trial_change", args=[trial.pk])
    return format_html('<a href="{}" target="_blank">{}</a>', address, f"{trial} ({numbers})" if numbers else trial)


def belongs_to(number: str, holder: Trial) -> SafeString:
    return format_html(_("{} belongs to the trial {}."), number, link_to(holder))


class TrialIdForm(OrderedForm):
    """Takes a registry number as people paste it, and refuses one of another trial by that trial's name."""

    def clean(self):
        cleaned = super().clean()
        registry, value = cleaned.get("registry"), cleaned.get("value")
        if registry and value:
            # Tidied here and not in the model alone, so that two rows of the page can be told to be the same.
            cleaned["value"] = tidy_number(registry, value)
            holders = Trial.objects.of_number(registry, cleaned["value"])
            if holder := holders.exclude(pk=self.instance.trial_id).first():
                self.add_error("value", ValidationError(belongs_to(cleaned["value"], holder)))
        return cleaned


class FollowUpField(forms.CharField):
    """Lines of follow-up; cleans to a list of FollowUpLine."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[FollowUpLine]:
        try:
            return read_lines(super().clean(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class AnalysisForm(OrderedForm):
    """An analysis with its median follow-up, which is stored in rows of its own."""

    follow_up = FollowUpField(
        label=gettext_lazy("Median follow-up"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as 59.7 months. Where arms differ, one a line with the arm's key: e: 13.2 months."),
    )  # fmt: skip

    class Meta:
        model = Analysis
        fields = ("key", "label", "data_cutoff", "population", "ref", "order")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.instance.median_follow_up.select_related("arm")
            lines = [FollowUpLine(row.arm.key if row.arm else "", row.value, row.unit) for row in rows]
            self.initial["follow_up"] = write_lines(lines)

    def save_follow_up(self) -> None:
        """Write the lines as rows. The arms of the trial must be stored by now."""
        lines = self.cleaned_data.get("follow_up", [])
        arms = {arm.key: arm for arm in Arm.objects.filter(trial=self.instance.trial_id)}
        self.instance.median_follow_up.all().delete()
        FollowUp.objects.bulk_create(
            FollowUp(analysis=self.instance, arm=arms.get(line.arm), value=line.value, unit=line.unit, order=order)
            for order, line in enumerate(lines)
        )


class AnalysisRows(ExchangingRows):
    """Checks the arms that follow-up names against the arms of this very form, new ones included."""

    def clean(self):
        super().clean()
        arms = self._posted_arms()
        for form in self.forms:
            for line in getattr(form, "cleaned_data", {}).get("follow_up") or []:
                if line.arm and line.arm not in arms:
                    sentence = _("No arm of this trial has the key %(key)s.") % {"key": line.arm}
                    form.add_error("follow_up", ValidationError(sentence))

    def _posted_arms(self) -> set[str]:
        total = pk_in(self.data.get("arms-TOTAL_FORMS", "")) or 0
        # By the names that were sent: the number of rows is what a browser says it is.
        numbers = [match[1] for name in self.data if (match := _KEY_OF_ARM.fullmatch(name)) and int(match[1]) < total]
        return {self.data[f"arms-{number}-key"] for number in numbers if not self.data.get(f"arms-{number}-DELETE")}

    def save(self, commit=True):
        saved = super().save(commit)
        if commit:
            self._save_follow_up()
        else:
            # The admin saves rows itself and then calls save_m2m: only then have new analyses a key.
            inner = self.save_m2m
            self.save_m2m = lambda: (inner(), self._save_follow_up())
        return saved

    def _save_follow_up(self) -> None:
        for form in self.forms:
            if form.instance.pk and form not in self.deleted_forms and "follow_up" in form.changed_data:
                form.save_follow_up()
