"""A new trial by four fields: acronym, registry number, phase, and what it asks. Everything else can follow."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Trial, TrialId
from ..models.trial import slug_stem
from ..registries import problem_with, registry_of, tidy_number
from .trial_forms import TrialForm, belongs_to, link_to


class NewTrialForm(TrialForm):
    """The registry is told by the form of its number, the slug is made from the acronym.

    An acronym that a stored trial has already is a warning: whoever means another trial says so with a tick.
    """

    number = forms.CharField(
        label=gettext_lazy("Registry number"), max_length=60, required=False,
        help_text=gettext_lazy("Such as NCT03319667 or 2018-004614-18. The registry is told by its form."),
    )  # fmt: skip
    is_another = forms.BooleanField(
        label=gettext_lazy("This is another trial of the same acronym"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean_number(self) -> tuple[str, str] | None:
        """Registry and number, None where the field is empty."""
        typed = self.cleaned_data["number"]
        if not typed:
            return None
        registry = registry_of(typed)
        if registry is None:
            sentence = _(
                "“%(number)s” has the form of no registry known here; NCT03319667 would be one. Of any other registry, "
                "leave this empty and add the number under Registry numbers below."
            )
            raise ValidationError(sentence, params={"number": typed})
        number = tidy_number(registry, typed)
        if problem := problem_with(registry, number):
            raise ValidationError(problem)
        if holder := Trial.objects.of_number(registry, number).first():
            raise ValidationError(belongs_to(number, holder))
        return registry, number

    def clean(self):
        cleaned = super().clean()
        acronym = cleaned.get("acronym", "")
        if acronym:
            # Before namesakes are looked for: who comes too late for a warning then finds the slug taken.
            self._make_slug(cleaned, acronym)
        if acronym and not cleaned.get("is_another"):
            self._warn_of(list(Trial.objects.filter(acronym__iexact=acronym).prefetch_related("ids")))
        return cleaned

    def _warn_of(self, namesakes: list[Trial]) -> None:
        if not namesakes:
            return
        self.fields["is_another"].widget = forms.CheckboxInput()
        links = format_html_join(", ", "{}", ((link_to(trial),) for trial in namesakes))
        sentence = _("{} is stored already. Choose that trial in the article, or tick below that you mean another one.")
        self.add_error("acronym", ValidationError(format_html(sentence, links)))

    def _make_slug(self, cleaned: dict, acronym: str) -> None:
        """The slug from the acronym, with a number where it is taken; one that somebody chose otherwise stays."""
        own = slug_stem(acronym)
        if cleaned.get("slug") and cleaned["slug"] != own:
            return
        if not own:
            self.add_error("slug", _("The acronym holds no letters from a to z. Write a slug for the trial's address."))
            return
        cleaned["slug"] = Trial.objects.free_slug(own)

    def save_number(self) -> None:
        """Store the number with the saved trial, unless a row of the page has done so."""
        if self.cleaned_data.get("number"):
            registry, number = self.cleaned_data["number"]
            TrialId.objects.get_or_create(trial=self.instance, registry=registry, value=number)
