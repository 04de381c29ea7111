"""Who lists, opens, adds and deletes rows in the admin: one line a model, from which its addresses follow."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER
from tests.permissions.outcomes import ADMINISTRATOR, ELSEWHERE, OPEN, REFUSED, Page, editorial

NOBODY = ()
EVERY_STAFF = (WRITER, REVIEWER, PUBLISHER, ANALYST, SPONSOR_MANAGER, ADMINISTRATOR)
READERS = (WRITER, REVIEWER, PUBLISHER, ADMINISTRATOR)
EDITORS = (WRITER, PUBLISHER, ADMINISTRATOR)
DELETERS = (PUBLISHER, ADMINISTRATOR)
MANAGERS = (SPONSOR_MANAGER, ADMINISTRATOR)
ADMINISTRATORS = (ADMINISTRATOR,)
REGISTRARS = (PUBLISHER, SPONSOR_MANAGER, ADMINISTRATOR)
REGISTER_READERS = (WRITER, *REGISTRARS)
REPORT_READERS = (WRITER, REVIEWER, PUBLISHER, ANALYST)


@dataclass(frozen=True)
class ModelPages:
    """Who lists and opens the rows of a model, who adds one, and who gets to the page that deletes one.

    is_kept: the row of the tests has history, so that page says why it stays.
    """

    view: Iterable[str]
    add: Iterable[str] = NOBODY
    delete: Iterable[str] = NOBODY
    is_kept: bool = False


MODELS = {
    "account.emailaddress": ModelPages(ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS),
    "articles.approval": ModelPages(READERS),
    "articles.article": ModelPages(READERS, EDITORS, DELETERS),
    "articles.articleversion": ModelPages(READERS),
    "articles.finding": ModelPages(READERS),
    "articles.glossaryterm": ModelPages(READERS, DELETERS, DELETERS),
    "articles.reference": ModelPages(READERS, EDITORS, DELETERS),
    "articles.result": ModelPages(READERS, EDITORS, EDITORS),
    "articles.suggestion": ModelPages(EDITORS),
    "articles.topic": ModelPages(READERS, EDITORS, DELETERS),
    "articles.trial": ModelPages(READERS, EDITORS, DELETERS),
    "articles.unscheduling": ModelPages(READERS),
    "hub.auditevent": ModelPages((PUBLISHER, ADMINISTRATOR)),
    "hub.committeeterm": ModelPages(READERS, DELETERS, DELETERS, is_kept=True),
    "hub.declaration": ModelPages(READERS, EDITORS),
    "hub.hub": ModelPages((*READERS, SPONSOR_MANAGER), ADMINISTRATORS, ADMINISTRATORS),
    "hub.person": ModelPages(READERS, EDITORS, DELETERS),
    "hub.user": ModelPages(ADMINISTRATORS, ADMINISTRATORS, ADMINISTRATORS),
    "quizzes.answer": ModelPages((ANALYST, ADMINISTRATOR)),
    "quizzes.attempt": ModelPages((ANALYST, ADMINISTRATOR)),
    "quizzes.question": ModelPages(READERS, EDITORS, DELETERS),
    "quizzes.quiz": ModelPages(READERS, EDITORS, EDITORS, is_kept=True),
    "sponsors.agreement": ModelPages(MANAGERS, MANAGERS, MANAGERS, is_kept=True),
    "sponsors.bandtier": ModelPages(MANAGERS, MANAGERS, MANAGERS),
    # Who gave is the sponsor manager's alone.
    "sponsors.company": ModelPages(REGISTER_READERS, REGISTRARS, REGISTRARS),
    "sponsors.contribution": ModelPages((SPONSOR_MANAGER,), (SPONSOR_MANAGER,)),
    "sponsors.funder": ModelPages(MANAGERS, MANAGERS, MANAGERS, is_kept=True),
    "sponsors.impactupdate": ModelPages((PUBLISHER, *MANAGERS), (PUBLISHER, *MANAGERS)),
    "sponsors.notice": ModelPages(MANAGERS, MANAGERS),
    "sponsors.product": ModelPages(REGISTER_READERS, REGISTRARS, REGISTRARS),
    "surveys.statement": ModelPages(READERS, EDITORS, DELETERS, is_kept=True),
    "surveys.survey": ModelPages(READERS, EDITORS, EDITORS, is_kept=True),
}


def pages_of_a_model(label: str, who: ModelPages) -> list[Page]:
    """List, adding, history, deletion, change, and the old address of the change page."""
    place = f"admin/{label.replace('.', '/')}/"
    row = f"{place}<path:object_id>/"
    name = f"{{{label.split('.')[1]}}}"
    gone = editorial(who.delete, REFUSED if who.is_kept else OPEN)
    return [
        Page(place, f"/{place}", editorial(who.view)),
        Page(f"{place}add/", f"/{place}add/", editorial(who.add)),
        Page(f"{row}history/", f"/{place}{name}/history/", editorial(who.view)),
        Page(f"{row}delete/", f"/{place}{name}/delete/", gone),
        Page(f"{row}change/", f"/{place}{name}/change/", editorial(who.view)),
        Page(row, f"/{place}{name}/", editorial(EVERY_STAFF, ELSEWHERE)),
    ]
