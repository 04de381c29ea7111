"""Support in a bundle: agreements come in as drafts, amounts never go out."""

import json

import pytest

from sponsors.bundle import funder_slug
from sponsors.models import Agreement, ArticleSupport, Funder
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db

AGREEMENT = {"number": "A-1", "from": "2025-01-01", "to": "2026-12-31", "purpose": "education"}


def supported(*agreements, funder="Pharma A", **support):
    funders = [{"funder": funder, "agreement": agreement} for agreement in agreements]
    return bundles.small(support={"funders": funders} | support)


def support_of(bundle):
    return bundles.exported(bundles.load(bundle).article).get("support")


def test_band_and_tier_come_in_with_a_draft_and_never_go_out():
    bundle = supported(AGREEMENT | {"band": "50k-100k", "tier": 3})

    held = support_of(bundle)

    agreement = Agreement.objects.get()
    assert (agreement.status, agreement.scope, agreement.band, agreement.tier) == ("draft", "article", "50k-100k", 3)
    assert held == {"funders": [{"funder": "Pharma A", "agreement": AGREEMENT}], "statement": "auto"}
    assert "50k" not in json.dumps(bundles.exported(bundles.load(bundle).article))


@pytest.mark.parametrize(
    ("given", "held"),
    [
        (None, None),
        ({}, None),
        ({"funders": None}, None),
        ({"funders": []}, {"statement": "auto"}),
        ({"funders": [], "statement": "Own\r\nwords"}, {"statement": "Own\nwords"}),
        ({"products": {"b": "B", "a": "A"}}, {"statement": "auto", "products": {"a": "A", "b": "B"}}),
    ],
)
def test_no_external_funding_is_said_and_silence_is_not(given, held):
    assert support_of(bundles.small(support=given)) == held


def test_support_that_the_file_drops_goes():
    bundles.load(bundles.small())

    imported = bundles.load(bundles.small(support=None))

    assert (ArticleSupport.objects.count(), Agreement.objects.count(), imported.updated) == (0, 1, {"Article": 1})


def test_agreement_is_found_by_its_number():
    bundles.load(supported(AGREEMENT))

    imported = bundles.load(supported({"number": "A-1", "to": "2027-01-01"}))

    assert Agreement.objects.count() == 1
    assert [(one.where, one.message) for one in imported.findings] == [
        (
            "support.funders[0].agreement.to",
            "The file says 2027-01-01, stored is 2026-12-31; the stored value stays.",
        )
    ]


def test_agreement_without_number_is_found_by_funder_and_period():
    without = {name: held for name, held in AGREEMENT.items() if name != "number"}
    bundles.load(supported(AGREEMENT))

    imported = bundles.load(supported(without))

    assert (Agreement.objects.count(), imported.created, imported.updated) == (1, {}, {})


def test_number_is_added_to_the_agreement_of_the_same_period():
    without = {name: held for name, held in AGREEMENT.items() if name != "number"}
    bundles.load(supported(without))

    bundles.load(supported(AGREEMENT))

    assert Agreement.objects.get().number == "A-1"


def test_other_number_of_the_same_period_is_another_agreement():
    bundles.load(supported(AGREEMENT))

    bundles.load(supported(AGREEMENT | {"number": "A-2"}))

    assert sorted(Agreement.objects.values_list("number", flat=True)) == ["A-1", "A-2"]


def test_site_agreement_of_the_same_period_is_not_taken_for_the_article(hub):
    funder = Funder.objects.create(slug="pharma-a", name="Pharma A")
    Agreement.objects.create(funder=funder, scope="hub", hub=hub, number="SITE")

    bundles.load(supported({}))

    assert Agreement.objects.filter(scope="article").count() == 1


def test_number_of_another_funder_is_refused():
    bundles.load(supported(AGREEMENT))

    assert bundles.problems_of(supported(AGREEMENT, funder="Pharma B")) == [
        'support.funders[0].agreement.number: the agreement "A-1" is stored for another funder'
    ]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("guess", [{"band": "50k-100k"}, {"band": "100k-250k", "tier": 2}, {"band": "gold"}])
def test_stored_amount_stays_and_no_guess_tells_it(guess, overwrite):
    bundles.load(supported(AGREEMENT | {"band": "50k-100k"}))

    imported = bundles.load(supported(AGREEMENT | guess), overwrite=overwrite)

    agreement = Agreement.objects.get()
    assert (agreement.band, agreement.tier, imported.updated) == ("50k-100k", 3, {})
    assert [(one.where, one.message) for one in imported.findings] == [
        (
            "support.funders[0].agreement.band",
            "The agreement has an amount already. That of the file was neither taken nor compared with it.",
        )
    ]


