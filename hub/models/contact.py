"""Where a person is reached. It stands apart from the person, whose row goes into pages and bundles; this never does."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .person import Person
from .user import fold_email


class Contact(models.Model):
    """The private address of a person without an account, and whether mails about declarations were stopped.

    Who has an account may have a row without an address: mails then go to the account's.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="contact", verbose_name=_("person"))
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_(
            "Private: for mails that ask to renew a declaration, shown to the desk alone. Empty: the address of the "
            "account, if there is one."
        ),
    )
    entered_at = models.DateTimeField(_("entered"), auto_now=True)
    stopped_on = models.DateField(_("no mails since"), null=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contact")
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | Q(stopped_on__isnull=False),
                name="contact_has_address_or_stopped",
                violation_error_message=_("Write the address, or remove the line."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    def save(self, *args, **kwargs):
        self.email = fold_email(self.email)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.email = fold_email(self.email)
