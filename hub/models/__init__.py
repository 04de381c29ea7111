from .audit import AppendOnly, AppendOnlyError, AppendOnlyQuerySet, AuditEvent
from .hub import Hub
from .learner import Learner, LearnerLink, Profession, account_mac
from .person import Declaration, Interest, Person
from .user import User, fold_email

__all__ = [
    "AppendOnly",
    "AppendOnlyError",
    "AppendOnlyQuerySet",
    "AuditEvent",
    "Declaration",
    "Hub",
    "Interest",
    "Learner",
    "LearnerLink",
    "Person",
    "Profession",
    "User",
    "account_mac",
    "fold_email",
]
