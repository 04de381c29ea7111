"""Why what somebody sent is left out of the numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FlagKind(models.TextChoices):
    """Reasons for a flag on an attempt at a quiz or on a survey; `hub.honesty` says when each is given."""

    STAFF = "staff", _("Staff")
    TOO_FAST = "too_fast", _("Answered too fast")
    HONEYPOT = "honeypot", _("Filled in a hidden field")
    BURST = "burst", _("One of many from one place within a short time")
    DUPLICATE_PERSON = "duplicate_person", _("Duplicate person")
