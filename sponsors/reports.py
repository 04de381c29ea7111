"""What waits for a sponsor manager: agreements that end, drafts, pledges. It knows nothing of content."""

from dataclasses import dataclass
from datetime import date, timedelta

from .models import Agreement, Contribution, ContributionStatus

ENDS_SOON = timedelta(days=90)


@dataclass(frozen=True)
class Waiting:
    """ending: confirmed agreements whose last day lies within ENDS_SOON, the first to end first."""

    ending: tuple[Agreement, ...]
    n_drafts: int
    n_pledges: int


def waiting_for_manager(today: date) -> Waiting:
    """Three queries, however much waits."""
    ending = Agreement.objects.confirmed().filter(ends_on__range=(today, today + ENDS_SOON))
    return Waiting(
        ending=tuple(ending.select_related("funder").order_by("ends_on", "funder__name", "pk")),
        n_drafts=Agreement.objects.filter(status=Agreement.Status.DRAFT).count(),
        n_pledges=Contribution.objects.filter(status=ContributionStatus.PLEDGED).count(),
    )
