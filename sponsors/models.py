"""Who pays for what. Amount bands live here and leave through no other module than the sponsor manager's admin."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hub.models import Hub


class Funder(models.Model):
    """A company or organisation that supports education; shown by name only, never by logo."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self) -> str:
        return self.name


class AgreementQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=Agreement.Status.CONFIRMED)

    def active_on(self, day):
        """Agreements whose period includes `day`; an open end never ends."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def for_site(self, hub):
        return self.filter(hub=hub, scope=Agreement.Scope.HUB)

    def visible_in(self, hub):
        """Agreements that readers of this hub should know: for the hub, its topics, its published articles."""
        return self.filter(
            Q(scope=Agreement.Scope.HUB, hub=hub)
            | Q(scope=Agreement.Scope.TOPIC, topic__hub=hub)
            | Q(supported__article__hub=hub, supported__article__versions__isnull=False)
        ).distinct()


class Agreement(models.Model):
    """A written agreement with one funder. A draft, such as one read from a bundle, waits for the sponsor manager."""

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
    ends_on = models.DateField(_("to"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    in_kind = models.CharField(_("support in kind"), max_length=200, blank=True)
    band = models.CharField(_("amount band"), max_length=40, blank=True, help_text=_("Seen by sponsor managers only."))
    tier = models.PositiveSmallIntegerField(
        _("level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("1 is the highest level of support. The strip is ordered by level, then by name."),
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
                condition=Q(tier=None) | Q(tier__range=(1, 9)),
                name="agreement_tier_1_to_9",
                violation_error_message=_("A level lies between 1 and 9."),
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

    def clean(self) -> None:
        super().clean()
        self.number = self.number or None
        if self.status != self.Status.CONFIRMED or self.starts_on is None:
            return
        rivals = Agreement.objects.confirmed().filter(
            funder=self.funder_id, scope=self.scope, hub=self.hub_id, topic=self.topic_id
        )
        if self.scope == self.Scope.ARTICLE:
            return
        if self.ends_on is not None:
            rivals = rivals.filter(Q(starts_on=None) | Q(starts_on__lte=self.ends_on))
        rivals = rivals.filter(Q(ends_on=None) | Q(ends_on__gte=self.starts_on)).exclude(pk=self.pk)
        if rival := rivals.first():
            raise ValidationError(
                _(
                    "The period overlaps the confirmed agreement %(rival)s. Change the dates, or leave this one a draft."
                ),
                code="overlap",
                params={"rival": rival},
            )


class ArticleSupport(models.Model):
    """What supports one article. A row without agreements states: no external funding."""

    article = models.OneToOneField(
        "articles.Article", models.PROTECT, related_name="support", verbose_name=_("article")
    )
    agreements = models.ManyToManyField(
        Agreement, through="SupportingAgreement", related_name="supported", verbose_name=_("agreements")
    )
    statement = models.TextField(
        _("own wording"),
        blank=True,
        help_text=_("Empty: the statement is made from the agreements, which is the normal case."),
    )
    products = models.JSONField(
        _("products"), default=dict, blank=True, help_text=_('Drug to owner, such as {"isatuximab": "Sanofi"}.')
    )

    class Meta:
        verbose_name = _("article support")
        verbose_name_plural = _("article support")

    def __str__(self) -> str:
        return str(self.article)


class SupportingAgreement(models.Model):
    """One agreement behind one article's support; agreements that supported an article cannot be deleted."""

    support = models.ForeignKey(ArticleSupport, models.CASCADE, related_name="lines")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="lines", verbose_name=_("agreement"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("supporting agreement")
        verbose_name_plural = _("supporting agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["support", "agreement"],
                name="support_agreement_once",
                violation_error_message=_("This agreement is attached already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.agreement)


class Notice(models.Model):
    """A standing text of a hub in one version; the newest valid one is shown, else the built-in wording."""

    class Kind(models.TextChoices):
        STRIP = "strip", _("Sponsor strip")
        LEVELS = "levels", _("Meaning of the levels")
        STATEMENT = "statement", _("Support statement")
        TRANSLATION = "translation", _("Machine translation")
        CONTRIBUTION = "contribution", _("Contribution banner")

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="notices", verbose_name=_("hub"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("text"), help_text=_("May hold {hub}, {publisher} and, in statements, {funders}."))
    valid_from = models.DateField(_("valid from"))

    class Meta:
        ordering = ["hub", "kind", "-valid_from"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "kind", "valid_from"],
                name="notice_one_a_day",
                violation_error_message=_("There is a version of this notice from that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.valid_from}"
