from datetime import UTC, date, datetime

import pytest

from articles.parts import BodyPage
from sponsors.models import ArticleSupport, Notice, VersionSupport
from sponsors.publication import check, describe, freeze, gaps, render
from tests import factories
from tests.factories import NOW

DAY = date(2026, 3, 2)
UNREVIEWED = "the interests of Ann have no review that says how they were mitigated"
UNDECLARED = "Ann has not declared interests, nor that there is nothing to declare"


@pytest.fixture
def article(hub):
    article = factories.make_article(hub)
    article.contributors.create(person=factories.make_person(), place="byline")
    return article


@pytest.fixture
def support(article):
    return ArticleSupport.objects.create(article=article)


def attach(support, name="Funder F", **fields):
    agreement = factories.make_agreement(
        name, **{"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)} | fields
    )
    support.lines.create(agreement=agreement)
    return agreement


def declare(article, on=date(2026, 1, 5)):
    factories.declare(article.people.get(), on)


def rules(article, on=DAY):
    return [(finding.rule, finding.severity) for finding in check(article, None, on)]


def test_article_without_record_of_funding_is_an_error(article):
    assert rules(article) == [("FUND-NONE", "error")]


def test_record_without_agreements_says_no_external_funding(article, support):
    assert rules(article) == []
    assert freeze(article, None, NOW).shown["line"] == "Made without external funding."


def test_active_confirmed_agreement_passes(article, support):
    attach(support)
    declare(article)

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
    declare(article)

    assert rules(article) == [*expected, ("FUND-INDEPENDENCE", "info")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Funder F paid for this.", []),
        ("Somebody paid for this.", [("FUND-UNNAMED", "error")]),
        ("We thank the generous Funder F.", [("FUND-PRAISE", "error")]),
        ("Funder F, maker of Isatuximab, paid for this.", [("FUND-PRAISE", "error")]),
    ],
)
def test_own_wording_is_flagged_and_neither_praises_nor_leaves_out_a_funder(article, support, statement, expected):
    attach(support)
    declare(article)
    support.statement = statement
    support.products = {"isatuximab": "Sanofi"}
    support.save()

    found = [one for one in rules(article) if one[0] != "FUND-OWNER"]
    assert found == [("FUND-WORDS", "warning"), *expected]


@pytest.mark.parametrize(
    ("own", "notice", "whose"),
    [
        ("Our words.", "x {funders}", "own"),
        ("", "Paid by {funders}.", "statement_one 2026-01-01"),
        ("", "", "built-in"),
    ],
)
def test_version_says_whose_words_its_statement_has(article, support, own, notice, whose):
    attach(support)
    support.statement = own
    support.save()
    Notice.objects.create(hub=article.hub, kind="statement_one", text=notice, valid_from=date(2026, 1, 1))

    shown = freeze(article, None, NOW).shown

    assert shown["wording"] == whose
    assert notice == "x {funders}" or (shown["statement"] == "Paid by Funder F.") is bool(notice)


def test_independence_is_claimed_only_with_every_declaration(article, support):
    attach(support)
    before = freeze(article, None, NOW).shown["independence"]
    declare(article)
    after = freeze(article, None, NOW).shown["independence"]

    assert (before, after) == ("", "The funder had no influence on the content.")


