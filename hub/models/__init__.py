from .audit import AppendOnly, AppendOnlyError, AppendOnlyQuerySet, AuditEvent
from .committee import CommitteeTerm
from .contact import Contact
from .declaration import Declaration, Interest
from .erased import ErasedPerson, erased_account_mac, erased_email_mac, erased_learner_mac
from .flag import FlagKind
from .frozen import FrozenReport
from .history import Change, Kept, KeptQuerySet
from .hub import Hub
from .learner import Learner, LearnerLink, Profession, account_mac
from .mail import ConsentEvent, MailPreference
from .person import Person
from .reminder import NOTICES, DeclarationReminder
from .user import User, fold_email

__all__ = [
    "NOTICES",
    "AppendOnly",
    "AppendOnlyError",
    "AppendOnlyQuerySet",
    "AuditEvent",
    "Change",
    "CommitteeTerm",
    "ConsentEvent",
    "Contact",
    "Declaration",
    "DeclarationReminder",
    "ErasedPerson",
    "FlagKind",
    "FrozenReport",
    "Hub",
    "Interest",
    "Kept",
    "KeptQuerySet",
    "Learner",
    "LearnerLink",
    "MailPreference",
    "Person",
    "Profession",
    "User",
    "account_mac",
    "erased_account_mac",
    "erased_email_mac",
    "erased_learner_mac",
    "fold_email",
]
