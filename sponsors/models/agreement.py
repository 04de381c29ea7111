"""Agreements with funders. Amounts live here and leave through no other door than the sponsor manager's admin."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hub.models import Hub, Kept, KeptQuerySet

from .band_tier import TIER_VALIDATORS, Band, BandTier
from .funder import Funder

CONFIDENTIAL = ("band", "band_note", "tier", "tier_override", "override_reason", "signatories")
"""Fields whose values stand in no bundle, no audit event and no page of content roles."""

NEEDS_BAND = _("A level follows from the amount band. Choose the band first.")


class AgreementQuerySet(KeptQuerySet):
    def confirmed(self):
        return self.filter(status=Agreement.Status.CONFIRMED)

    def kept(self):
        """Agreements that were confirmed, support an article, or stand in a published version."""
        return super().kept() | self.confirmed()

    def active_on(self, day):
        """Agreements whose period includes `day`; an open end never ends."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def overlapping(self, starts_on, ends_on):
        """Agreements that share a day with this period; None is an open start or end."""
        found = self if ends_on is None else self.filter(Q(starts_on=None) | Q(starts_on__lte=ends_on))
        return found if starts_on is None else found.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))

    def for_site(self, hub):
        return self.filter(hub=hub, scope=Agreement.Scope.HUB)

    def visible_in(self, hub, now):
        """Agreements that readers of this hub should know: for the hub, its topics, its articles as published."""
        shown = self.model._meta.get_field("shown_in").related_model.objects.released(now)
        return self.filter(
            Q(scope=Agreement.Scope.HUB, hub=hub)
            | Q(scope=Agreement.Scope.TOPIC, topic__hub=hub)
            | Q(shown_in__in=shown.filter(version__article__hub=hub).order_by())
        ).distinct()


