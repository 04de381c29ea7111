"""The forms of the pages that approve, publish, schedule and take down."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.local_times import NoSuchTimeError, TwiceError, instant

from ..models import Article
from ..scheduling import moment_text

FURTHEST = timedelta(days=366)
"""How far ahead a publication may be scheduled: no declaration of interests counts for longer."""
_SKIPPED = _(
    "The clocks in %(zone)s are put forward on %(day)s: there is no %(time)s on that day. Choose a later time."
)
_TWICE = _(
    "The clocks in %(zone)s are put back on %(day)s: %(time)s comes twice on that day. Choose an earlier or "
    "a later time."
)
_PASSED = _("%(day)s, %(time)s has passed. Choose a later moment.")


def _words(**options) -> forms.CharField:
    return forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}), **options)


class DeedForm(forms.Form):
    """What a page asks about an article, at `now`."""

    def __init__(self, data=None, *, article: Article, now: datetime) -> None:
        super().__init__(data)
        self.article, self.now = article, now


class NoteForm(DeedForm):
    note = _words(label=_("Note"), required=False, help_text=_("Optional; kept with the approval."))


class ReleaseForm(DeedForm):
    reason = _words(
        label=_("Reason"),
        required=False,
        help_text=_("What changed, and why warnings may stand. Needed where there are warnings."),
    )


class WithReasonForm(DeedForm):
    reason = _words(
        label=_("Reason"),
        help_text=_("Kept in the audit history."),
        error_messages={"required": _("Give a reason.")},
    )


class ScheduleForm(ReleaseForm):
    """A day and a time on the clocks of the hub; `live_from` is the instant they name."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day as year, month and day, such as 2027-03-01."),
        },
    )
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose the time."), "invalid": _("Write the time as 14:30.")},
    )
    field_order = ("day", "time", "reason")

    def __init__(self, data=None, *, article: Article, now: datetime) -> None:
        super().__init__(data, article=article, now=now)
        self.fields["time"].help_text = gettext("In the time zone of the hub. There it is now %(now)s.") % {
            "now": moment_text(now, article.hub)
        }

    def clean(self) -> dict:
        data = super().clean()
        if data.get("day") and data.get("time"):
            data["live_from"] = self._instant(datetime.combine(data["day"], data["time"]))
        return data

    def _instant(self, written: datetime) -> datetime:
        zone = self.article.hub.zone
        there = timezone.localtime(self.now, timezone=zone).replace(tzinfo=None)
        named = {"day": written.date().isoformat(), "time": f"{written:%H:%M}", "zone": self.article.hub.time_zone}
        if written > there + FURTHEST:
            raise ValidationError({"day": gettext("Choose a day within a year: no declaration counts for longer.")})
        if written < there - timedelta(days=1):
            raise ValidationError({"day": _PASSED % named})
        try:
            moment = instant(written, zone)
        except NoSuchTimeError:
            raise ValidationError({"time": _SKIPPED % named}) from None
        except TwiceError:
            raise ValidationError({"time": _TWICE % named}) from None
        if moment <= self.now:
            raise ValidationError({"time": _PASSED % named})
        return moment
