"""The standing texts of a hub."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models import AppendOnly, AppendOnlyQuerySet, Hub

from ..notice_texts import ABOUT_SUPPORT, NAMES_FUNDERS, PLACEHOLDERS, unknown_placeholders
from ..praise import names_in, praise_in
from .funder import Funder


class NoticeQuerySet(AppendOnlyQuerySet):
    def valid_on(self, hub, day) -> dict[str, "Notice"]:
        """By kind, the version that is valid on that day; kinds without one, or back at built-in wording, are missing."""
        rows = self.filter(hub=hub, valid_from__lte=day).order_by("valid_from", "pk")
        return {kind: row for kind, row in {row.kind: row for row in rows}.items() if row.text}


class Notice(AppendOnly):
    """A standing text of a hub in one version. Of two from the same day the later entered one counts."""

    class Kind(models.TextChoices):
        STRIP = "strip", _("Sponsor strip: first sentence")
        LEVELS = "levels", _("Sponsor strip: meaning of the levels")
        TRANSLATION = "translation", _("Machine translation")
        GATE = "gate", _("For health professionals only")
        QUIZ_INTRO = "quiz_intro", _("Introduction of the quiz")
        STATEMENT_ONE = "statement_one", _("Support statement: one funder")
        STATEMENT_MANY = "statement_many", _("Support statement: several funders")
        STATEMENT_IN_KIND = "statement_in_kind", _("Support statement: in kind only")
        STATEMENT_NONE = "statement_none", _("Support statement: no external funding")
        INDEPENDENCE = "independence", _("Independence sentence")
        CONTRIBUTION = "contribution", _("Contribution banner")
        SUGGESTION = "suggestion", _("Suggestion form")

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="notices", verbose_name=_("hub"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("text"), blank=True, help_text=_("Empty: back to the built-in wording."))
    valid_from = models.DateField(_("valid from"), help_text=_("Until the day before the next version begins."))
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["hub", "kind", "-valid_from", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.valid_from}"

    def clean(self) -> None:
        super().clean()
        self.text = self.text.strip()
        if self.hub_id and self.valid_from and self.valid_from < timezone.localdate(timezone=self.hub.zone):
            message = _("A notice begins today or later: what readers were shown before stays on record.")
            raise ValidationError({"valid_from": message})
        if self.text and self.kind in PLACEHOLDERS:
            self._refuse_text()

    def _refuse_text(self) -> None:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS[self.kind])
        if unknown := unknown_placeholders(self.kind, self.text):
            message = _("This notice does not know %(unknown)s. It knows %(known)s.")
            raise ValidationError({"text": message % {"unknown": ", ".join(unknown), "known": known}})
        if self.kind in NAMES_FUNDERS and "{funders}" not in self.text:
            raise ValidationError(
                {"text": _("A support statement names the funders: write {funders} where they stand.")}
            )
        if typed := names_in(self.text, Funder.objects.values_list("name", flat=True)):
            message = _("Take out %(names)s: funders are named from their agreements, never in a notice.")
            raise ValidationError({"text": message % {"names": ", ".join(typed)}})
        if self.kind in ABOUT_SUPPORT and (praise := praise_in(self.text)):
            raise ValidationError({"text": PRAISE % {"words": ", ".join(praise)}})


PRAISE = _("A statement of support praises nobody and claims nothing. Take out: %(words)s.")
