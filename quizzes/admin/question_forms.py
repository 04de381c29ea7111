"""The form of a question with its options, all on one page."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.forms import CitingForm
from hub.admin.base import ExchangingRows, OrderedForm

from ..bank import next_slots
from ..models import Option, Question
from ..publication import MAX_OPTIONS, MIN_OPTIONS


class QuestionForm(CitingForm):
    class Meta:
        model = Question
        fields = ("stem", "external_id", "bloom", "moore", "rationale", "refs", "fixed_order")
        widgets = {"stem": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def clean_external_id(self):
        """A name that is taken gets its sentence at the field; the constraint alone would say it above the form."""
        name = self.cleaned_data["external_id"].strip()
        if name and Question.objects.filter(external_id=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another question has this external id."))
        return name


class OptionForm(OrderedForm):
    class Meta:
        model = Option
        fields = ("text", "is_key", "feedback", "order")
        labels = {"is_key": gettext_lazy("Right choice (key)")}
        help_texts = {"is_key": "", "feedback": ""}
        widgets = {"text": forms.TextInput(attrs={"class": "vLargeTextField"})}


class OptionRows(ExchangingRows):
    """Two to eight options with different texts, exactly one of them the key."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        rows = [form for form in rows if not form.cleaned_data.get("DELETE")]
        problems = list(self._problems(rows))
        if problems:
            raise ValidationError(problems)

    def _problems(self, rows):
        if len(rows) < MIN_OPTIONS:
            yield _("A question has at least %(count)s options.") % {"count": MIN_OPTIONS}
        if len(rows) > MAX_OPTIONS:
            yield _("A question has at most %(count)s options.") % {"count": MAX_OPTIONS}
        keys = sum(bool(form.cleaned_data.get("is_key")) for form in rows)
        if keys == 0:
            yield _("Mark the right option as the key.")
        elif keys > 1:
            yield _("Only one option is the key; %(count)s are marked.") % {"count": keys}
        texts = Counter(" ".join(form.cleaned_data.get("text", "").split()).casefold() for form in rows)
        for form in rows:
            text = form.cleaned_data.get("text", "")
            if texts.pop(" ".join(text.split()).casefold(), 0) > 1:
                yield _("Two options say the same: %(text)s.") % {"text": text}

    def save(self, commit=True):
        """Store the options; the old key gives way first, since the database refuses two."""
        new_key = next((form.instance.pk for form in self.forms if form.cleaned_data.get("is_key")), None)
        Option.objects.filter(question=self.instance, is_key=True).exclude(pk=new_key).update(is_key=False)
        self._slots = next_slots(self.instance)
        return super().save(commit)

    def save_new(self, form, commit=True):
        form.instance.slot = next(self._slots)
        return super().save_new(form, commit)
