"""Choosing several rows with tick boxes, in an order that counts or not."""

from collections.abc import Sequence
from typing import Any

from django import forms


class OrderedCheckboxes(forms.CheckboxSelectMultiple):
    """Tick boxes, ticked ones first in their order; a module of ours adds buttons that move them."""

    template_name = "admin/widgets/ordered_choices.html"

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None):
        place = {text: number for number, text in enumerate(value or [])}
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: place.get(str(group[1][0]["value"]), len(place)))


class OrderedChoiceField(forms.ModelMultipleChoiceField):
    """Rows in the order in which they were sent; cleans to a list."""

    widget = OrderedCheckboxes

    def clean(self, value: Any) -> list:
        found = {str(row.pk): row for row in super().clean(value)}
        return [found[str(pk)] for pk in dict.fromkeys(map(str, value or []))]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(map(str, self.prepare_value(initial) or [])) != list(map(str, data or []))
