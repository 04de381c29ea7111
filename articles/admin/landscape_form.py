"""The form of a landscape table: trials in the order of their choice, columns in the order of their boxes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from hub.admin.choices import OrderedCheckboxes, OrderedChoiceField

from ..landscape import COLUMNS, MAX_TRIALS
from ..models import LandscapeBlock, LandscapeTrial, Trial
from ..rendering.landscapes import column_labels


class OrderedAutocomplete(AutocompleteSelectMultiple):
    """Chosen rows in their order: a module of ours puts each new one last.

    labels: what rows that have been read already are called, by primary key as text; others are read when needed.
    """

    labels: Mapping[str, str] = MappingProxyType({})

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None):
        chosen = list(dict.fromkeys(map(str, value)))
        labels = self.labels if set(chosen) <= set(self.labels) else self._read(chosen)
        options = [
            self.create_option(name, pk, labels[pk], True, place) for place, pk in enumerate(chosen) if pk in labels
        ]
        return [(None, options, 0)]

    def _read(self, pks: list[str]) -> dict[str, str]:
        numbers = [int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 19]
        return {str(row.pk): str(row) for row in self.choices.queryset.filter(pk__in=numbers)}


class ColumnsField(forms.MultipleChoiceField):
    """Columns in the order in which they were sent."""

    widget = OrderedCheckboxes

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class LandscapeBlockForm(forms.ModelForm):
    """A landscape table with at least one trial and one column."""

    # Not named as the relation, which a form would read again for each row.
    chosen_trials = OrderedChoiceField(
        Trial.objects.all(),
        label=_("Trials"),
        widget=OrderedAutocomplete(
            LandscapeTrial._meta.get_field("trial"), admin.site, attrs={"data-keeps-order": "true"}
        ),
        help_text=_("In the order in which you choose them; to move one, remove it and choose it again."),
    )
    columns = ColumnsField(label=_("Columns"), choices=lambda: [(name, column_labels()[name]) for name in COLUMNS])

    class Meta:
        model = LandscapeBlock
        fields = ("columns", "key")

    def __init__(self, *args: Any, instance: LandscapeBlock | None = None, initial: Any = None, **kwargs: Any) -> None:
        trials = instance.trials_in_order() if instance and instance.pk else []
        super().__init__(*args, instance=instance, initial={"chosen_trials": trials} | (initial or {}), **kwargs)
        self.fields["chosen_trials"].widget.labels = {str(trial.pk): str(trial) for trial in trials}

    def clean_chosen_trials(self) -> list[Trial]:
        trials = self.cleaned_data["chosen_trials"]
        if len(trials) > MAX_TRIALS:
            sentence = _("A landscape table holds %(most)s trials; these are %(count)s.")
            raise forms.ValidationError(sentence, params={"most": MAX_TRIALS, "count": len(trials)})
        return trials

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "chosen_trials" in self.changed_data:
            self.instance.set_trials(self.cleaned_data["chosen_trials"])
