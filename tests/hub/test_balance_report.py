"""The balance report: a hub with known shares gives the exact table, to those who may read it."""

import json
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from articles.models import Unscheduling
from hub.models import AuditEvent
from hub.quarters import Quarter
from hub.reports.balance import balance_report, known_quarters, trend
from hub.roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER
from sponsors.balance import CompanyBalance, Part
from sponsors.models import ProductSpelling, VersionSupport
from tests import factories
from tests.downloads import read_csv
from tests.factories import make_agreement, make_article, make_owner, make_staff, make_version

pytestmark = pytest.mark.django_db
Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def published(hub, *texts, on=datetime(2026, 2, 1, tzinfo=UTC), article=None, **fields):
    """A version of an article; each text after the first stands under a heading of its own."""
    body = [
        block
        for text in texts[1:]
        for block in ({"block": "heading", "level": 2, "text": "H"}, {"block": "paragraph", "text": text})
    ]
    content = {"article": {"title": texts[0], "body": body}}
    article = article or make_article(hub)
    return make_version(article, content=json.dumps(content), live_from=on, **fields)


@pytest.fixture
def known_hub(hub):
    """Two articles of five sections; x is A's and B's, y is B's; A pays for half of the quarter, C for all of it."""
    owner = make_owner("x", "A Pharma")
    ProductSpelling.objects.create(product=owner.product, text="Xbrand")
    make_owner("x", "B Bio", role="co-promoter")
    make_owner("y", "B Bio")
    published(hub, "Title", "x and Xbrand", "nothing")
    published(hub, "y first", "y, then x")
    make_agreement("A Pharma", level=2, scope="hub", hub=hub, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 14))
    make_agreement("C Care", level=5, scope="hub", hub=hub, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 29))
    return hub


def test_known_shares_give_the_exact_table(known_hub):
    (found,) = balance_report(known_hub, [Q1], NOW)

    # 175,000 in 45 of 45 days; 5,000 in 90 of 180.
    whole = 175_000 + 2_500
    assert found.rows == (
        CompanyBalance("A Pharma", Part(2, 2), Part(2, 5), Part(3, 5), Part(45, 135), Part(175_000, whole), True, True),
        CompanyBalance("B Bio", Part(2, 2), Part(3, 5), Part(5, 5), Part(0, 135), Part(0, whole), True, False),
        CompanyBalance("C Care", Part(0, 2), Part(0, 5), Part(0, 5), Part(90, 135), Part(2_500, whole), False, True),
    )
    assert (found.n_articles, found.n_sections, found.n_mentions, found.n_agreements, found.n_uncounted) == (
        2,
        5,
        5,
        2,
        0,
    )


def test_version_that_was_current_when_the_quarter_ended_counts(hub):
    make_owner("x", "A Pharma")
    first = published(hub, "x")
    published(hub, "y", article=first.article, on=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    published(hub, "x x", article=first.article, on=datetime(2026, 4, 10, tzinfo=UTC))
    published(hub, "x x x", article=first.article, on=datetime(2026, 7, 1, tzinfo=UTC))

    def mentions_in(zone):
        hub.time_zone = zone
        hub.save()
        return [one.n_mentions for one in balance_report(hub, [Q1, Q2], NOW)]

    # The second version begins on 31 March in UTC, and on 1 April in Berlin.
    assert (mentions_in("UTC"), mentions_in("Europe/Berlin")) == ([0, 2], [1, 2])


def test_article_that_was_taken_down_before_the_quarter_is_left_out(hub):
    version = published(hub, "x")
    version.article.taken_down_at = datetime(2026, 3, 1, tzinfo=UTC)
    version.article.save()

    assert [one.n_articles for one in balance_report(hub, [Q1, Q2], NOW)] == [1, 0]


def test_version_that_was_taken_off_the_schedule_was_never_published(hub):
    version = published(hub, "x", on=datetime(2026, 3, 1, tzinfo=UTC))
    Unscheduling.objects.create(version=version, at=datetime(2026, 2, 1, tzinfo=UTC), cause="hand", reason="Not yet.")

    assert [one.n_articles for one in balance_report(hub, [Q1, Q2], NOW)] == [0, 0]
    assert known_quarters(hub, NOW) == [Quarter.of(NOW.date())]


def test_other_hubs_and_unconfirmed_or_hidden_agreements_stay_out(known_hub):
    other = factories.make_hub(slug="other", is_default=False)
    published(other, "x x x")
    make_agreement("D", scope="hub", hub=other)
    make_agreement("D", scope="hub", hub=known_hub, status="draft")
    make_agreement("D", scope="article")

    (found,) = balance_report(known_hub, [Q1], NOW)

    assert [row.company for row in found.rows] == ["A Pharma", "B Bio", "C Care"]


def test_agreement_of_a_published_article_counts_and_one_without_dates_or_band_has_no_money(hub):
    version = published(hub, "x")
    dated = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    for agreement in (make_agreement("D", level=1), make_agreement("D", **dated)):
        VersionSupport.objects.create(version=version, agreement=agreement)

    (found,) = balance_report(hub, [Q1], NOW)

    assert [(row.company, row.days, row.amount.share) for row in found.rows] == [("D", Part(180, 180), None)]
    assert (found.n_agreements, found.n_uncounted) == (2, 2)


def test_owners_count_in_the_quarters_of_their_period(hub):
    published(hub, "x")
    make_owner("x", "A Pharma", ends_on=date(2026, 3, 31))
    make_owner("x", "B Bio", starts_on=date(2026, 4, 1))

    report = balance_report(hub, [Q1, Q2], NOW)

    assert [[row.company for row in one.rows] for one in report] == [["A Pharma"], ["B Bio"]]
    assert [(company, [row is not None for row in rows]) for company, rows in trend(report)] == [
        ("A Pharma", [True, False]),
        ("B Bio", [False, True]),
    ]


def test_empty_hub_has_one_quarter_and_no_shares(hub):
    assert known_quarters(hub, NOW) == [Q2]
    (found,) = balance_report(hub, [Q2], NOW)
    assert (found.rows, found.n_articles, found.n_mentions) == ((), 0, 0)
    assert balance_report(hub, [], NOW) == []


def test_quarters_reach_from_the_first_publication_to_the_present(hub):
    published(hub, "x", on=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))

    assert list(map(str, known_quarters(hub, NOW))) == ["2026-Q2", "2026-Q1", "2025-Q4"]


