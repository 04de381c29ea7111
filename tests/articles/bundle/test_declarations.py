"""Declarations of interests in bundles: what is kept, what is refused, and what history here keeps from being replaced."""

from datetime import UTC, date, datetime

import pytest

from articles.bundle.reading import check
from hub.declaration_actions import review_declaration, withdraw_declaration
from hub.models import Declaration, Interest
from tests import factories
from tests.articles.bundle import bundles

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def declared(*disclosures, **fields):
    """A small bundle whose writer declared this."""
    bundle = bundles.small()
    said = {"disclosures": list(disclosures)} if disclosures else {}
    bundle["article"]["byline"][0] |= said | fields
    return bundle


def of_writer(article):
    return bundles.exported(article)["article"]["byline"][0]


@pytest.mark.parametrize(
    ("interest", "stored"),
    [
        (
            {"entity": "P", "type": "honoraria", "period": "2024-2025"},
            ("honoraria", "", "2024-2025", date(2024, 1, 1), date(2025, 12, 31), False),
        ),
        ({"entity": "P", "type": "Speaker fees"}, ("honoraria", "Speaker fees", "", None, None, False)),
        ({"entity": "P", "type": "other"}, ("other", "", "", None, None, False)),
        ({"entity": "P"}, ("", "", "", None, None, False)),
        (
            {"entity": "P", "type": "stock", "from": "2024-03-01", "ongoing": True},
            ("stock", "", "", date(2024, 3, 1), None, True),
        ),
        (
            {"entity": "P", "period": "most of 2024", "from": "2024-02-01", "to": "2024-11-30"},
            ("", "", "most of 2024", date(2024, 2, 1), date(2024, 11, 30), False),
        ),
        ({"entity": "P", "covers_this_work": True, "paid_to": "institution"}, ("", "", "", None, None, False)),
    ],
)
@pytest.mark.django_db
def test_interest_is_read_and_written_as_it_was(interest, stored):
    article = bundles.load(declared(interest)).article

    columns = ("nature", "nature_note", "period", "starts_on", "ends_on", "is_ongoing")
    assert Interest.objects.values_list(*columns).get() == stored
    assert of_writer(article)["disclosures"] == [interest]


@pytest.mark.django_db
def test_days_that_the_period_states_are_not_written_twice():
    said = {"entity": "P", "period": "2024", "from": "2024-01-01", "to": "2024-12-31"}

    article = bundles.load(declared(said)).article

    assert of_writer(article)["disclosures"] == [{"entity": "P", "period": "2024"}]


@pytest.mark.django_db
def test_unknown_nature_is_kept_and_said():
    imported = bundles.load(declared({"entity": "P", "type": "friendship"}))

    told = [(one.rule, one.severity, one.message, one.where) for one in imported.findings]
    assert told == [
        (
            "BUNDLE-UNKNOWN",
            "warning",
            "“friendship” is none of the known kinds of relationship; it is kept in these words, as other.",
            "article.byline[0].disclosures[0].type",
        )
    ]
    assert of_writer(imported.article)["disclosures"] == [{"entity": "P", "type": "friendship"}]


@pytest.mark.django_db
def test_look_back_and_mitigation_come_back_without_the_note_and_without_a_review():
    article = bundles.load(declared({"entity": "P"}, look_back_months=36, mitigated=True)).article

    declaration = Declaration.objects.get()
    assert (declaration.collected_as, declaration.has_nothing_to_declare, declaration.is_reviewed) == (
        "imported", False, False
    )  # fmt: skip
    assert of_writer(article) == {
        "slug": "wanda",
        "name": "Wanda Writer",
        "disclosures": [{"entity": "P"}],
        "disclosed_on": "2025-01-01",
        "look_back_months": 36,
        "mitigated": True,
    }


@pytest.mark.parametrize(
    ("bundle", "problem"),
    [
        (declared({"entity": "P", "from": "2025-02-01", "to": "2025-01-01"}), "disclosures[0].to: the relationship ends on 2025-01-01, before it starts on 2025-02-01"),
        (declared({"entity": "P", "period": "2025-2024"}), 'disclosures[0].period: "2025-2024" ends before it starts'),
        (declared({"entity": "P", "ongoing": True, "to": "2025-01-01"}), "disclosures[0].to: an ongoing relationship has no last day; leave out one of the two"),
        (declared({"entity": "P", "paid_to": "family"}), 'disclosures[0].paid_to: "family" is not one of self, institution'),
        (declared({"entity": "P", "from": "2024"}), 'disclosures[0].from: "2024" is not a date; a date looks like 2025-05-05'),
        (declared(look_back_months=0), "look_back_months: 0 is not between 1 and 600"),
        (declared(mitigated=True), "mitigated: there is nothing to mitigate: the declaration names no interest"),
        (declared(disclosed_on=None, look_back_months=24), "disclosed_on: is missing: say on which day the declaration was made"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(bundle, problem):
    assert list(map(str, check(bundle))) == [f"article.byline[0].{problem}"]


@pytest.mark.django_db
def test_day_that_has_not_come_yet_is_refused():
    with pytest.raises(bundles.BundleError) as refusal:
        bundles.load(declared(disclosed_on="2026-03-03"), now=NOW)

    message = "article.byline[0].disclosed_on: 2026-03-03 has not come yet; enter the day on which the person declared"
    assert [str(problem) for problem in refusal.value.problems] == [message]
    assert Declaration.objects.count() == 0
    bundles.load(declared(disclosed_on="2026-03-02"), now=NOW)


@pytest.mark.django_db
def test_reviewed_declaration_is_not_replaced_by_a_file(rhea):
    bundles.load(declared({"entity": "P"}))
    review_declaration(declaration=Declaration.objects.get(), reviewer=rhea, mitigation="Checked.")

    imported = bundles.load(declared({"entity": "Q"}), overwrite=True)

    assert [one.message for one in imported.findings] == [
        "The file declares other interests for the same day; the stored one stays, because it was reviewed or published."
    ]
    assert of_writer(imported.article)["disclosures"] == [{"entity": "P"}]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.django_db
def test_other_look_back_of_the_same_day_is_reported_and_kept_or_replaced(overwrite):
    bundles.load(declared({"entity": "P"}, look_back_months=24))

    imported = bundles.load(declared({"entity": "P"}, look_back_months=36), overwrite=overwrite)
    silent = bundles.load(declared({"entity": "P"}), overwrite=overwrite)

    assert [(one.rule, one.where) for one in imported.findings] == [
        ("BUNDLE-DIFFERS", "article.byline[0].look_back_months")
    ]
    assert (silent.findings, silent.updated) == ([], {})
    assert of_writer(imported.article)["look_back_months"] == (36 if overwrite else 24)


@pytest.mark.django_db
def test_withdrawn_declaration_is_neither_written_nor_brought_back(ada):
    bundles.load(bundles.small())
    withdraw_declaration(declaration=Declaration.objects.get(), actor=ada, reason="wrong")

    imported = bundles.load(bundles.small(), overwrite=True)

    assert [one.message for one in imported.findings] == [
        "The declaration of that day was withdrawn here; the file does not bring it back."
    ]
    assert "disclosed_on" not in of_writer(imported.article)
    factories.declare(Declaration.objects.get().person, date(2025, 6, 1))
    assert of_writer(imported.article)["disclosed_on"] == "2025-06-01"
