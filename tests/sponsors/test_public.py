from dataclasses import fields
from datetime import date

import pytest

from sponsors import public
from sponsors.models import Agreement, ArticleSupport, Funder, Notice, SupportingAgreement
from sponsors.public import Funding, SiteFunder, fundings, notices, site_funders
from tests import factories

DAY = date(2026, 6, 1)


def site_agreement(hub, name, tier, **extra):
    funder, _ = Funder.objects.get_or_create(name=name, defaults={"slug": name.lower()})
    return Agreement.objects.create(
        **{"funder": funder, "scope": "hub", "hub": hub, "tier": tier, "status": "confirmed", "band": "secret"} | extra
    )


def test_site_funders_are_ordered_by_level_then_name(hub):
    for name, tier in [("Zeta", 1), ("Beta", 2), ("alpha", 2), ("None", None)]:
        site_agreement(hub, name, tier)

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


def test_fundings_list_past_support_last_and_article_support_without_level(hub):
    site_agreement(hub, "Past", 1, ends_on=date(2026, 1, 1))
    site_agreement(hub, "Site", 2, purpose="education")
    article_agreement = site_agreement(None, "Article", 4, scope="article")
    article = factories.make_article(hub)
    factories.make_version(article)
    support = ArticleSupport.objects.create(article=article)
    SupportingAgreement.objects.create(support=support, agreement=article_agreement)

    assert fundings(hub, DAY) == [
        Funding("Site", "Hub", None, None, "education", "", 2, False),
        Funding("Article", "Article", None, None, "", "", None, False),
        Funding("Past", "Hub", None, date(2026, 1, 1), "", "", 1, True),
    ]


def test_support_of_an_unpublished_article_is_not_listed(hub):
    support = ArticleSupport.objects.create(article=factories.make_article(hub))
    SupportingAgreement.objects.create(support=support, agreement=site_agreement(None, "A", 1, scope="article"))

    assert fundings(hub, DAY) == []


def test_notices_give_the_newest_valid_wording(hub):
    for day, text in [
        (date(2026, 1, 1), "old"),
        (date(2026, 5, 1), "{hub} by {publisher}"),
        (date(2026, 7, 1), "later"),
    ]:
        Notice.objects.create(hub=hub, kind="strip", text=text, valid_from=day)

    assert notices(hub, DAY) == {"strip": "Example Hub by Example Publisher"}


@pytest.mark.parametrize("shape", [public.SiteFunder, public.Funding, public.SiteFrame])
def test_nothing_public_carries_an_amount(shape):
    assert {field.name for field in fields(shape)} & {"band", "amount", "tier"} == set()
