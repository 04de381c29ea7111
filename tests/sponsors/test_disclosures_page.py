"""/disclosures/, /disclosures/history/ and /articles/<slug>/disclosures/."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles.parts import Appearance
from sponsors.actions import confirm_agreement
from sponsors.models import Agreement, DisclosureSnapshot
from sponsors.snapshot_actions import catch_up, follow_article
from tests import factories
from tests.factories import NOW, make_agreement
from tests.shown import states_on, text_of

DAY = timedelta(days=1)
FIRST = "Example Hub is an independent medical education platform."


@pytest.fixture
def present(monkeypatch):
    """The present is ten days after NOW."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + 10 * DAY)


@pytest.fixture
def record(hub, sue, present):
    """The record begins at NOW without funders; three days later A is named, and the day after B, who ends two days later."""
    catch_up(hub, now=NOW)
    for days, name, ends_on in [(3, "A", None), (4, "B", date(2026, 3, 7))]:
        agreement = make_agreement(name, 1, scope="hub", hub=hub, status="draft", ends_on=ends_on)
        confirm_agreement(agreement=agreement, manager=sue, now=NOW + days * DAY)
    return hub


def publish(hub, slug="sample", *, at=NOW, **fields):
    support = {"funders": [], "line": "Made without external funding.", "statement": "S.", "independence": ""}
    version = factories.make_version(
        factories.make_article(hub, slug=slug, title=fields.pop("title", "Sample")),
        shown={"support": support},
        **fields,
    )
    follow_article(version.article, [Appearance(at, version)])
    return version


def main_of(answer) -> str:
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def named(*names, level="level 1"):
    funders = f" It is supported at {level}: {', '.join(names)} The order of levels reflects the amount given."
    return f"{FIRST}{funders}" if names else FIRST


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-02", [named()]),
        ("2026-03-05", [named(), named("A")]),
        ("2026-03-06", [named("A"), named("A", "B")]),
        ("2026-03-07", [named("A", "B")]),
        # Nobody recorded that B ended: the page computes it and writes nothing.
        ("2026-03-08", [named("A")]),
        ("2026-03-12", [named("A")]),
        ("", [named("A")]),
    ],
)
def test_page_tells_every_state_of_a_day(client, record, day, expected):
    assert states_on(client.get(f"/disclosures/?date={day}").content.decode()) == expected
    assert DisclosureSnapshot.objects.count() == 3


def test_page_says_when_it_changed_in_the_zone_of_the_hub(client, record):
    record.time_zone = "Europe/Berlin"
    record.save()

    page = main_of(client.get("/disclosures/?date=2026-03-05"))

    assert [words for words in ("Until 13:00", "From 13:00") if words in page] == ["Until 13:00", "From 13:00"]
    assert "Days begin and end in the time zone Europe/Berlin." in text_of(page)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("garbage", "“garbage” is no day. Write year, month and day, such as 2026-03-12."),
        ("2026-02-30", "“2026-02-30” is no day."),
        ("0000-01-01", "“0000-01-01” is no day."),
        ("2026-W10-1", "“2026-W10-1” is no day."),
        ("٢٠٢٦-٠٣-٠٥", "is no day."),
        ("x" * 5000, "is no day."),
        ("<b>", "“&lt;b&gt;” is no day."),
        ("2026-03-13", "2026-03-13 lies ahead. The record tells what was shown until today."),
        ("9999-12-31", "9999-12-31 lies ahead."),
    ],
)
@pytest.mark.parametrize("path", ["/disclosures/", "/articles/sample/disclosures/"])
def test_no_day_gets_a_sentence(client, record, path, day, sentence):
    publish(record)

    answer = client.get(path, {"date": day})

    assert (answer.status_code, sentence in main_of(answer)) == (400, True)


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "2026-03-01"])
def test_day_before_the_record_shows_nothing_and_says_so(client, record, day):
    answer = client.get("/disclosures/", {"date": day})

    page = main_of(answer)
    assert (answer.status_code, "the record begins on March 2, 2026." in page) == (200, True)
    assert ("<h2" in page, 'href="?date=2026-03-02"' in page) == (False, True)


def test_hub_without_any_record_tells_the_present(client, hub, present):
    assert states_on(client.get("/disclosures/").content.decode()) == [named()]


