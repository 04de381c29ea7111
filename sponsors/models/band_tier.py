"""From the amount band to the level: one table for each hub."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models import Hub

from ..bands import HIGHEST_TIER, LOWEST_TIER, USUAL_TIERS, clash

TIER_VALIDATORS = [MinValueValidator(HIGHEST_TIER), MaxValueValidator(LOWEST_TIER)]


class Band(models.TextChoices):
    """The bands of `sponsors.bands.BANDS`, in words."""

    BELOW_10K = "0-10k", _("below 10,000")
    FROM_10K = "10k-50k", _("10,000 to 50,000")
    FROM_50K = "50k-100k", _("50,000 to 100,000")
    FROM_100K = "100k-250k", _("100,000 to 250,000")
    FROM_250K = "250k+", _("250,000 and more")


class BandTierQuerySet(models.QuerySet):
    def table(self, hub_id: int | None) -> dict[str, int]:
        """The level of every band in a hub; where it says nothing, and without a hub, the usual one."""
        return USUAL_TIERS | dict(self.filter(hub=hub_id).values_list("band", "tier"))


class BandTier(models.Model):
    """The level that a hub gives to an amount band, where it differs from the usual one."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="band_tiers", verbose_name=_("hub"))
    band = models.CharField(_("amount band"), max_length=12, choices=Band)
    tier = models.PositiveSmallIntegerField(
        _("level"), validators=TIER_VALIDATORS, help_text=_("1 is the highest level of support.")
    )

    objects = BandTierQuerySet.as_manager()

    class Meta:
        ordering = ["hub", "tier"]
        verbose_name = _("level of an amount band")
        verbose_name_plural = _("levels of amount bands")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "band"],
                name="band_tier_once",
                violation_error_message=_("This hub has a level for that band already. Change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(band__in=Band.values),
                name="band_tier_band_known",
            ),
            models.CheckConstraint(
                condition=models.Q(tier__range=(HIGHEST_TIER, LOWEST_TIER)),
                name="band_tier_1_to_9",
                violation_error_message=_("A level lies between 1 and 9."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hub}: {self.get_band_display()}"

    def clean(self) -> None:
        super().clean()
        if self.hub_id is None or self.tier is None or self.band not in Band.values:
            return
        found = clash(BandTier.objects.table(self.hub_id) | {self.band: self.tier})
        if found:
            smaller, larger = (Band(band).label for band in found)
            raise ValidationError(
                _("“%(larger)s” would then stand below “%(smaller)s”. More money never gives a lower level."),
                code="clash",
                params={"smaller": smaller, "larger": larger},
            )
