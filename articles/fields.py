"""Model fields of texts, lists of words and citation keys."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .grid import cleaned_cells
from .inline import is_key
from .richtext import Profile, clean
from .widgets import RichTextWidget


class RichTextField(models.TextField):
    """Rich text of one profile, cleaned on every save whatever wrote it; an empty text is the empty string."""

    def __init__(self, verbose_name=None, profile: Profile = Profile.PARAGRAPHS, **kwargs):
        self.profile = profile
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else clean(value, self.profile)

    def formfield(self, **kwargs):
        return super().formfield(**kwargs | {"widget": RichTextWidget(self.profile)})

    def pre_save(self, model_instance, add):
        value = clean(getattr(model_instance, self.attname) or "", self.profile)
        setattr(model_instance, self.attname, value)
        return value


class RichCellsField(models.JSONField):
    """Cells of rich text of one line, in lists or by name, however deep; cleaned on every save whatever wrote it."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def pre_save(self, model_instance, add):
        value = cleaned_cells(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class LinesField(forms.CharField):
    """A text area with one entry a line; cleans to a list of strings."""

    widget = forms.Textarea

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        super().__init__(*args, **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [line for line in lines if line]

    def has_changed(self, initial, data):
        return self.clean(data or "") != list(initial or [])


class TextListField(models.JSONField):
    """An ordered list of short texts."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise ValidationError(_("Give a list of texts."))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LinesField} | kwargs)


class CiteKeysField(models.CharField):
    """Citation keys in order, separated by spaces, for places that cite without text: headings, trial blocks."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else " ".join(value.replace(",", " ").split())

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        # A module of the admin puts a button beside the field that finds references at this address.
        field.widget.attrs["data-cite-keys"] = reverse_lazy("admin:articles_reference_search")
        return field

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        for key in value.split():
            if not is_key(key):
                raise ValidationError(_("%(key)s is not a citation key."), params={"key": key})