def test_articles_of_the_day_stand_with_their_line(client, record):
    publish(record, "early", title="Early <one>")
    publish(record, "later", at=NOW + 5 * DAY, title="Later")
    taken = publish(record, "taken", title="Taken").article
    follow_article(taken, [Appearance(NOW + 2 * DAY, None)])

    def titles(day):
        page = main_of(client.get(f"/disclosures/?date={day}"))
        return [title for title in ("Early &lt;one&gt;", "Later", "Taken") if f">{title}</a>" in page]

    assert [titles(day) for day in ("2026-03-03", "2026-03-04", "2026-03-06", "2026-03-07")] == [
        ["Early &lt;one&gt;", "Taken"],
        ["Early &lt;one&gt;", "Taken"],
        ["Early &lt;one&gt;"],
        ["Early &lt;one&gt;", "Later"],
    ]


def test_article_page_keeps_what_a_taken_down_article_said(client, record):
    article = publish(record).article
    article.taken_down_at = NOW + 2 * DAY
    article.save()
    follow_article(article, [Appearance(article.taken_down_at, None)])

    then = text_of(main_of(client.get("/articles/sample/disclosures/?date=2026-03-03")))
    now = text_of(main_of(client.get("/articles/sample/disclosures/")))

    assert "Made without external funding." in then
    assert "The article was not public that day." in now
    assert "no longer public. What it said stays on record." in now
    assert now.index("Taken down: nothing is shown.") < now.index("Published, version 1.")


def test_what_is_scheduled_is_told_by_no_page(client, record):
    publish(record, at=NOW + 20 * DAY, title="Ahead")

    assert client.get("/articles/sample/disclosures/").status_code == 404
    assert "Ahead" not in client.get("/disclosures/").content.decode()
    assert "Ahead" not in client.get("/disclosures/history/").content.decode()


def test_history_tells_changes_newest_first_in_pages(client, record):
    for number in range(30):
        publish(record, f"article-{number}", at=NOW + 6 * DAY, title=f"Article {number}")

    first, second = (main_of(client.get("/disclosures/history/", {"page": page})) for page in ("1", "2"))

    assert (first.count("Published, version 1."), "Added: " in first) == (30, False)
    assert (
        second.index("Added: B (level 1).") < second.index("Added: A (level 1).") < second.index("The record begins.")
    )
    row = DisclosureSnapshot.objects.filter(hub=record, article=None).order_by("pk").first()
    assert row.payload_hash in second.replace("<wbr>", "")


def test_history_of_an_empty_hub_says_so(client, hub):
    assert "Nothing is on record yet." in main_of(client.get("/disclosures/history/"))


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("path", "n_queries"),
    [("/disclosures/?date=2026-03-06", 10), ("/disclosures/history/", 5), ("/articles/article-0/disclosures/", 6)],
)
def test_pages_keep_their_queries(client, record, n, path, n_queries, django_assert_num_queries):
    for number in range(n):
        publish(record, f"article-{number}")

    with django_assert_num_queries(n_queries):
        client.get(path)


@pytest.mark.parametrize("path", ["/disclosures/", "/disclosures/history/", "/articles/sample/disclosures/"])
def test_pages_are_public_and_the_same_for_all(client, record, sue, path):
    publish(record)
    anonymous = client.get(path)
    client.force_login(sue)

    assert (client.get(path).content, anonymous.cookies) == (anonymous.content, {})
    assert anonymous["Cache-Control"].startswith("public, max-age=60")


def test_article_of_another_hub_is_told_at_its_home(client, record, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish(factories.make_hub(slug="aml", is_default=False, domain="aml.example.org"), "there")
    factories.make_hub(slug="cll", is_default=False, domain="cll.example.org")

    answer = client.get("/articles/there/disclosures/", headers={"host": "cll.example.org"})

    assert (answer.status_code, answer["Location"]) == (301, "http://aml.example.org/articles/there/disclosures/")


def test_other_hubs_stay_out(client, record, sue):
    other = factories.make_hub(slug="aml", is_default=False)
    confirm_agreement(
        agreement=make_agreement("Elsewhere", 1, scope="hub", hub=other, status="draft"), manager=sue, now=NOW
    )
    publish(other, "there", title="There")

    pages = [client.get(path).content.decode() for path in ("/disclosures/", "/disclosures/history/")]

    assert [word for page in pages for word in ("Elsewhere", "There") if word in page] == []


def test_funders_page_and_article_lead_here(client, record):
    publish(record, live_from=datetime(2026, 2, 1, tzinfo=UTC))

    assert 'href="/disclosures/"' in main_of(client.get("/funders/"))
    assert 'href="/articles/sample/disclosures/"' in main_of(client.get("/articles/sample/"))


def test_no_amount_is_told(client, record):
    Agreement.objects.update(band_note="secret note", signatories="secret names")

    assert "secret" not in client.get("/disclosures/history/").content.decode()
