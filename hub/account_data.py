"""What the sign-in keeps of an account: addresses, second factors, sessions; and what staff did."""

from . import retention
from .models import AuditEvent, Declaration, User
from .personal_data import AccountData, Row, as_json, register, rows_of_account


def _deeds(account: User) -> list[Row]:
    """The audit events that an account caused: they are history, so they are told and never erased."""
    events = AuditEvent.objects.filter(actor=account)
    return [
        {"at": as_json(event.at), "what": event.verb, "on": event.subject, "detail": event.detail} for event in events
    ]


def _declarations(account: User) -> list[Row]:
    """What the person of this account declared: printed in articles for good, so it is told and never erased."""
    own = Declaration.objects.filter(person__user=account).order_by("declared_on", "pk").prefetch_related("interests")
    return [
        {
            "declared_on": as_json(one.declared_on),
            "nothing_to_declare": one.has_nothing_to_declare,
            "interests": [str(interest) for interest in one.interests.all()],
            "covers_months": one.look_back_months,
            "collected_by": one.collected_as,
            "mitigation": one.mitigation,
            "reviewed_on": as_json(one.reviewed_on),
            "withdrawn_at": as_json(one.withdrawn_at),
            "withdrawn_because": one.withdrawn_reason,
        }
        for one in own
    ]


register(rows_of_account("email_addresses", "account.EmailAddress"))
register(rows_of_account("second_factors", "mfa.Authenticator", secret=("data",)))
register(rows_of_account("signed_in_devices", "usersessions.UserSession", secret=("session_key", "data")))
register(rows_of_account("mail_preferences", "hub.MailPreference"))
register(rows_of_account("consents", "hub.ConsentEvent"))
register(AccountData("declarations", "hub.Declaration", _declarations, lambda account: 0))
register(AccountData("deeds", "hub.AuditEvent", _deeds, lambda account: 0))
# The mail that a consent was for goes out within 12 weeks, so three years on none is in force.
retention.register(
    retention.expiring(
        "consents", "Consents to mails, given or withdrawn 3 years ago", "hub.ConsentEvent", "decided_on", days=3 * 365
    )
)
