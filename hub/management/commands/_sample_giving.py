"""What readers of the sample hub suggested and gave, and what came of it. Every text says that it is a sample."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from articles.models import Article, Suggestion, SuggestionState
from articles.suggestion_actions import decide, merge, submit_suggestion
from hub import roles
from hub.models import Hub, User
from sponsors.contributions.actions import Pledge, enter_contribution, pledge, set_status
from sponsors.contributions.impact import make_update, release_update
from sponsors.models import Contribution, ContributionStatus, ImpactUpdate

SUGGESTIONS = {
    "published": "Sample suggestion: compare the CD38 antibodies of the phase 3 trials side by side.",
    "duplicate": "Sample suggestion: which CD38 antibody for whom? (sent twice)",
    "declined": "Sample suggestion: recommend a clinic near me.",
    "considered": "Sample suggestion: what to do after progression under lenalidomide.",
    "new": "Sample suggestion: bispecific antibodies in older patients.",
}
DECLINED = "Sample reason: the hub reviews evidence and recommends no clinics."
UPDATE = (
    "Sample update. The two sample articles were reviewed and published, and the first sample suggestion was taken up.\n\n"
    "No contribution had a say in either."
)


def add_sample_giving(*, hub: Hub, article: Article, staff: dict[str, User]) -> None:
    """Suggestions in every state, contributions in three, one update; nothing where they exist already."""
    now = timezone.now()
    if not Suggestion.objects.filter(nonce__startswith="sample-").exists():
        _suggest(hub, article, staff[roles.WRITER], now)
    if not Contribution.objects.filter(nonce__startswith="sample-").exists():
        _give(hub, staff[roles.SPONSOR_MANAGER], now)
    if not ImpactUpdate.objects.filter(hub=hub).exists():
        _tell(hub, staff[roles.PUBLISHER], now)


def _suggest(hub: Hub, article: Article, writer: User, now: datetime) -> None:
    sent = {
        name: submit_suggestion(hub=hub, text=text, nonce=f"sample-{name}", now=now - timedelta(days=20))
        for name, text in SUGGESTIONS.items()
    }
    decide(suggestion=sent["published"], state=SuggestionState.ACCEPTED, article=article, by=writer, now=now)
    merge(kept=sent["published"], duplicates=[sent["duplicate"]], by=writer, now=now)
    decide(suggestion=sent["declined"], state=SuggestionState.DECLINED, reason=DECLINED, by=writer, now=now)
    decide(suggestion=sent["considered"], state=SuggestionState.CONSIDERED, by=writer, now=now)


def _give(hub: Hub, manager: User, now: datetime) -> None:
    def given(name: str, amount: str, email: str = "", gift: str = "", shows_name: bool = False) -> Pledge:
        return Pledge(name, email, shows_name, Decimal(amount), "EUR", gift)

    earlier = now - timedelta(days=12)
    pledged = [
        pledge(hub=hub, given=one, suggestion=None, nonce=f"sample-pledge-{number}", now=earlier)
        for number, one in enumerate(
            [
                given("Sample giver A", "50", "sample-giver@example.org", "In memory of a sample teacher", True),
                given("Sample giver B", "20"),
                given("Sample giver C", "10"),
            ]
        )
    ]
    today = now.astimezone(hub.zone).date()
    for contribution in pledged[:2]:
        set_status(contribution=contribution, status=ContributionStatus.PAID, on=today, by=manager, now=now)
    set_status(contribution=pledged[1], status=ContributionStatus.REFUNDED, on=today, by=manager, now=now)
    enter_contribution(
        hub=hub,
        given=given("Sample giver D", "100"),
        on=today,
        reference="Sample bank transfer",
        nonce="sample-transfer",
        by=manager,
        now=now,
    )


def _tell(hub: Hub, publisher: User, now: datetime) -> None:
    yesterday = now.astimezone(hub.zone).date() - timedelta(days=1)
    update = ImpactUpdate(hub=hub, starts_on=yesterday - timedelta(days=59), ends_on=yesterday, text=UPDATE)
    make_update(update=update, by=publisher, now=now)
    release_update(update=update, by=publisher, now=now)
