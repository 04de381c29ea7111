"""The glossary of a hub: what its abbreviations mean and which names stay in every language."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.models import Hub


class GlossaryTerm(models.Model):
    """A word that a hub's articles use. The pages explain it; nobody types the explanation twice."""

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", _("Abbreviation, explained to readers")
        COMMON = "common", _("Abbreviation that needs no explanation")
        NAME = "name", _("Drug or other name, never translated")

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="glossary", verbose_name=_("hub"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ABBREVIATION)
    term = models.CharField(_("term"), max_length=60, help_text=_("In the singular, such as MRD or isatuximab."))
    expansion = models.CharField(
        _("long form"), max_length=160, blank=True, help_text=_("In small letters, such as minimal residual disease.")
    )
    plural_expansion = models.CharField(
        _("long form in the plural"), max_length=160, blank=True,
        help_text=_("Where texts use the plural, such as mAbs: monoclonal antibodies."),
    )  # fmt: skip

    class Meta:
        ordering = ["hub", "term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "term"],
                name="glossary_term_once_a_hub",
                violation_error_message=_("The glossary of this hub has that term already."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="abbreviation", expansion=""),
                name="glossary_abbreviation_has_long_form",
                violation_error_message=_("Write the long form; readers see it beside the abbreviation."),
            ),
            models.CheckConstraint(
                condition=Q(kind="abbreviation") | Q(expansion="", plural_expansion=""),
                name="glossary_only_abbreviations_have_long_form",
                violation_error_message=_("Only an abbreviation that is explained has a long form."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.expansion}" if self.expansion else self.term

    def clean(self) -> None:
        super().clean()
        self.term = " ".join(self.term.split())
        if not any(character.isalnum() for character in self.term):
            raise ValidationError({"term": _("Write a word with letters.")})
