"""Who may do what with chosen rows of a list of the admin: every action of every list."""

from collections.abc import Iterable, Mapping

from hub.roles import SPONSOR_MANAGER
from tests.permissions.models import ADMINISTRATORS, EDITORS, MANAGERS, MODELS, READERS
from tests.permissions.outcomes import ELSEWHERE, OPEN, Outcome, Page, editorial

Allowed = tuple[Iterable[str], Outcome]
"""Who, and what they get: a page that asks or a file, or the list again with what was done."""

OTHER: Mapping[str, Mapping[str, Allowed]] = {
    "account.emailaddress": {"make_verified": (ADMINISTRATORS, ELSEWHERE)},
    "articles.suggestion": {"merge": (EDITORS, ELSEWHERE), "empty": (EDITORS, OPEN)},
    "quizzes.question": {
        "use_in_quiz": (READERS, ELSEWHERE),
        "copy": (EDITORS, ELSEWHERE),
        "export_chosen": (READERS, OPEN),
        "retire": (EDITORS, ELSEWHERE),
        "restore": (EDITORS, ELSEWHERE),
    },
    "sponsors.contribution": {"export": ((SPONSOR_MANAGER,), OPEN)},
    "sponsors.funder": {"retire": (MANAGERS, ELSEWHERE), "restore": (MANAGERS, ELSEWHERE)},
    "surveys.statement": {"retire": (EDITORS, ELSEWHERE), "restore": (EDITORS, ELSEWHERE)},
}


def actions_of(label: str) -> dict[str, Allowed]:
    """By name. Deleting asks first, and says at once why a row with history stays."""
    pages = MODELS[label]
    deletes = {"delete_selected": (pages.delete, ELSEWHERE if pages.is_kept else OPEN)} if pages.delete else {}
    return deletes | dict(OTHER.get(label, {}))


def sent(label: str, name: str, **more: str) -> dict[str, str]:
    return {"action": name, "_selected_action": f"{{{label.split('.')[1]}}}"} | more


def page_of(label: str, name: str, allowed: Allowed) -> Page:
    """Who may list the rows but not do this gets the list again, as if nothing had been chosen."""
    who, gets = allowed
    place = f"admin/{label.replace('.', '/')}/"
    choosing = {visitor for doers, _gets in actions_of(label).values() for visitor in doers}
    outcomes = {**editorial(MODELS[label].view), **dict.fromkeys(choosing, ELSEWHERE), **dict.fromkeys(who, gets)}
    return Page(place, f"/{place}", outcomes, sent(label, name))


ACTIONS = {label: [page_of(label, name, allowed) for name, allowed in actions_of(label).items()] for label in MODELS}
