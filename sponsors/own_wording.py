"""What own wording of a support statement may not say, or has to."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .models.notice import PRAISE
from .praise import names_in, praise_in


def wording_problems(statement: str, funders: Iterable[str], products: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Rule and sentence of each problem of own wording; none where the statement is made from the agreements.

    funders: those behind the article. products: the drugs of the article, which no statement of support names.
    """
    if not statement:
        return
    if praise := praise_in(statement):
        yield "FUND-PRAISE", str(PRAISE % {"words": ", ".join(praise)})
    if named := names_in(statement, products):
        message = _("A statement of support names companies, never products. Take out: %(names)s.")
        yield "FUND-PRAISE", message % {"names": ", ".join(named)}
    wanted = list(dict.fromkeys(funders))
    missing = [name for name in wanted if name not in names_in(statement, wanted)]
    if missing:
        message = _("The own wording does not name %(names)s. Name every funder, or leave the wording empty.")
        yield "FUND-UNNAMED", message % {"names": ", ".join(missing)}