@pytest.mark.parametrize(
    ("declared_on", "fields", "on", "expected"),
    [
        (date(2026, 1, 5), {}, DAY, []),
        (None, {}, DAY, [UNDECLARED]),
        (date(2026, 4, 1), {}, DAY, [UNDECLARED]),
        (date(2025, 1, 5), {}, DAY, ["the declaration of Ann is from 2025-01-05, more than 12 months before 2026-03-02"]),
        (date(2026, 1, 5), {"status": "draft"}, DAY, ["the agreement Funder F 2026-01-01 to 2026-12-31 is a draft"]),
        (
            date(2026, 12, 5), {}, date(2027, 1, 1),
            ["the agreement Funder F 2026-01-01 to 2026-12-31 is not active"],
        ),
    ],
)  # fmt: skip
def test_gaps_are_told_one_by_one(article, support, declared_on, fields, on, expected):
    article.people.update(name="Ann")
    agreement = attach(support, **fields)
    if declared_on:
        declare(article, declared_on)

    assert gaps(article, [agreement], on) == expected
    told = [one.message for one in check(article, None, on) if one.rule == "FUND-INDEPENDENCE"]
    assert told == [f"The sentence on independence is left out: {gap}." for gap in expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"interests": ["Company C"], "mitigation": "Checked."}, [UNREVIEWED]),
        ({"interests": ["Company C"], "is_reviewed": True, "mitigation": "Checked."}, []),
        ({"look_back_months": 12}, ["the declaration of Ann looks back 12 months, where 24 are asked for"]),
        (
            {"look_back_months": None},
            ["the declaration of Ann from 2026-01-05 does not say how many months it looks back"],
        ),
        ({"withdrawn_at": NOW, "withdrawn_reason": "wrong"}, [UNDECLARED]),
        (
            {"has_nothing_to_declare": False},
            ["the declaration of Ann from 2026-01-05 names no interest and does not say that there is none"],
        ),
    ],
)
def test_gap_of_a_declaration_is_told(article, support, rhea, fields, expected):
    article.people.update(name="Ann")
    if fields.pop("is_reviewed", False):
        fields |= {"reviewed_by": rhea, "reviewed_on": DAY}
    factories.declare(article.people.get(), date(2026, 1, 5), **fields)

    assert gaps(article, [attach(support)], DAY) == expected


def test_hub_decides_how_long_and_how_far_back_declarations_count(article, support):
    article.people.update(name="Ann")
    declare(article, date(2025, 2, 1))
    agreement = attach(support)
    article.hub.declaration_valid_months = 24
    longer = gaps(article, [agreement], DAY)
    article.hub.declaration_look_back_months = 36

    assert (longer, gaps(article, [agreement], DAY)) == (
        [],
        ["the declaration of Ann looks back 24 months, where 36 are asked for"],
    )


def test_first_version_is_judged_as_of_its_stated_day_and_later_ones_as_of_today(article, support):
    attach(support)
    declare(article)
    article.published_on = DAY
    later = datetime(2027, 1, 5, tzinfo=UTC)

    first = freeze(article, None, later).shown["independence"]
    factories.make_version(article)
    second = freeze(article, None, later).shown["independence"]

    assert (bool(first), second) == (True, "")


def test_strict_hub_takes_funders_out_of_titles(article, support):
    attach(support)
    declare(article)
    article.title = "News from Funder F"
    article.hub.has_strict_placement = True

    assert rules(article) == [("FUND-TITLE", "error")]


def test_strict_placement_names_the_funder_in_the_box_only(article, support):
    attach(support)
    shown = freeze(article, None, NOW).shown

    usual, strict = (render(shown, BodyPage("a", is_strict)) for is_strict in (False, True))

    assert "Independently supported by Funder F." in usual["outset"]
    assert "This article has external support; who gave it is said at the end." in strict["outset"]
    assert ("Funder F" in strict["outset"], "Funder F" in strict["statement"]) == (False, True)


def test_strict_placement_without_funders_says_so_at_the_outset(article, support):
    shown = freeze(article, None, NOW).shown

    assert "Made without external funding." in render(shown, BodyPage("a", True))["outset"]


def test_frozen_support_names_funders_by_level_and_never_an_amount(article, support):
    attach(support, "Low", level=4)
    attach(support, "High", level=2)

    shown = freeze(article, None, NOW).shown

    assert shown["funders"] == ["High", "Low"]
    assert not any(secret in str(shown) for secret in ("10k", "50k", "100k", "tier", "level"))


def test_published_version_keeps_which_agreements_it_named(article, support):
    agreement = attach(support)
    version = factories.make_version(article)

    freeze(article, None, NOW).pin(version)

    assert list(VersionSupport.objects.values_list("version", "agreement")) == [(version.pk, agreement.pk)]


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
