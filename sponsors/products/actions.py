"""Changes of the register of products and companies, with their trace in the audit log."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hub import audit, conditions
from hub.models import User

from .models import Company, Product


@transaction.atomic
def note_change(*, row: Product | Company, before: dict[str, Any] | None, actor: User) -> list[str]:
    """Keep in the audit log how the register's word on a product or company changed; nothing where it did not.

    before: what `said_of` gave, None where the row was not stored. Returns a sentence for each publication that the
    change stopped.
    """
    after = said_of(row)
    if after == before:
        return []
    # A deleted row says its own name no more.
    name = (after or before or {})["name"]
    audit.record(
        actor=actor, verb="change register", subject=f"{row._meta.model_name} {name}", before=before, after=after
    )
    return conditions.changed(actor=actor, reason=_("The register of products changed: %(name)s.") % {"name": name})


def said_of(row: Product | Company) -> dict[str, Any] | None:
    """What the register says of a product or company, as JSON; None where it is not stored."""
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    if stored is None:
        return None
    if isinstance(stored, Company):
        funder = stored.funder.name if stored.funder else ""
        return {"name": stored.name, "other names": stored.names[1:], "funder": funder}
    return {
        "name": stored.name,
        "spellings": [spelling.text for spelling in stored.spellings.all()],
        "owners": [_said_of_owner(owner) for owner in stored.owners.select_related("company").order_by("pk")],
    }


def _said_of_owner(owner: Any) -> dict[str, str]:
    return {
        "company": owner.company.name,
        "role": owner.role,
        "from": owner.starts_on.isoformat() if owner.starts_on else "",
        "to": owner.ends_on.isoformat() if owner.ends_on else "",
        "source": owner.source,
        "address": owner.source_url,
        "checked": owner.checked_on.isoformat(),
    }
