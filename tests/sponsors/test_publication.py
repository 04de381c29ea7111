from datetime import date

import pytest

from hub.models import Declaration
from sponsors.models import Agreement, ArticleSupport, Funder, SupportingAgreement
from sponsors.publication import check, describe, freeze, is_complete
from tests import factories
from tests.factories import NOW

DAY = date(2026, 3, 2)


@pytest.fixture
def article(hub):
    article = factories.make_article(hub)
    article.contributors.create(person=factories.make_person(), place="byline")
    return article


@pytest.fixture
def support(article):
    return ArticleSupport.objects.create(article=article)


def attach(support, name="Funder F", **fields):
    funder, _ = Funder.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})
    agreement = Agreement.objects.create(
        **{"funder": funder, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "status": "confirmed"}
        | fields
    )
    SupportingAgreement.objects.create(support=support, agreement=agreement)


def rules(article, on=DAY):
    return [(finding.rule, finding.severity) for finding in check(article, None, on)]


def test_article_without_record_of_funding_is_an_error(article):
    assert rules(article) == [("FUND-NONE", "error")]


def test_record_without_agreements_says_no_external_funding(article, support):
    assert rules(article) == []
    assert freeze(article, None, NOW).shown["line"] == "Made without external funding."


def test_active_confirmed_agreement_passes(article, support):
    attach(support)

    assert rules(article) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ends_on": date(2026, 3, 1)}, [("FUND-EXPIRED", "error")]),
        ({"starts_on": date(2026, 3, 3)}, [("FUND-EXPIRED", "error")]),
        ({"status": "draft"}, [("FUND-UNCONFIRMED", "warning")]),
    ],
)
def test_agreement_that_does_not_hold_is_found(article, support, fields, expected):
    attach(support, **fields)

    assert rules(article) == expected


def test_own_wording_is_flagged(article, support):
    support.statement = "A generous company."
    support.save()

    assert rules(article) == [("FUND-WORDS", "warning")]


def test_independence_is_claimed_only_with_every_declaration(article, support):
    attach(support)
    before = freeze(article, None, NOW).shown["independence"]
    Declaration.objects.create(person=article.people.get(), declared_on=date(2026, 1, 5))
    after = freeze(article, None, NOW).shown["independence"]

    assert (before, after) == ("", "The funder had no influence on the content.")


def test_is_complete_needs_agreements_active_on_that_day(article, support):
    attach(support)
    Declaration.objects.create(person=article.people.get(), declared_on=date(2026, 1, 5))

    assert [is_complete(article, support, day) for day in (DAY, date(2027, 1, 1))] == [True, False]


def test_frozen_support_names_funders_by_level_and_never_an_amount(article, support):
    attach(support, "Low", tier=3, band="10k")
    attach(support, "High", tier=1, band="90k")

    shown = freeze(article, None, NOW).shown

    assert shown["funders"] == ["High", "Low"]
    assert "90k" not in str(shown)


@pytest.mark.parametrize(
    ("shown", "described"),
    [
        (None, {}),
        ({"funders": []}, {}),
        (
            {"funders": ["Alpha", "Beta"]},
            {
                "funding": [
                    {"@type": "Grant", "funder": {"@type": "Organization", "name": "Alpha"}},
                    {"@type": "Grant", "funder": {"@type": "Organization", "name": "Beta"}},
                ],
                "funder": [{"@type": "Organization", "name": "Alpha"}, {"@type": "Organization", "name": "Beta"}],
            },
        ),
    ],
)
def test_funders_are_described_for_machines(shown, described):
    assert describe(shown) == described
