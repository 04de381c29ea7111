"""Landscape tables: chosen facts of several trials side by side, generated from the registry."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..landscape import COLUMNS
from .article import Ordered
from .blocks import Block
from .trial import Trial


def validate_columns(columns: list[str]) -> None:
    """Raises ValidationError for a word that names no column."""
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise ValidationError(_("%(name)s is no column of a landscape table."), params={"name": unknown[0]})


class LandscapeBlock(Block):
    """A generated table: a row for each trial, in order, and the chosen columns, in order."""

    columns = models.JSONField(_("columns"), validators=[validate_columns])
    trials = models.ManyToManyField(
        Trial, through="LandscapeTrial", related_name="landscapes", verbose_name=_("trials")
    )

    class Meta(Block.Meta):
        verbose_name = _("landscape table")
        verbose_name_plural = _("landscape tables")
        constraints = [
            models.CheckConstraint(
                condition=~Q(columns=[]),
                name="landscape_has_columns",
                violation_error_message=_("Choose at least one column."),
            )
        ]

    def __str__(self) -> str:
        return ", ".join(trial.acronym for trial in self.trials_in_order()) if self.pk else str(_("Landscape table"))

    def trials_in_order(self) -> list[Trial]:
        """The trials of the rows; no query where the lines have been prefetched with their trials."""
        return [line.trial for line in self.lines.all()]

    def set_trials(self, trials: Iterable[Trial]) -> None:
        """Show these trials in this order; a trial that is named twice is shown once."""
        self.lines.all().delete()
        lines = [
            LandscapeTrial(landscape=self, trial=trial, order=order)
            for order, trial in enumerate(dict.fromkeys(trials))
        ]
        LandscapeTrial.objects.bulk_create(lines)


class LandscapeTrial(Ordered):
    """A row of a landscape table."""

    landscape = models.ForeignKey(LandscapeBlock, models.CASCADE, related_name="lines")
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="landscape_lines", verbose_name=_("trial"))

    class Meta(Ordered.Meta):
        verbose_name = _("trial of a landscape table")
        verbose_name_plural = _("trials of landscape tables")
        constraints = [models.UniqueConstraint(fields=["landscape", "trial"], name="landscape_trial_once")]

    def __str__(self) -> str:
        return str(self.trial)