def test_queries_do_not_grow_with_quarters_and_articles(known_hub, django_assert_num_queries):
    published(known_hub, "y")
    with django_assert_num_queries(8):
        balance_report(known_hub, [Q1, Q2], NOW)


def pages(hub, quarter="2026-Q1"):
    query = f"?hub={hub.slug}&quarter={quarter}"
    return [reverse("staff:balance") + query, reverse("staff:balance_csv") + query]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(WRITER, 403), (REVIEWER, 403), (None, 403), (PUBLISHER, 200), (ANALYST, 200), (SPONSOR_MANAGER, 200)],
)
def test_report_opens_by_role(client, known_hub, role, expected):
    client.force_login(make_staff("someone", *filter(None, [role])))

    assert [client.get(page).status_code for page in pages(known_hub)] == [expected] * 2
    desk = client.get(reverse("staff:desk"))
    assert ("Balance report" in desk.content.decode()) is (expected == 200)


def test_report_asks_for_signing_in(client, known_hub):
    assert [client.get(page).status_code for page in pages(known_hub)] == [302] * 2


@pytest.mark.parametrize(("role", "sees"), [(SPONSOR_MANAGER, True), (PUBLISHER, False), (ANALYST, False)])
def test_share_of_money_is_for_sponsor_managers_alone(client, known_hub, role, sees):
    client.force_login(make_staff("someone", role))
    page, table = (client.get(address) for address in pages(known_hub))

    assert ('<td class="number">99%</td>' in page.content.decode()) is sees
    rows = read_csv(table)
    assert [row.get("amount_pct") for row in rows] == (["98.5915", "0.0", "1.4085"] if sees else [None] * 3)


def test_superuser_without_the_role_sees_no_share_of_money(client, known_hub):
    client.force_login(factories.make_user("root", is_staff=True, is_superuser=True))

    page = client.get(pages(known_hub)[0])

    assert (page.status_code, "Money" in page.content.decode()) == (200, False)


def test_page_prints_counts_beside_shares_and_words_for_nothing(client, known_hub, ben):
    client.force_login(ben)

    page = client.get(pages(known_hub)[0]).content.decode()

    for cell in ("60%<small>3/5</small>", "33%<small>45/135</small>", "no product in the register", "no agreement"):
        assert cell in page
    assert "more than 100%" in page


def test_quarter_without_anything_says_so(client, hub, ben):
    client.force_login(ben)

    page = client.get(reverse("staff:balance")).content.decode()

    for sentence in (
        "No article was published in this quarter, so there is no share of content.",
        "No confirmed agreement ran in this quarter, so there is no share of funding.",
        "Neither a product of the register nor an agreement names a company in this quarter.",
    ):
        assert sentence in page


def test_all_quarters_show_the_trend(client, known_hub, ben):
    client.force_login(ben)

    page = client.get(pages(known_hub, "all")[0]).content.decode()

    assert "Trend" in page
    rows = read_csv(client.get(pages(known_hub, "all")[1]))
    assert {row["quarter"] for row in rows} >= {"2026-Q1", "2026-Q2"}


@pytest.mark.parametrize(
    ("hub_slug", "quarter", "sentence"),
    [
        ("", "2026-Q5", "A quarter is written as"),
        ("", "2026-q4 ", "A quarter is written as"),
        ("", "9999-Q4", "9999-Q4 has not begun."),
        ("nowhere", "2026-Q1", "There is no hub of that name here."),
        ("Mm%20", "", "There is no hub of that name here."),
    ],
)
@pytest.mark.parametrize("name", ["staff:balance", "staff:balance_csv"])
def test_bad_address_gets_a_sentence(client, hub, ben, hub_slug, quarter, sentence, name):
    client.force_login(ben)

    answer = client.get(f"{reverse(name)}?hub={hub_slug}&quarter={quarter}")

    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert not AuditEvent.objects.exists()


def test_csv_is_safe_and_leaves_an_audit_event(client, hub, ben):
    make_owner("x", "=A1+1")
    published(hub, "x")
    client.force_login(ben)

    (row,) = read_csv(client.get(pages(hub)[1]))

    assert row["company"] == "'=A1+1"
    assert (row["articles"], row["articles_in_all"], row["articles_pct"], row["agreement_days_pct"]) == (
        "1",
        "1",
        "100.0",
        "",
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject, event.actor) == ("export report", f"balance-{hub.slug}-2026-Q1", ben)
