"""What sponsor managers do to agreements, with its trace in the audit log."""

from django.db import transaction

from hub import audit, roles
from hub.models import User

from .models import Agreement


class NotAllowed(Exception):
    """The account does not hold the role of a sponsor manager."""


@transaction.atomic
def confirm_agreement(*, agreement: Agreement, manager: User) -> Agreement:
    """Make a draft agreement count. Raises NotAllowed, or ValidationError where it overlaps a confirmed one."""
    if not manager.has_role(roles.SPONSOR_MANAGER):
        raise NotAllowed(f"{manager} does not hold the role {roles.SPONSOR_MANAGER}.")
    if agreement.status == Agreement.Status.CONFIRMED:
        return agreement
    agreement.status = Agreement.Status.CONFIRMED
    agreement.full_clean()
    agreement.save(update_fields=["status"])
    audit.record(
        actor=manager,
        verb="confirm agreement",
        subject=f"agreement {agreement.number or agreement.pk}",
        funder=agreement.funder.name,
        period=agreement.period,
    )
    return agreement
