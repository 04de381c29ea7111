"""Two years of changes: on every day the record says what readers saw."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions import approve, publish, take_down
from hub.models import Declaration
from sponsors.actions import add_notice, confirm_agreement, correct_agreement
from sponsors.disclosures import as_changes, history
from sponsors.models import Agreement, DisclosureSnapshot, Notice
from sponsors.snapshot_actions import catch_up
from tests import factories
from tests.desk import Desk
from tests.factories import declare, make_agreement, support_article
from tests.shown import article_words_in, article_words_on, states_on, strip_in, strip_on

pytestmark = pytest.mark.django_db

BEGIN, END = datetime(2025, 1, 10, 9, tzinfo=UTC), datetime(2026, 12, 31, 12, tzinfo=UTC)
SAMPLED = [
    date(2025, 1, 10), date(2025, 2, 15), date(2025, 3, 3), date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1),
    date(2025, 6, 14), date(2025, 6, 16), date(2025, 10, 26), date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28),
    date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 6), date(2026, 5, 9), date(2026, 5, 11), date(2026, 8, 2),
    date(2026, 10, 2), date(2026, 12, 30),
]  # fmt: skip
ENDING, STAYING, NEW, OWN = "Ending Pharma", "Staying Biotech", "New Foundation", "Own Funder"


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands where the test puts it; `clock.at` is the present."""

    class Clock:
        at = BEGIN

    monkeypatch.setattr(timezone, "now", lambda: Clock.at)
    return Clock


@pytest.fixture
def berlin(hub):
    hub.time_zone = "Europe/Berlin"
    hub.save()
    return hub


@pytest.fixture
def article(berlin):
    article = factories.make_ready_article(berlin, slug="supported")
    Declaration.objects.update(declared_on=date(2025, 1, 5))
    support_article(article, make_agreement(OWN))
    return article