def test_draft_without_an_amount_is_filled():
    bundles.load(supported(AGREEMENT))

    bundles.load(supported(AGREEMENT | {"band": "100k-250k"}))

    agreement = Agreement.objects.get()
    assert (agreement.band, agreement.tier) == ("100k-250k", 2)


def test_confirmed_agreement_is_changed_by_no_file():
    bundles.load(supported(AGREEMENT))
    Agreement.objects.update(status="confirmed", has_independence_clause=True)

    imported = bundles.load(supported(AGREEMENT | {"purpose": "other", "band": "1M", "tier": 1}), overwrite=True)

    agreement = Agreement.objects.get()
    assert (agreement.purpose, agreement.band, agreement.tier) == ("education", "", None)
    assert imported.updated == {}
    assert [(one.where, one.message) for one in imported.findings] == [
        ("support.funders[0].agreement.purpose", "The file says other, stored is education; the stored value stays.")
    ]


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ({"band": "EUR 50,000 - 100,000"}, ("50k-100k", "", 3, None, "")),
        ({"band": "50k-100k", "tier": 3}, ("50k-100k", "", 3, None, "")),
        ({"band": "50k-100k", "tier": 1}, ("50k-100k", "", 1, 1, "The level of the imported file.")),
        ({"band": "over 900 thousand"}, ("", "over 900 thousand", None, None, "")),
        ({"band": "gold", "tier": 2}, ("", "gold, level 2", None, None, "")),
    ],
)
def test_band_of_the_list_is_taken_and_any_other_stays_a_note(given, held):
    bundle = supported(AGREEMENT | given)

    first, again = bundles.load(bundle), bundles.load(bundle)

    agreement = Agreement.objects.get()
    names = ("band", "band_note", "tier", "tier_override", "override_reason")
    assert tuple(getattr(agreement, name) for name in names) == held
    assert [one.where for one in first.findings] == ([] if held[0] else ["support.funders[0].agreement.band"])
    assert (again.created, again.updated) == ({}, {})
    assert [one.where for one in again.findings] == ["support.funders[0].agreement.band"]


def test_level_without_a_band_is_refused():
    assert bundles.problems_of(supported(AGREEMENT | {"tier": 2})) == [
        "support.funders[0].agreement.tier: a level follows from an amount band: add `band`"
    ]


def test_support_in_kind_goes_both_ways():
    in_kind = AGREEMENT | {"in_kind": "a venue", "in_kind_only": True}

    held = support_of(supported(in_kind))

    assert held["funders"] == [{"funder": "Pharma A", "agreement": in_kind}]
    assert bundles.problems_of(supported(AGREEMENT | {"in_kind_only": True})) == [
        "support.funders[0].agreement.in_kind_only: nothing is said to be given in kind: add `in_kind`"
    ]


@pytest.mark.parametrize("overwrite", [False, True])
def test_other_spelling_of_a_funder_is_reported(overwrite):
    bundles.load(supported(AGREEMENT))

    imported = bundles.load(supported(AGREEMENT, funder="PHARMA A"), overwrite=overwrite)

    assert Funder.objects.get().name == ("PHARMA A" if overwrite else "Pharma A")
    assert [one.where for one in imported.findings] == ["support.funders[0].funder"]


def test_agreements_may_stand_once():
    bundle = supported(AGREEMENT, AGREEMENT, {"from": "2025-01-01"}, {"from": "2025-01-01"})
    bundle["support"]["funders"].append({"funder": "pharma a"})

    assert bundles.problems_of(bundle) == [
        'support.funders[1].agreement.number: the agreement "A-1" stands here twice',
        "support.funders[3]: stands here twice: agreements of a funder without a number differ in their period",
        'support.funders[4].funder: "pharma a" is spelled "Pharma A" before',
    ]


def test_order_of_agreements_is_taken_over():
    second = AGREEMENT | {"number": "A-2"}
    bundles.load(supported(AGREEMENT, second))

    held = support_of(supported(second, AGREEMENT))

    assert [one["agreement"]["number"] for one in held["funders"]] == ["A-2", "A-1"]


def test_funder_without_latin_letters_has_a_slug_of_its_own():
    assert (funder_slug("Pharma Ü"), funder_slug("日本"), funder_slug("日本財団")) == (
        "pharma-u",
        "funder-cf2abf0c5be3",
        "funder-7239ebeaf847",
    )
