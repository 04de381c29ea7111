"""Forms of article rows that cite: keys typed into fields must belong to references."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..fields import CiteKeysField
from ..models import ListBlock, Reference
from ..richtext import read_items, write_items


def unknown_keys(text: str) -> list[str]:
    """Keys of the text that no reference has, in their order."""
    keys = text.split()
    known = set(Reference.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [key for key in keys if key not in known]


class CitingForm(forms.ModelForm):
    """Refuses citation keys that no reference has. The article may be saved once the reference exists."""

    def clean(self):
        cleaned = super().clean()
        for field in self._meta.model._meta.get_fields():
            if isinstance(field, CiteKeysField) and (missing := unknown_keys(cleaned.get(field.name) or "")):
                sentence = ngettext(
                    "No reference has the key %(keys)s. Add it under References, or choose another.",
                    "No references have the keys %(keys)s. Add them under References, or choose others.",
                    len(missing),
                )
                self.add_error(field.name, sentence % {"keys": ", ".join(missing)})
        return cleaned


class ListBlockForm(forms.ModelForm):
    """Keeps the list's own tag and the tick box “numbered” alike."""

    class Meta:
        model = ListBlock
        fields = ("items", "is_ordered", "key")

    def clean(self):
        cleaned = super().clean()
        if items := cleaned.get("items"):
            cleaned["items"] = write_items(read_items(items), ordered=cleaned.get("is_ordered", False))
            if not cleaned["items"]:
                self.add_error("items", _("Write at least one item, or delete the list."))
        return cleaned