class Desks:
    """The people of the hub, and what each does in the two years."""

    def __init__(self, hub, article, sue, rhea, paul, run_on_commit):
        self.hub, self.article, self.sue, self.rhea, self.paul = hub, article, sue, rhea, paul
        self.run_on_commit = run_on_commit
        self.root = factories.make_user("root", is_staff=True, is_superuser=True)

    def steps(self):
        """Instant and deed, in order."""
        return [
            (BEGIN, self.begin),
            (datetime(2025, 3, 3, 10, tzinfo=UTC), self.confirm_a_funder_to_come),
            (datetime(2025, 6, 15, 15, 30, tzinfo=UTC), self.give_another_level),
            (datetime(2026, 2, 20, 9, tzinfo=UTC), self.word_notices_to_come),
            (datetime(2026, 3, 5, 8, tzinfo=UTC), self.publish_again),
            (datetime(2026, 5, 10, 8, tzinfo=UTC), lambda: self.place("on")),
            (datetime(2026, 8, 1, 8, tzinfo=UTC), lambda: self.place([])),
            (datetime(2026, 10, 1, 8, tzinfo=UTC), self.take_down),
            (datetime(2026, 11, 2, 8, tzinfo=UTC), self.publish_again),
        ]

    def confirm(self, name, level, **period):
        draft = make_agreement(name, level, scope="hub", hub=self.hub, status="draft", **period)
        confirm_agreement(agreement=draft, manager=self.sue, now=timezone.now())

    def begin(self):
        catch_up(self.hub, now=timezone.now())
        self.confirm(ENDING, 2, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
        self.confirm(STAYING, 3)
        approve(article=self.article, reviewer=self.rhea, now=timezone.now())
        publish(article=self.article, publisher=self.paul, reason="first", now=timezone.now())

    def confirm_a_funder_to_come(self):
        self.confirm(NEW, 4, starts_on=date(2025, 4, 1))

    def give_another_level(self):
        agreement = Agreement.objects.get(funder__name=STAYING)
        agreement.tier_override, agreement.override_reason = 1, "a second payment"
        correct_agreement(agreement=agreement, actor=self.sue, reason="a second payment", now=timezone.now())

    def word_notices_to_come(self):
        for kind, text in [
            ("strip", "{hub} teaches and sells nothing."),
            ("statement_one", "{publisher} made this with money from {funders}."),
        ]:
            notice = Notice(hub=self.hub, kind=kind, text=text, valid_from=date(2026, 3, 1))
            add_notice(notice=notice, actor=self.sue, now=timezone.now())

    def publish_again(self):
        now = timezone.now()
        declare(self.article.people.get(), now.date())
        self.article.refresh_from_db()
        approve(article=self.article, reviewer=self.rhea, now=now)
        publish(article=self.article, publisher=self.paul, reason="again", now=now)

    def place(self, value):
        with self.run_on_commit(execute=True):
            Desk(Client(), self.root).save("hub.hub", self.hub.pk, has_strict_placement=value)

    def take_down(self):
        take_down(article=self.article, publisher=self.paul, reason="an error", now=timezone.now())


@pytest.fixture
def desks(berlin, article, sue, rhea, paul, django_capture_on_commit_callbacks):
    return Desks(berlin, article, sue, rhea, paul, django_capture_on_commit_callbacks)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def walk(clock, desks, *, stops=(), at_stop=lambda: None):
    """Do all deeds in their order, and halt at the stops between them."""
    moments = [(at, deed) for at, deed in desks.steps()] + [(at, at_stop) for at in stops]
    for at, deed in sorted(moments, key=lambda moment: moment[0]):
        clock.at = at
        deed()
    clock.at = END


def page(path: str) -> str:
    return Client().get(path).content.decode()


def held_at(subject: str, instant: datetime) -> dict:
    """The words of the snapshot that held at an instant."""
    return DisclosureSnapshot.objects.filter(subject=subject, shown_from__lte=instant).order_by("-pk").first().words


def test_pages_snapshots_and_answers_of_twenty_days_agree(clock, desks, article, berlin):
    captured = {}

    def capture():
        answer = Client().get("/articles/supported/")
        words = article_words_on(answer.content.decode()) if answer.status_code == 200 else None
        captured[clock.at.date()] = (strip_on(page("/")), words)

    walk(clock, desks, stops=[noon(day) for day in SAMPLED], at_stop=capture)
    catch_up(berlin, now=END)

    # Every change of the two years left its mark in what was captured, or the agreement below would prove little.
    assert len({strip for strip, _words in captured.values()}) == 6
    assert len({str(words) for _strip, words in captured.values()}) == 5
    for day in SAMPLED:
        strip, words = captured[day]
        held = held_at(f"article {article.pk}", noon(day))
        answer = page(f"/disclosures/?date={day}")
        assert (day, strip_in(held_at(f"hub {berlin.pk}", noon(day)))) == (day, strip)
        assert (day, article_words_in(held) if held["kind"] == "article" else None) == (day, words)
        assert (day, states_on(answer)[-1]) == (day, strip)
        assert (day, 'href="/articles/supported/disclosures/' in answer) == (day, words is not None)
        if words:
            told = page(f"/articles/supported/disclosures/?date={day}")
            for text in (words["line"], *words["people"]):
                assert text in answer or text in told


@pytest.mark.parametrize("is_nightly", [True, False])
def test_one_late_run_gives_the_history_of_a_run_every_night(clock, desks, berlin, is_nightly):
    nights = [BEGIN + timedelta(days=number, hours=15) for number in range((END - BEGIN).days)] if is_nightly else []

    walk(clock, desks, stops=nights, at_stop=lambda: catch_up(berlin, now=clock.at))
    catch_up(berlin, now=END)

    rows = history(berlin, END).filter(article=None)
    assert [(f"{change.since.astimezone(UTC):%Y-%m-%d %H:%M}", *change.sentences) for change in as_changes(rows)] == [
        ("2026-08-01 08:00", f"Funders are named here again: {STAYING} (level 1), {NEW} (level 4)."),
        ("2026-05-10 08:00", "Funders are named on their own page only, no longer here."),
        (
            "2026-02-28 23:00",
            "First sentence: “Example Hub is an independent medical education platform.” became “Example Hub teaches and "
            "sells nothing.”.",
        ),
        ("2025-12-31 23:00", f"Removed: {ENDING} (level 2)."),
        ("2025-06-15 15:30", f"{STAYING} moved from level 3 to level 1."),
        ("2025-03-31 22:00", f"Added: {NEW} (level 4)."),
        ("2025-01-10 09:00", f"Added: {STAYING} (level 3)."),
        ("2025-01-10 09:00", f"Added: {ENDING} (level 2)."),
        ("2025-01-10 09:00", "The record begins."),
    ]
