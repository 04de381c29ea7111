"""What a receipt says: on the page under the private link, and in the mail. It is no invoice and holds no card data."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from .models import Contribution, ContributionStatus
from .money import printed

NOTHING_IN_RETURN = _(
    "This contribution is a gift. No goods or services were given for it, and it has no influence on content: the people "
    "who choose topics and write do not see who gave, or how much."
)


@dataclass(frozen=True)
class Receipt:
    """name, gift: "" where none is kept. refunded_on: None while the money stays."""

    number: str
    hub: str
    publisher: str
    paid_on: date
    amount: str
    name: str
    gift: str
    refunded_on: date | None


def receipt_of(contribution: Contribution) -> Receipt | None:
    """The receipt of a contribution as it stands; None for one that was never paid."""
    days = {step.status: step.on for step in contribution.steps.all()}
    if ContributionStatus.PAID not in days:
        return None
    return Receipt(
        number=contribution.number,
        hub=contribution.hub.name,
        publisher=contribution.hub.publisher,
        paid_on=days[ContributionStatus.PAID],
        amount=printed(contribution.amount, contribution.currency),
        name=contribution.name,
        gift=contribution.gift,
        refunded_on=days.get(ContributionStatus.REFUNDED),
    )