class Agreement(Kept):
    """A written agreement with one funder. A draft, such as one read from a bundle, waits for the sponsor manager."""

    KEPT_IF = ("lines", "shown_in")
    KEPT_BECAUSE = _(
        "“%(name)s” cannot be deleted: it is confirmed or stands behind an article, and who paid stays on record. Set "
        "the last day of its period instead. A draft can be deleted once a publisher has taken it off the article."
    )

    class Scope(models.TextChoices):
        HUB = "hub", _("Hub")
        TOPIC = "topic", _("Topic")
        ARTICLE = "article", _("Article")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONFIRMED = "confirmed", _("Confirmed")

    funder = models.ForeignKey(Funder, models.PROTECT, related_name="agreements", verbose_name=_("funder"))
    number = models.CharField(_("number"), max_length=80, unique=True, null=True, blank=True)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.ARTICLE)
    hub = models.ForeignKey(
        Hub, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("hub")
    )
    topic = models.ForeignKey(
        "articles.Topic", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True, help_text=_("The last day."))
    purpose = models.CharField(_("purpose"), max_length=300, blank=True, help_text=_("Readers see it."))
    is_financial = models.BooleanField(_("gives money"), default=True)
    in_kind = models.CharField(
        _("support in kind"), max_length=200, blank=True, help_text=_("What is given, such as a venue. Readers see it.")
    )
    band = models.CharField(_("amount band"), max_length=12, choices=Band, blank=True)
    band_note = models.CharField(
        _("band in the file"), max_length=80, blank=True, help_text=_("From an imported file; no band of the list.")
    )
    tier = models.PositiveSmallIntegerField(_("level"), null=True, blank=True, editable=False)
    tier_override = models.PositiveSmallIntegerField(
        _("other level"),
        null=True,
        blank=True,
        validators=TIER_VALIDATORS,
        help_text=_("Only where the level of the table would be wrong. 1 is the highest."),
    )
    override_reason = models.CharField(_("why another level"), max_length=300, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signatories = models.TextField(_("signatories"), blank=True, help_text=_("Who signed for either side, one a line."))
    document_hash = models.CharField(
        _("SHA-256 of the document"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("A SHA-256 has 64 hexadecimal digits in lower case."))],
        help_text=_("The document itself is not stored here; this number proves which one was signed."),
    )
    has_independence_clause = models.BooleanField(
        _("independence clause confirmed"),
        default=False,
        help_text=_("The document says that the funder has no influence on subject, experts and content."),
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["funder__name", "starts_on"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The agreement ends before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(scope="hub") | Q(hub__isnull=False),
                name="agreement_hub_named",
                violation_error_message=_("An agreement for a hub names the hub."),
            ),
            models.CheckConstraint(
                condition=~Q(scope="topic") | Q(topic__isnull=False),
                name="agreement_topic_named",
                violation_error_message=_("An agreement for a topic names the topic."),
            ),
            models.CheckConstraint(condition=~Q(number=""), name="agreement_number_null_or_named"),
            models.CheckConstraint(
                condition=Q(is_financial=True) | ~Q(in_kind=""),
                name="agreement_gives_something",
                violation_error_message=_("An agreement gives money, something in kind, or both. Say what is given."),
            ),
            models.CheckConstraint(condition=Q(band="") | Q(band__in=Band.values), name="agreement_band_known"),
            models.CheckConstraint(
                condition=Q(band="", tier=None) | (~Q(band="") & Q(tier__range=(1, 9))),
                name="agreement_tier_from_band",
                violation_error_message=NEEDS_BAND,
            ),
            models.CheckConstraint(
                condition=Q(tier_override=None) | ~Q(band=""),
                name="agreement_override_needs_band",
                violation_error_message=NEEDS_BAND,
            ),
            models.CheckConstraint(
                condition=Q(tier_override=None) | Q(tier=F("tier_override")),
                name="agreement_override_is_the_tier",
            ),
            models.CheckConstraint(
                condition=Q(tier_override=None, override_reason="")
                | (Q(tier_override__isnull=False) & ~Q(override_reason="")),
                name="agreement_override_has_reason",
                violation_error_message=_(
                    "Another level than that of the table needs its reason, and a reason a level."
                ),
            ),
            models.CheckConstraint(
                condition=Q(document_hash="") | Q(document_hash__regex=r"^[0-9a-f]{64}$"),
                name="agreement_hash_sha256",
                violation_error_message=_("A SHA-256 has 64 hexadecimal digits in lower case."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(has_independence_clause=True),
                name="agreement_confirmed_with_clause",
                violation_error_message=_(
                    "Confirm that the document holds the independence clause, or leave the agreement a draft."
                ),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.funder.name, self.number or "", self.period) if part)

    @property
    def period(self) -> str:
        """The period as text, such as 2025-01-01 to 2026-12-31; empty where no date is known."""
        if self.starts_on is None and self.ends_on is None:
            return ""
        return f"{self.starts_on or ''} to {self.ends_on or ''}".strip()

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    def is_active(self, on) -> bool:
        """Whether the period includes this day, as `active_on` says it of rows."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)

    def derived_tier(self) -> int | None:
        """The level that the band has in the table of the hub, or the reasoned other one; None without a band."""
        if not self.band:
            return None
        hub_id = self.hub_id or (self.topic.hub_id if self.topic_id else None)
        return self.tier_override or BandTier.objects.table(hub_id).get(self.band)

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            self.tier = self.derived_tier()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.number = self.number or None
        self.override_reason = self.override_reason.strip()
        self.tier = self.derived_tier()
        if self.is_confirmed and self.funder_id:
            self._refuse_retired_funder()
            self._refuse_overlap()

    def _refuse_retired_funder(self) -> None:
        was_confirmed = Agreement.objects.confirmed().filter(pk=self.pk).exists()
        if not was_confirmed and not self.funder.is_active:
            raise ValidationError(
                _("%(funder)s is retired. Bring it back into use first, or leave the agreement a draft."),
                code="retired",
                params={"funder": self.funder},
            )

    def _refuse_overlap(self) -> None:
        """One funder supports one hub, or one topic, by one agreement a day; articles may have several."""
        if self.scope == self.Scope.ARTICLE:
            return
        if connection.in_atomic_block:
            # Two that are confirmed at one moment: the second waits here, and then sees the first.
            Funder.objects.select_for_update().get(pk=self.funder_id)
        place = {"hub": self.hub_id} if self.scope == self.Scope.HUB else {"topic": self.topic_id}
        rivals = Agreement.objects.confirmed().filter(funder=self.funder_id, scope=self.scope, **place)
        rival = rivals.overlapping(self.starts_on, self.ends_on).exclude(pk=self.pk).first()
        if rival:
            raise ValidationError(
                _(
                    "The period overlaps the confirmed agreement %(rival)s. Change the dates, or leave this one a draft."
                ),
                code="overlap",
                params={"rival": rival},
            )
