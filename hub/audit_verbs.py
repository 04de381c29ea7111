"""Every verb of the audit log: its group, and what people read in its place. `docs/audit.md` says when each is written.

A new verb gets a line here and a row there; tests find one that has neither, and one that no code writes any more.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    """What the filter of the admin offers."""

    PUBLICATION = "publication", _("Publication")
    CONTENT = "content", _("Content and references")
    FUNDING = "funding", _("Funding")
    DISCLOSURE = "disclosure", _("Disclosure")
    KEY = "key", _("Keys and questions")
    EXPORT = "export", _("Exports")
    ACCOUNT = "account", _("Accounts and roles")
    SETTINGS = "settings", _("Settings of hubs")
    READERS = "readers", _("Readers and donors")


@dataclass(frozen=True)
class Verb:
    """label: the deed as a sentence begins, such as “Published”."""

    group: Group
    label: str | Promise


VERBS: dict[str, Verb] = {
    # Publication
    "approve": Verb(Group.PUBLICATION, _("Approved")),
    "publish": Verb(Group.PUBLICATION, _("Published")),
    "unschedule": Verb(Group.PUBLICATION, _("Taken off the schedule")),
    "take down": Verb(Group.PUBLICATION, _("Taken down")),
    # Content and references
    "import": Verb(Group.CONTENT, _("Imported")),
    "import references": Verb(Group.CONTENT, _("References imported")),
    "accept suggestion": Verb(Group.CONTENT, _("Suggested result accepted")),
    "name result": Verb(Group.CONTENT, _("Result named")),
    "retire": Verb(Group.CONTENT, _("Retired")),
    "restore": Verb(Group.CONTENT, _("Brought back into use")),
    "decide suggestion": Verb(Group.CONTENT, _("Suggestion decided")),
    "merge suggestions": Verb(Group.CONTENT, _("Suggestions merged")),
    "empty suggestion": Verb(Group.CONTENT, _("Text of a suggestion removed")),
    # Funding
    "confirm agreement": Verb(Group.FUNDING, _("Agreement confirmed")),
    "correct agreement": Verb(Group.FUNDING, _("Agreement corrected")),
    "change levels": Verb(Group.FUNDING, _("Levels of amount bands changed")),
    "change funder": Verb(Group.FUNDING, _("Funder changed")),
    "change register": Verb(Group.FUNDING, _("Register of products changed")),
    "enter contribution": Verb(Group.FUNDING, _("Contribution entered")),
    "set contribution status": Verb(Group.FUNDING, _("Status of a contribution set")),
    "release impact update": Verb(Group.FUNDING, _("Impact update released")),
    # Disclosure
    "change support": Verb(Group.DISCLOSURE, _("Support of an article changed")),
    "add notice": Verb(Group.DISCLOSURE, _("Notice added")),
    "show disclosure": Verb(Group.DISCLOSURE, _("Disclosure shown to readers")),
    "record declaration": Verb(Group.DISCLOSURE, _("Declaration of interests recorded")),
    "change declaration": Verb(Group.DISCLOSURE, _("Declaration of interests changed")),
    "review declaration": Verb(Group.DISCLOSURE, _("Declaration of interests reviewed")),
    "withdraw declaration": Verb(Group.DISCLOSURE, _("Declaration of interests withdrawn")),
    "stop reminders": Verb(Group.DISCLOSURE, _("Reminders of declarations stopped")),
    "record committee term": Verb(Group.DISCLOSURE, _("Term in the steering committee recorded")),
    "withdraw committee term": Verb(Group.DISCLOSURE, _("Term in the steering committee withdrawn")),
    # Keys and questions
    "correct key": Verb(Group.KEY, _("Key corrected")),
    "undo key correction": Verb(Group.KEY, _("Key correction undone")),
    "withdraw question": Verb(Group.KEY, _("Question withdrawn")),
    "bring question back": Verb(Group.KEY, _("Question brought back")),
    "review question": Verb(Group.KEY, _("Decided about a question of the worklist")),
    # Exports
    "export report": Verb(Group.EXPORT, _("Report exported")),
    "export answers": Verb(Group.EXPORT, _("Answers of learners exported")),
    "end export of answers": Verb(Group.EXPORT, _("Export of answers ended")),
    "make outcomes report": Verb(Group.EXPORT, _("Outcomes report made")),
    "export questions": Verb(Group.EXPORT, _("Questions exported")),
    "export article": Verb(Group.EXPORT, _("Article exported")),
    "export donors": Verb(Group.EXPORT, _("Donors exported")),
    "export person": Verb(Group.EXPORT, _("Data of a person exported")),
    "export audit log": Verb(Group.EXPORT, _("Audit log exported")),
    "freeze report": Verb(Group.EXPORT, _("Published figures frozen")),
    # Accounts and roles
    "log in": Verb(Group.ACCOUNT, _("Logged in")),
    "create account": Verb(Group.ACCOUNT, _("Account created")),
    "change account": Verb(Group.ACCOUNT, _("Account changed")),
    "delete account": Verb(Group.ACCOUNT, _("Account deleted")),
    # Settings of hubs
    "create hub": Verb(Group.SETTINGS, _("Hub created")),
    "change hub": Verb(Group.SETTINGS, _("Settings of a hub changed")),
    # Readers and donors
    "view donor": Verb(Group.READERS, _("Donor looked at")),
    "search donors": Verb(Group.READERS, _("Donors searched")),
    "adopt learner": Verb(Group.READERS, _("Answers of a device moved to an account")),
    "flag staff": Verb(Group.READERS, _("Answers of staff left out of the numbers")),
    "erase person": Verb(Group.READERS, _("Person erased")),
    "redact free text": Verb(Group.READERS, _("Free text of a reader removed")),
    "retention": Verb(Group.READERS, _("Removed after its time")),
}


def label_of(verb: str) -> str:
    """What people read for a verb; the verb itself where it is not known."""
    return str(VERBS[verb].label) if verb in VERBS else verb


def verbs_of(group: str) -> list[str]:
    """The verbs of a group, by its value."""
    return [verb for verb, known in VERBS.items() if known.group == group]


def verbs_named(word: str) -> list[str]:
    """The verbs that hold a word, in themselves or in their label, whatever its case."""
    sought = word.casefold()
    return [verb for verb in VERBS if sought in verb.casefold() or sought in label_of(verb).casefold()]
