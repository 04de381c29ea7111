"""The steering committee of a hub: who serves in it, as what, from when to when."""

from datetime import date
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .history import Kept, KeptQuerySet
from .hub import Hub
from .person import Person


class CommitteeTermQuerySet(KeptQuerySet):
    def for_hub(self, hub):
        return self.filter(hub=hub)

    def begun(self, on: date):
        """Terms that began on this day or before it; a later one is nobody's business yet."""
        return self.filter(starts_on__lte=on)

    def in_office(self, on: date):
        """Terms that include this day; one without a last day goes on."""
        return self.begun(on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def overlapping(self, starts_on: date, ends_on: date | None):
        """Terms that share a day with this period; None is an open end."""
        found = self if ends_on is None else self.filter(starts_on__lte=ends_on)
        return found.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))

    def kept(self):
        """Terms that have begun by the calendar of their own hub: readers may have seen them."""
        now = timezone.now()
        begun = (Q(hub=hub, starts_on__lte=timezone.localtime(now, hub.zone).date()) for hub in Hub.objects.all())
        return self.filter(reduce(or_, begun, Q(pk__in=[])))


class CommitteeTerm(Kept):
    """One term of office of a person in the steering committee of a hub. One that has begun stays on record."""

    KEPT_BECAUSE = _(
        "“%(name)s” cannot be deleted: the term has begun, and who served stays on record. Set its last day instead."
    )

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy chair")
        MEMBER = "member", _("Member")

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="committee_terms", verbose_name=_("hub"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="committee_terms", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("Such as patient representative. Readers see it.")
    )
    starts_on = models.DateField(_("from"), help_text=_("The first day in office."))
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day in office. Empty while it is open.")
    )

    objects = CommitteeTermQuerySet.as_manager()

    class Meta:
        ordering = ["hub", "person__name", "starts_on"]
        verbose_name = _("committee term")
        verbose_name_plural = _("committee terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="committee_term_ends_after_start",
                violation_error_message=_("The term ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["hub", "person"],
                condition=Q(ends_on=None),
                name="committee_term_one_open",
                violation_error_message=_("This person has an open term in this hub already. Set its last day first."),
            ),
        ]

    def __str__(self) -> str:
        end = f" to {self.ends_on}" if self.ends_on else ""
        return f"{self.person}, {self.role_text}, from {self.starts_on}{end}"

    @property
    def role_text(self) -> str:
        """The role in words, with the title where there is one."""
        return f"{self.get_role_display()}, {self.title}" if self.title else str(self.get_role_display())

    def is_in_office(self, on: date) -> bool:
        """Whether the term includes this day, as `in_office` says it of rows."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def clean(self) -> None:
        super().clean()
        self.title = self.title.strip()
        has_period = self.starts_on is not None and (self.ends_on is None or self.ends_on >= self.starts_on)
        if self.hub_id and self.person_id and has_period:
            self._refuse_overlap()

    def _refuse_overlap(self) -> None:
        if connection.in_atomic_block:
            # Two terms that are saved at one moment: the second waits here, and then sees the first.
            Person.objects.select_for_update().get(pk=self.person_id)
        terms = CommitteeTerm.objects.for_hub(self.hub_id).filter(person=self.person_id)
        rival = terms.overlapping(self.starts_on, self.ends_on).exclude(pk=self.pk).first()
        if rival:
            raise ValidationError(
                _("The period overlaps the term %(rival)s. Change the dates, or end that term first."),
                code="overlap",
                params={"rival": rival},
            )
