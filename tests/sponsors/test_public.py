from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from sponsors import public
from sponsors.models import Notice, VersionSupport
from sponsors.public import Funding, Place, SiteFunder, fundings, notices, site_frame, site_funders
from tests import factories
from tests.factories import make_agreement

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = NOW.date()


def site_agreement(hub, name, level, **fields):
    return make_agreement(name, level, **{"scope": "hub", "hub": hub} | fields)


def funding(funder, **fields) -> Funding:
    usual = {
        "website": "", "scope": "Hub", "places": (), "starts_on": None, "ends_on": None, "purpose": "", "in_kind": "",
        "level": None, "is_past": False,
    }  # fmt: skip
    return Funding(funder=funder, **usual | fields)


def published(hub, agreement, **fields):
    version = factories.make_version(factories.make_article(hub, slug="supported"), title="Published title", **fields)
    VersionSupport.objects.create(version=version, agreement=agreement)
    return version


def test_site_funders_are_ordered_by_level_then_name(hub):
    for name, level in [("Zeta", 1), ("Beta", 2), ("alpha", 2), ("None", None)]:
        site_agreement(hub, name, level)

    assert site_funders(hub, DAY) == [
        SiteFunder("Zeta", 1), SiteFunder("alpha", 2), SiteFunder("Beta", 2), SiteFunder("None", None)
    ]  # fmt: skip


def test_site_funders_leave_out_drafts_expired_agreements_and_other_hubs(hub):
    site_agreement(hub, "Draft", 1, status="draft")
    site_agreement(hub, "Expired", 1, ends_on=date(2026, 5, 31))
    site_agreement(factories.make_hub(is_default=False), "Elsewhere", 1)
    site_agreement(hub, "Current", 3, starts_on=date(2026, 6, 1))

    assert site_funders(hub, DAY) == [SiteFunder("Current", 3)]


def test_a_funder_with_two_agreements_stands_once_with_the_higher_level(hub):
    site_agreement(hub, "A", 3)
    site_agreement(hub, "A", 1)

    assert site_funders(hub, DAY) == [SiteFunder("A", 1)]


def test_fundings_list_current_support_by_level_and_past_support_by_its_end(hub):
    site_agreement(hub, "Long past", 1, ends_on=date(2025, 1, 1))
    site_agreement(hub, "Past", 2, ends_on=date(2026, 1, 1))
    site_agreement(hub, "Site", 2, purpose="education")
    site_agreement(hub, "Venue", None, is_financial=False, in_kind="a venue")
    site_agreement(hub, "Later", 1, starts_on=date(2026, 6, 2))

    assert fundings(hub, NOW) == [
        funding("Site", level=2, purpose="education"),
        funding("Venue", in_kind="a venue"),
        funding("Past", level=2, ends_on=date(2026, 1, 1), is_past=True),
        funding("Long past", level=1, ends_on=date(2025, 1, 1), is_past=True),
    ]


def test_fundings_name_topic_and_articles(hub):
    topic = hub.topics.create(slug="mm", name="Multiple myeloma")
    make_agreement("Topical", scope="topic", topic=topic)
    published(hub, make_agreement("Single", 4))

    assert fundings(hub, NOW) == [
        funding("Single", scope="Article", level=4, places=(Place("Published title", "/articles/supported/"),)),
        funding("Topical", scope="Topic", places=(Place("Multiple myeloma", "/topics/mm/"),)),
    ]


def test_support_of_the_working_copy_and_of_a_version_to_come_is_not_listed(hub):
    factories.support_article(factories.make_article(hub), make_agreement("A"))
    published(hub, make_agreement("B"), live_from=NOW + timedelta(days=1))

    assert fundings(hub, NOW) == []


def test_article_that_was_taken_down_keeps_its_funder_and_is_not_named(hub):
    version = published(hub, make_agreement("A"))
    version.article.taken_down_at = NOW
    version.article.save()

    assert fundings(hub, NOW) == [funding("A", scope="Article")]


def test_fundings_need_two_queries(hub, django_assert_num_queries):
    for number in range(3):
        site_agreement(hub, f"Funder {number}", 1)

    with django_assert_num_queries(2):
        fundings(hub, NOW)


def test_notices_give_the_newest_valid_wording(hub):
    for day, text in [
        (date(2026, 1, 1), "old"),
        (date(2026, 5, 1), "{hub} by {publisher}"),
        (date(2026, 7, 1), "later"),
    ]:
        Notice.objects.create(hub=hub, kind="strip", text=text, valid_from=day)

    assert notices(hub, DAY) == {"strip": "Example Hub by Example Publisher"}


def test_of_two_notices_from_one_day_the_later_entered_counts(hub):
    for text in ("first", "second"):
        Notice.objects.create(hub=hub, kind="strip", text=text, valid_from=DAY)

    assert notices(hub, DAY) == {"strip": "second"}


def test_empty_notice_brings_the_built_in_wording_back(hub):
    Notice.objects.create(hub=hub, kind="strip", text="own", valid_from=date(2026, 1, 1))
    Notice.objects.create(hub=hub, kind="strip", text="", valid_from=DAY)

    assert [notices(hub, day) for day in (date(2026, 5, 31), DAY)] == [{"strip": "own"}, {}]


def test_strict_placement_names_nobody_in_the_frame(hub):
    site_agreement(hub, "Site", 2)
    hub.has_strict_placement = True

    frame = site_frame(hub)

    assert (frame.strip.levels, frame.strip.is_nameless) == ((), True)


@pytest.mark.parametrize("shape", [public.SiteFunder, public.Funding, public.SiteFrame])
def test_nothing_public_carries_an_amount(shape):
    assert {field.name for field in fields(shape)} & {"band", "band_note", "amount", "tier", "override_reason"} == set()
