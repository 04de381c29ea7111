"""How the audit log is narrowed: by group of deeds, by actor, by days; and pages that count no further than needed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.audit_verbs import Group, verbs_of
from hub.models import AuditEvent, User

MOST_LISTED = 10_000


class CappedPaginator(Paginator):
    """Counts up to MOST_LISTED and lists no more: counting all that a search finds would read the whole log."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_LISTED].count()


class GroupFilter(admin.SimpleListFilter):
    title = _("group")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        return Group.choices

    def queryset(self, request, queryset):
        return queryset.filter(verb__in=verbs_of(self.value())) if self.value() in Group.values else queryset


class ActorFilter(admin.SimpleListFilter):
    """Whoever stands in the log, and what commands and pages for readers did by themselves."""

    title = _("account")
    parameter_name = "by"
    nobody = "nobody"

    def lookups(self, request, model_admin):
        active = User.objects.filter(Exists(AuditEvent.objects.filter(actor=OuterRef("pk"))))
        return [(self.nobody, _("By no account")), *((str(user.pk), str(user)) for user in active.order_by("email"))]

    def queryset(self, request, queryset):
        if self.value() == self.nobody:
            return queryset.filter(actor=None)
        chosen = {value for value, _label in self.lookup_choices}
        return queryset.filter(actor=int(self.value())) if self.value() in chosen else queryset


class DaysFilter(admin.ListFilter):
    """From one day to another, both included, in the time zone of the installation."""

    title = _("day")
    template = "admin/hub/auditevent/days.html"
    names = ("from", "to")

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.request = request
        for name in self.names:
            if given := (params.pop(name, None) or [""])[-1].strip():
                self.used_parameters[name] = given

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.names)

    def choices(self, changelist) -> Iterator[dict]:
        others = {name: value for name, value in self.request.GET.items() if name not in (*self.names, "p")}
        yield {
            "others": others,
            "given": [self.used_parameters.get(name, "") for name in self.names],
            "without": changelist.get_query_string(remove=self.names),
        }

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        first, last = (self._day(request, name) for name in self.names)
        if first:
            queryset = queryset.filter(at__gte=_midnight(first))
        if last:
            queryset = queryset.filter(at__lt=_midnight(last + timedelta(days=1)))
        return queryset

    def _day(self, request, name: str) -> date | None:
        given = self.used_parameters.get(name, "")
        try:
            day = parse_date(given) if given else None
        except ValueError:
            day = None
        # The first and last year of the calendar have no day before or after them.
        if day and 1 < day.year < 9999:
            return day
        if given:
            sentence = _("“%(given)s” is no day, so it does not narrow the list. Write it as 2026-03-02.")
            messages.warning(request, sentence % {"given": given[:40]})
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
