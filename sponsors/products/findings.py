"""What staff are told before publication: a supporter's stake, and owners on which article and register differ."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from articles.findings import Finding

from ..models import Agreement
from ..statements import names_text
from .register import Register, differences
from .stake import products_of, stakes

PLACE = "support"


def stake_findings(article: Any, agreements: list[Agreement], on: date) -> Iterator[Finding]:
    """FUND-STAKE: a supporter stands behind a product that the article names. Readers are told by the page itself."""
    for stake in stakes(article, agreements, on):
        message = _(
            "%(funder)s supports this article and has a stake in %(products)s, which it names. The page says so by "
            "itself, and two reviewers without interests in %(funder)s have to approve."
        )
        yield Finding(
            "FUND-STAKE", "info", message % {"funder": stake.funder, "products": names_text(stake.products)}, PLACE
        )


def owner_findings(article: Any, on: date) -> Iterator[Finding]:
    """FUND-OWNER: an owner that the support of the article names and the register of products does not."""
    of_article = products_of(article)
    if not of_article:
        return
    for drug, said, owners in differences(Register(on, on), of_article):
        if owners:
            message = _(
                "The support of this article says that %(said)s owns %(drug)s; the register of products says "
                "%(owners)s. Both count until one of them is corrected."
            )
        else:
            message = _(
                "The support of this article says that %(said)s owns %(drug)s; the register of products has no owner "
                "of it. Add it there with its source."
            )
        values = {"said": said, "drug": drug, "owners": names_text(owners)}
        yield Finding("FUND-OWNER", "warning" if owners else "info", message % values, f"{PLACE}.products")
