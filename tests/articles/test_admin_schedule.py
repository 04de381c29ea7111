"""Scheduling, and taking off the schedule, from the article screen; what the desk and the sponsor manager are told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles.actions import approve
from articles.admin.deed_forms import ScheduleForm
from articles.models import ArticleVersion, Unscheduling, UnschedulingMail
from articles.scheduling import recheck
from hub.declaration_actions import withdraw_declaration
from hub.models import Declaration
from tests import factories
from tests.desk import Desk
from tests.factories import NOW
from tests.scheduling import make_sponsored, schedule


@pytest.fixture
def hub(db):
    return factories.make_hub(time_zone="Europe/Berlin")


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def agreement(hub):
    return factories.make_agreement(number="SP-1", ends_on=today() + timedelta(days=30))


@pytest.fixture
def article(hub, agreement):
    article = make_sponsored(hub, agreement, title="The planned article")
    Declaration.objects.update(declared_on=today())
    return article


@pytest.fixture
def due():
    return (timezone.now() + timedelta(days=10)).replace(hour=12, minute=30, second=0, microsecond=0)


@pytest.fixture
def version(article, rhea, paul, due):
    return schedule(article, rhea, paul, due, now=timezone.now())


def address(page: str, article) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def sentences(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_publisher_schedules_by_the_clock_of_the_hub(client, rhea, paul, article):
    day = today() + timedelta(days=10)
    approve(article=article, reviewer=rhea)
    client.force_login(paul)

    answer = client.post(address("schedule", article), {"day": day.isoformat(), "time": "14:30", "reason": "planned"})

    version = article.versions.get()
    assert sentences(answer) == ["The version is scheduled."]
    assert timezone.localtime(version.live_from, hub_zone(article)).replace(tzinfo=None) == datetime.combine(
        day, datetime.min.time().replace(hour=14, minute=30)
    )
    panel = client.get(address("change", article)).content.decode()
    assert "Version 1 goes live on" in panel
    assert ", 14:30 (Europe/Berlin)." in panel
    assert [page for page in ("publish", "schedule", "unschedule") if address(page, article) in panel] == ["unschedule"]


def hub_zone(article):
    return article.hub.zone


def form(article, **data) -> ScheduleForm:
    return ScheduleForm({"reason": ""} | data, article=article, now=NOW)


@pytest.mark.parametrize(
    ("day", "time", "field", "sentence"),
    [
        ("", "14:30", "day", "Choose the day."),
        ("2026-03-10", "", "time", "Choose the time."),
        ("someday", "14:30", "day", "Write the day as year, month and day, such as 2027-03-01."),
        ("2026-03-10", "25:00", "time", "Write the time as 14:30."),
        ("2026-03-02", "13:00", "time", "2026-03-02, 13:00 has passed. Choose a later moment."),
        ("1066-10-14", "09:00", "day", "1066-10-14, 09:00 has passed. Choose a later moment."),
        ("0001-01-01", "00:00", "day", "0001-01-01, 00:00 has passed. Choose a later moment."),
        ("9999-12-31", "23:59", "day", "Choose a day within a year: no declaration counts for longer."),
        (
            "2026-03-29",
            "02:30",
            "time",
            "The clocks in Europe/Berlin are put forward on 2026-03-29: there is no 02:30 on that day. Choose a later "
            "time.",
        ),
        (
            "2026-10-25",
            "02:30",
            "time",
            "The clocks in Europe/Berlin are put back on 2026-10-25: 02:30 comes twice on that day. Choose an earlier "
            "or a later time.",
        ),
    ],
)
def test_a_moment_that_cannot_be_gets_a_sentence_beside_its_field(article, day, time, field, sentence):
    assert form(article, day=day, time=time).errors == {field: [sentence]}


def test_a_moment_after_the_present_one_is_read_in_the_zone_of_the_hub(article):
    given = form(article, day="2026-03-29", time="03:00")

    assert given.is_valid()
    assert given.cleaned_data["live_from"] == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert given.fields["time"].help_text == (
        "In the time zone of the hub. There it is now March 2, 2026, 13:00 (Europe/Berlin)."
    )


def test_a_refused_moment_keeps_what_was_typed(client, rhea, paul, article):
    approve(article=article, reviewer=rhea)
    client.force_login(paul)
    day = (today() + timedelta(days=40)).isoformat()

    answer = client.post(address("schedule", article), {"day": day, "time": "09:00", "reason": "the congress"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is not active on" in page
    assert [text in page for text in (f'value="{day}"', 'value="09:00"', "the congress")] == [True, True, True]
    assert ArticleVersion.objects.count() == 0


def test_publishing_beside_it_says_what_to_do(client, paul, article, version):
    client.force_login(paul)

    answer = client.post(address("publish", article), {"reason": "Now."})

    assert answer.status_code == 409
    assert "Take it off the schedule first." in answer.content.decode()


def test_publisher_takes_it_off_and_the_panel_says_so(client, paul, article, version):
    client.force_login(paul)

    refused = client.post(address("unschedule", article), {"reason": ""}).content.decode()
    answer = client.post(address("unschedule", article), {"reason": "A number changed."})

    panel = client.get(address("change", article)).content.decode()
    assert "Give a reason." in refused
    assert sentences(answer) == ["The version is off the schedule."]
    assert "A number changed." in panel
    assert "and does not." in panel
    assert address("unschedule", article) not in panel
    assert client.post(address("unschedule", article), {"reason": "Again."}).status_code == 409


@pytest.mark.parametrize("name", ["schedule", "unschedule"])
@pytest.mark.parametrize("role", ["writer", "reviewer"])
def test_other_roles_cannot(client, article, name, role):
    client.force_login(factories.make_staff("other", role))

    assert client.get(address(name, article)).status_code == 403
    assert client.post(address(name, article), {"reason": "x"}).status_code == 403


def test_list_says_what_is_scheduled(client, paul, article, version):
    client.force_login(paul)

    listed = client.get(reverse("admin:articles_article_changelist")).content.decode()
    versions = client.get(reverse("admin:articles_articleversion_changelist")).content.decode()

    assert '<td class="field-state">Scheduled</td>' in listed
    assert '<td class="field-standing">Scheduled</td>' in versions


def test_desk_tells_who_sees_articles_and_nobody_else(client, ada, paul, sue, ben, article, version):
    Declaration.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="The person asked.")
    recheck(sue, "a declaration was withdrawn")
    told = {}

    for user in (ada, paul, sue, ben):
        client.force_login(user)
        told[user.name] = "was taken off the schedule" in client.get(reverse("admin:index")).content.decode()

    assert told == {"Ada": True, "Paul": True, "Sue": False, "Ben": False}


def test_shortening_an_agreement_tells_the_sponsor_manager_a_number_and_no_title(client, sue, agreement, version):
    desk = Desk(client, sue)

    answer = desk.send(
        "sponsors.agreement", agreement.pk, ends_on=(today() + timedelta(days=5)).isoformat(), reason="ended early"
    )

    assert sentences(answer)[0] == (
        "1 scheduled publication rests on this agreement and was taken off the schedule. The publishers are told."
    )
    page = client.get(answer.url).content.decode()
    assert ("The planned article" in page, "ended early" in Unscheduling.objects.get().reason) == (False, False)


def test_a_declaration_that_is_withdrawn_stops_it(article, version, paul):
    withdraw_declaration(declaration=Declaration.objects.get(), actor=paul, reason="The person asked.")

    assert "has no declaration of interests on record" in Unscheduling.objects.get().reason
    assert UnschedulingMail.objects.count() == 1


def test_a_longer_embargo_in_the_admin_stops_it(client, article, version, paul, due):
    until = timezone.localtime(due) + timedelta(days=1)

    Desk(client, paul).save(
        "articles.article", article.pk, embargo_until_0=until.date().isoformat(), embargo_until_1="12:00:00"
    )

    assert "The embargo ends on" in Unscheduling.objects.get().reason


def test_strict_placement_set_in_the_admin_stops_a_title_that_names_a_funder(client, hub, agreement, rhea, paul, due):
    article = make_sponsored(hub, agreement, title="What Sample Pharma knows")
    Declaration.objects.update(declared_on=today())
    schedule(article, rhea, paul, due, now=timezone.now())
    root = factories.make_user("root", is_staff=True, is_superuser=True)

    Desk(client, root).save("hub.hub", hub.pk, has_strict_placement="on")

    assert "names: Sample Pharma" in Unscheduling.objects.get().reason
