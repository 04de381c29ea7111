"""/staff/declarations/: who has to declare anew before which article, for writers, reviewers and publishers."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from hub.models import AuditEvent, Contact
from hub.permissions import grant_roles
from hub.reports.declaration_gaps import RadarEntry, radar
from tests.declaring import declared, make_reminder, used_person
from tests.downloads import read_csv
from tests.factories import NOW, make_article, make_hub, make_person, make_user, make_version

pytestmark = pytest.mark.django_db
URL, CSV = "/staff/declarations/", "/staff/declarations.csv"


def today():
    return timezone.localdate()


def coming(days: int | None, hub=None, title: str = "Draft"):
    """An article in work that is planned for so many days from now."""
    return make_article(hub, title=title, published_on=None if days is None else today() + timedelta(days=days))


def told(entry: RadarEntry) -> tuple:
    gap = entry.gap
    return (gap.name, gap.state, gap.days_to_use, gap.n_articles)


@pytest.fixture
def people(hub):
    """Four with a gap, ranked Dora, Ben, Carl, Ada; two without."""
    published = make_article(title="Published")
    make_version(published, review_by=today() + timedelta(days=60))
    declared(used_person("Ada", published, "ada@example.org"), -5, today=today())
    used_person("Ben", coming(30))
    declared(used_person("Carl", coming(30)), 80, today=today())
    dora = used_person("Dora", coming(7, title="In a week"), user=make_user("dora"))
    dora.contributions.create(article=coming(None))
    make_reminder(declared(dora, 50, today=today()), hub, NOW)
    declared(used_person("Current", coming(7)), 91, today=today())
    make_person(name="In no article")


def test_ranking_over_all_articles(people):
    entries = radar(timezone.now(), today())

    assert [told(entry) for entry in entries] == [
        ("Dora", "expiring", 7, 2), ("Ben", "none", 30, 1), ("Carl", "expiring", 30, 1), ("Ada", "expired", 60, 1),
    ]  # fmt: skip
    assert [(entry.reach.email, entry.last_reminder) for entry in entries] == [
        ("dora@example.org", NOW), ("", None), ("", None), ("ada@example.org", None),
    ]  # fmt: skip


def test_page_says_it_in_words(people, client, ada):
    client.force_login(ada)

    page = client.get(URL).content.decode()

    def day(days: int) -> str:
        return f"{today() + timedelta(days=days):%-d %B %Y}"

    for words in (
        "4 people",
        f"Expires on {day(50)}",
        f"Publication on {day(7)}, in 7 days",
        ">In a week</a><br>Still valid on that day",
        "Reminded on 2 March 2026",
        "None on record",
        f"Expired on {day(-5)}",
        f"Review by {day(60)}, in 60 days",
        "No address<br>Not reminded",
        "Address known<br>Not reminded",
    ):
        assert words in page, words
    assert "@example.org" not in page
    assert page.index("Dora") < page.index("Ben") < page.index("Carl") < page.index(">Ada</a>")


def test_expiry_before_the_first_use_is_said(hub, client, ada):
    declared(used_person("Eve", coming(30)), 10, today=today())
    client.force_login(ada)

    assert "Expires before that day" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("role", "statuses"),
    [("ada", [200, 200]), ("rhea", [200, 200]), ("paul", [200, 200]), ("ben", [403] * 2), ("sue", [403] * 2), ("dan", [403] * 2)],
)  # fmt: skip
def test_page_is_for_those_who_work_on_content(hub, client, request, role, statuses):
    client.force_login(request.getfixturevalue(role))

    assert [client.get(URL).status_code, client.get(CSV).status_code] == statuses
    desk = client.get("/staff/")
    assert ("/staff/declarations/" in desk.content.decode()) == (statuses[0] == 200)


def test_signed_out_is_asked_to_sign_in(hub, client):
    assert [client.get(path).status_code for path in (URL, CSV)] == [302, 302]


@pytest.mark.parametrize(("role", "may_record"), [("ada", True), ("rhea", False), ("paul", True)])
def test_link_to_record_is_for_those_who_may(people, client, request, role, may_record):
    grant_roles(apps)
    client.force_login(request.getfixturevalue(role))

    assert ("/admin/hub/declaration/add/?person=" in client.get(URL).content.decode()) == may_record


def test_hub_narrows_the_table_and_the_file(people, client, ada):
    other = make_hub(slug="other", name="Other Hub", is_default=False)
    used_person("Otto", coming(3, other))
    client.force_login(ada)

    narrow, file = client.get(f"{URL}?hub=other"), client.get(f"{CSV}?hub=other")

    assert [entry.gap.name for entry in narrow.context["entries"]] == ["Otto"]
    assert '<option value="other" selected>Other Hub</option>' in narrow.content.decode()
    assert [row["person"] for row in read_csv(file)] == ["Otto"]
    assert client.get(f"{URL}?hub=nowhere").status_code == 404


def test_nobody_to_remind_is_said_in_words(hub, client, ada):
    client.force_login(ada)

    pages = [client.get(path).content.decode() for path in (URL, f"{URL}?hub={hub.slug}", "/staff/")]

    assert "Nobody in an article has a declaration that is missing" in pages[0]
    assert "Nobody in an article of Example Hub has a declaration" in pages[1]
    assert "0 people in articles have a declaration" in pages[2]


def test_file_is_safe_for_spreadsheets_and_audited(hub, client, ada):
    declared(used_person("=cmd()", coming(7, title="+Draft"), "e@example.org"), 5, today=today())
    client.force_login(ada)

    answer = client.get(CSV)

    (row,) = read_csv(answer)
    assert row == {
        "person": "'=cmd()", "declaration": "expiring", "valid until": str(today() + timedelta(days=5)),
        "first use": "publication", "article": "'+Draft", "planned on": str(today() + timedelta(days=7)),
        "days to first use": "7", "valid on that day": "no", "articles": "1", "address known": "yes",
        "mails stopped": "no", "last reminder": "",
    }  # fmt: skip
    assert answer["Content-Disposition"] == 'attachment; filename="declarations.csv"'
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject, event.detail) == (
        ada, "export report", "declarations", '{"format": "csv", "rows": 1}',
    )  # fmt: skip


def test_stopped_mails_are_shown(hub, client, ada):
    person = used_person("Eve", coming(7), "eve@example.org")
    Contact.objects.filter(person=person).update(stopped_on=today())
    client.force_login(ada)

    assert "Stopped by the person<br>Not reminded" in client.get(URL).content.decode()


@pytest.mark.parametrize("n", [1, 4])
def test_page_takes_a_fixed_number_of_queries(hub, client, ada, n, django_assert_num_queries):
    for number in range(n):
        declared(used_person(f"Eve {number}", coming(7)), 5, today=today())
    client.force_login(ada)

    # Session, account, roles; the hub of the host; hubs, uses, declarations; addresses, mails; hubs to choose from; permissions (2).
    with django_assert_num_queries(12):
        assert len(client.get(URL).context["entries"]) == n
