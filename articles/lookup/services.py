"""Asking doi.org (which passes on to Crossref or DataCite) and PubMed for records."""

import time
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from django.conf import settings

from hub.fetching import TIMEOUT, FetchError, fetch_json

from ..reference_import import Draft, Problem, Reading, settled
from .answers import read_answer
from .identifiers import Identifier

CSL_JSON = "application/vnd.citationstyles.csl+json"
MOST_AT_ONCE = 10
"""Identifiers that one page asks for, within `PATIENCE`; the command has no such limits."""
PATIENCE = 20.0
"""Seconds after which a page asks no further question: its server gives up on a request at 30."""


def look_up(identifiers: Sequence[Identifier], *, contact: str = "", patience: float = PATIENCE) -> Reading:
    """What the services know, in the order asked; each failure as a problem that names its identifier.

    contact: e-mail address for the services, which they ask for to be polite. A service that cannot be reached is not
    asked again, and after `patience` seconds nothing further is asked. No transaction may be open: other servers are asked.
    """
    found: list[Draft | Problem] = []
    unreachable: dict[str, str] = {}
    deadline = time.monotonic() + patience
    for identifier in identifiers:
        seconds = min(TIMEOUT, deadline - time.monotonic())
        reason = unreachable.get(identifier.kind) or (
            "" if seconds > 0 else "The others took too long. Ask for it again."
        )
        if reason:
            found.append(Problem(None, f"Not asked. {reason}", str(identifier)))
            continue
        try:
            found += _ask(identifier, contact, seconds)
        except FetchError as error:
            if error.is_unreachable:
                unreachable[identifier.kind] = str(error)
            found.append(Problem(None, _sentence(error), str(identifier)))
    return settled(found, "look-up")


def _ask(identifier: Identifier, contact: str, seconds: float) -> list[Draft | Problem]:
    draft = read_answer(fetch_json(_address(identifier), CSL_JSON, seconds, contact=contact))
    if not draft.item.get("title"):
        return [Problem(None, "The answer holds no title, so nothing can be taken from it.", str(identifier))]
    told = str(draft.item.get(identifier.kind) or identifier.value)
    if told.casefold() == identifier.value.casefold():
        # The capitals that somebody typed from the paper go before Crossref's, which has none.
        draft.item[identifier.kind] = identifier.value
        return [draft]
    return [draft, Problem(None, f"The answer is about {told}. Compare it with the source.", str(identifier))]


def _address(identifier: Identifier) -> str:
    if identifier.kind == "DOI":
        return f"{settings.DOI_RESOLVER_URL.rstrip('/')}/{quote(identifier.value, safe='/')}"
    return f"{settings.PUBMED_CSL_URL}?{urlencode({'format': 'csl', 'id': identifier.value})}"


def _sentence(error: FetchError) -> str:
    if error.is_unreachable:
        return f"{error} Paste the reference instead."
    if error.status in (400, 404, 410):
        return f"{error} Compare the number with the source."
    if error.status == 406:
        return "Its registration agency gives no citation data. Paste the reference instead."
    return str(error)
