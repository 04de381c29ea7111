"""The audit log in the admin: found, narrowed, read."""

import pytest
from django.utils import timezone

from hub import audit, hubs
from hub.admin import audit_filters
from hub.models import AuditEvent
from tests.factories import make_article, make_hub
from tests.giving import make_contribution

pytestmark = pytest.mark.django_db
LIST = "/admin/hub/auditevent/"


@pytest.fixture
def reader(client, paul):
    client.force_login(paul)
    return client


@pytest.fixture
def log(ada, sue):
    audit.record(actor=ada, verb="approve", subject="article imroz", content="abc")
    audit.record(actor=sue, verb="change funder", subject="funder acme", changed={"name": ["Acmé", "Acme Pharma"]})
    audit.record(actor=None, verb="retention", subject="donors", rows=3)
    audit.record(actor=ada, verb="add notice", subject="hub mm", text="For 100% of professionals")


def listed(client, query: str) -> list[str]:
    """Subjects, the newest first."""
    page = client.get(LIST + query)
    assert page.status_code == 200
    return [event.subject for event in page.context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", ["hub mm", "donors", "funder acme", "article imroz"]),
        ("?q=IMROZ", ["article imroz"]),
        ("?q=approved", ["article imroz"]),
        ("?q=pharma", ["funder acme"]),
        ("?q=Acmé", ["funder acme"]),
        ("?q=100%25", ["hub mm"]),
        ("?q=ada@example.org", ["hub mm", "article imroz"]),
        ("?q=ada notice", ["hub mm"]),
        ("?q=nothing of this", []),
        ("?group=funding", ["funder acme"]),
        ("?group=no-such-group", ["hub mm", "donors", "funder acme", "article imroz"]),
        ("?by=nobody", ["donors"]),
        ("?by=nonsense", ["hub mm", "donors", "funder acme", "article imroz"]),
        ("?subject=donors", ["donors"]),
        ("?group=disclosure&q=professionals", ["hub mm"]),
    ],
)
def test_log_is_searched_and_narrowed(reader, log, query, subjects):
    assert listed(reader, query) == subjects


def test_log_is_narrowed_to_an_account(reader, log, sue):
    assert listed(reader, f"?by={sue.pk}") == ["funder acme"]


def test_days_are_included_at_both_ends(reader, log):
    today = timezone.localdate()
    everything = listed(reader, "")

    assert listed(reader, f"?from={today}&to={today}") == everything
    assert listed(reader, f"?from={today.replace(year=today.year + 1)}") == []
    assert listed(reader, f"?to={today.replace(year=today.year - 1)}") == []


@pytest.mark.parametrize("given", ["yesterday", "2026-02-31", "0001-01-01", "9999-12-31", "'; DROP"])
def test_day_that_is_none_gets_a_sentence(reader, log, given):
    page = reader.get(LIST, {"from": given})

    assert [str(message) for message in page.context["messages"]] == [
        f"“{given}” is no day, so it does not narrow the list. Write it as 2026-03-02."
    ]
    assert len(page.context["cl"].result_list) == 4


def test_form_of_days_keeps_the_other_filters(reader, log):
    page = reader.get(f"{LIST}?group=funding&q=acme&from=2026-01-01").content.decode()

    assert '<input type="hidden" name="group" value="funding">' in page
    assert '<input type="hidden" name="q" value="acme">' in page
    assert 'name="from" value="2026-01-01"' in page


def test_long_log_is_listed_up_to_a_limit(reader, log, monkeypatch):
    monkeypatch.setattr(audit_filters, "MOST_LISTED", 3)
    monkeypatch.setattr("hub.admin.audit.MOST_LISTED", 3)

    page = reader.get(LIST)

    assert page.context["cl"].result_count == 3
    assert "The newest 3 are listed. Narrow the list to see older ones; the export holds all." in page.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_list_takes_a_fixed_number_of_queries(reader, log, ada, n, django_assert_num_queries):
    for number in range(n):
        audit.record(actor=ada, verb="take down", subject=f"article {number}")
    reader.get(LIST)

    with django_assert_num_queries(8):
        reader.get(f"{LIST}?q=article")


def page_of(event: AuditEvent) -> str:
    return f"{LIST}{event.pk}/change/"


def test_event_is_read_before_and_after(reader, log):
    page = reader.get(page_of(AuditEvent.objects.get(verb="change funder"))).content.decode()

    assert '<th scope="row">name</th><td>Acmé</td><td>Acme Pharma</td>' in page
    assert "Funder changed" in page


def test_event_leads_to_its_subject_while_that_is_there(reader, hub):
    article = make_article(hub, slug="imroz")
    event = audit.record(actor=None, verb="take down", subject="article imroz")
    there = reader.get(page_of(event)).content.decode()
    link = f'<a href="/admin/articles/article/{article.pk}/change/">article imroz</a>'
    article.delete()
    gone = reader.get(page_of(event)).content.decode()

    assert (link in there, link in gone, "article imroz" in gone) == (True, False, True)
    assert '<a href="/admin/hub/auditevent/?subject=article+imroz">all events on it</a>' in gone


def test_event_without_a_change_has_no_column_for_before(reader, log):
    page = reader.get(page_of(AuditEvent.objects.get(verb="retention"))).content.decode()

    assert '<th scope="row">rows</th><td>3</td>' in page
    assert "Before" not in page


def test_event_leads_to_all_of_its_actor_and_not_to_the_account(reader, ada):
    event = audit.record(actor=ada, verb="take down", subject="article imroz")

    page = reader.get(page_of(event)).content.decode()

    assert f'Ada · <a href="/admin/hub/auditevent/?by={ada.pk}">all events of theirs</a>' in page
    assert "/admin/hub/user/" not in page


def test_list_offers_no_counts(reader, log):
    assert "_facets" not in reader.get(LIST).content.decode()


def test_event_leads_no_publisher_to_a_donor_or_an_account(reader, hub, ada):
    contribution = make_contribution(hub)
    for subject in (f"contribution {contribution.number}", f"account {ada.pk}"):
        event = audit.record(actor=None, verb="view donor", subject=subject)
        page = reader.get(page_of(event)).content.decode()

        assert (subject in page, f">{subject}</a>" in page) == (True, False)


@pytest.mark.parametrize("subject", ["account x", "article", "account 99999999999999999999999", "person abc", "donors"])
def test_subject_that_names_no_row_has_no_link(reader, hub, subject):
    event = audit.record(actor=None, verb="retention", subject=subject)

    assert reader.get(page_of(event)).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("rhea", 403), ("ben", 403), ("sue", 403), ("paul", 200)])
def test_publishers_alone_read_it(client, request, log, name, status):
    client.force_login(request.getfixturevalue(name))
    event = AuditEvent.objects.first()

    assert [client.get(LIST).status_code, client.get(page_of(event)).status_code] == [status] * 2
    assert client.post(page_of(event), {"verb": "x"}).status_code == 403


def test_settings_of_a_hub_are_recorded_before_and_after(client, django_user_model):
    root = django_user_model.objects.create_superuser("root@example.org", "x")
    hub = make_hub(name="Old")
    hub.name = "New"

    hubs.save_hub(hub=hub, actor=root)
    hubs.save_hub(hub=hub, actor=root)

    (event,) = AuditEvent.objects.all()
    assert (event.verb, event.subject, event.detail) == (
        "change hub", f"hub {hub.slug}", '{"changed": {"name": ["Old", "New"]}}',
    )  # fmt: skip
