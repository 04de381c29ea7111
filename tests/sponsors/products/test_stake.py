"""A supporter's stake in an article: when it is found, what readers and staff are told of it."""

from datetime import date

import pytest

from articles.models import HeadingBlock
from articles.parts import BodyPage
from sponsors.models import Company, CompanyName, ProductSpelling
from sponsors.products.stake import Stake, stake_sentences, stakes
from sponsors.publication import check, freeze, render
from tests import factories
from tests.factories import NOW, make_agreement, make_owner, support_article

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def article(hub):
    """An article about isatuximab."""
    return factories.make_article(hub, title="Isatuximab in first line")


def at_stake(article, *funders, on=DAY):
    """What the funders, who support the article, own of what it names."""
    agreements = [make_agreement(funder) for funder in funders]
    support_article(article, *agreements)
    return [(stake.funder, stake.owned, stake.other) for stake in stakes(article, agreements, on)]


def test_supporter_that_owns_what_the_article_names_has_a_stake(article):
    make_owner("isatuximab", "Sanofi")

    assert at_stake(article, "Pfizer") == []
    assert at_stake(article, "Pfizer", "Sanofi") == [("Sanofi", ("isatuximab",), ())]


def test_product_that_the_article_does_not_name_is_no_stake(article):
    make_owner("daratumumab", "Sanofi")

    assert at_stake(article, "Sanofi") == []


def test_company_is_the_funder_by_link_or_by_one_of_its_names(article):
    make_owner("isatuximab", "Sanofi")
    company = Company.objects.get()
    CompanyName.objects.create(company=company, name="Sanofi-Aventis")

    assert at_stake(article, "SANOFI-aventis") == [("SANOFI-aventis", ("isatuximab",), ())]
    assert at_stake(article, "Genzyme") == []
    company.funder = factories.make_funder("Genzyme")
    company.save()
    assert at_stake(article, "Genzyme") == [("Genzyme", ("isatuximab",), ())]


@pytest.mark.parametrize(
    ("period", "is_found"),
    [({}, True), ({"starts_on": DAY, "ends_on": DAY}, True), ({"ends_on": date(2026, 3, 1)}, False)],
)
def test_owner_counts_on_the_days_of_its_period(article, period, is_found):
    make_owner("isatuximab", "Sanofi", **period)

    assert bool(at_stake(article, "Sanofi")) is is_found


def test_brand_in_a_heading_and_word_in_the_quiz_count(hub):
    owner = make_owner("isatuximab", "Sanofi")
    ProductSpelling.objects.create(product=owner.product, text="Sarclisa")
    in_heading, in_quiz = factories.make_article(hub), factories.make_ready_article(hub)
    HeadingBlock.objects.create(parent=in_heading, region="main", ordering=10, level=2, text="SARCLISA")
    in_quiz.quiz.questions.update(stem="Which trial of isatuximab?")

    assert at_stake(in_heading, "Sanofi") == at_stake(in_quiz, "Sanofi") == [("Sanofi", ("isatuximab",), ())]


def test_owners_of_the_article_add_to_the_register(article):
    make_owner("isatuximab", "Sanofi")
    agreement = make_agreement("Pfizer")
    support = support_article(article, agreement, products={"Isatuximab": "pfizer", "first line": "Pfizer"})

    assert [stake.owned for stake in stakes(article, [agreement], DAY)] == [("first line", "isatuximab")]
    support.products = {}
    support.save()
    assert stakes(article, [agreement], DAY) == []


def test_article_is_read_only_where_a_supporter_owns_something(article, django_assert_num_queries):
    agreement = make_agreement("Pfizer")
    make_owner("isatuximab", "Sanofi")

    # The register, of two companies' names and two products' spellings, and the products of the article itself.
    with django_assert_num_queries(6):
        assert stakes(article, [agreement], DAY) == []
    with django_assert_num_queries(0):
        assert stakes(article, [], DAY) == []


def test_sentences_say_owner_and_other_interest_apart():
    found = [Stake("A", ("A",), ("x", "y"), ()), Stake("B", ("B",), (), ("x",))]

    assert stake_sentences(found) == [
        "A owns x and y, which this article discusses.",
        "B has a commercial interest in x, which this article discusses.",
    ]


def test_co_promoter_has_an_interest_and_owns_nothing(article):
    make_owner("isatuximab", "Sanofi", role="co-promoter")

    assert at_stake(article, "Sanofi") == [("Sanofi", (), ("isatuximab",))]


def page_of(article, **page):
    return render(freeze(article, None, NOW).shown, BodyPage(article.slug, **page))


def test_page_says_the_stake_at_the_outset_and_in_the_statement(article):
    make_owner("isatuximab", "Sanofi")
    support_article(article, make_agreement("Sanofi"))
    told = "Sanofi owns isatuximab, which this article discusses."

    shown = freeze(article, None, NOW).shown
    page = page_of(article)

    assert shown["stake"] == [{"funder": "Sanofi", "products": ["isatuximab"]}]
    assert (told in page["outset"], told in page["statement"]) == (True, True)


def test_page_says_no_stake_where_another_company_supports(article):
    make_owner("isatuximab", "Sanofi")
    support_article(article, make_agreement("Pfizer"))

    assert freeze(article, None, NOW).shown["stake"] == []
    assert "owns" not in "".join(page_of(article).values())


def test_strict_placement_names_the_supporter_in_the_statement_only(article):
    make_owner("isatuximab", "Sanofi")
    support_article(article, make_agreement("Sanofi"))

    page = page_of(article, has_strict_placement=True)

    assert "A supporter has a stake in what it discusses." in page["outset"]
    assert "Sanofi" not in page["outset"]
    assert "Sanofi owns isatuximab" in page["statement"]


def test_version_of_before_stakes_were_told_still_shows(article):
    support_article(article, make_agreement("Sanofi"))
    shown = freeze(article, None, NOW).shown
    del shown["stake"], shown["stake_told"]

    assert render(shown, BodyPage(article.slug))["statement"]


def findings(article, *rules):
    return [(one.rule, one.severity, one.message) for one in check(article, None, DAY) if one.rule in rules]


def test_staff_are_told_of_a_stake(article):
    make_owner("isatuximab", "Sanofi")
    support_article(article, make_agreement("Sanofi"))

    assert findings(article, "FUND-STAKE") == [
        (
            "FUND-STAKE",
            "info",
            "Sanofi supports this article and has a stake in isatuximab, which it names. The page says so by itself, "
            "and two reviewers without interests in Sanofi have to approve.",
        )
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Sanofi", []),
        ("GENZYME", []),
        (
            "Pfizer",
            [
                (
                    "FUND-OWNER",
                    "warning",
                    "The support of this article says that Pfizer owns isatuximab; the register of products says Sanofi. "
                    "Both count until one of them is corrected.",
                )
            ],
        ),
    ],
)
def test_owner_that_differs_from_the_register_is_told(article, said, expected):
    owner = make_owner("isatuximab", "Sanofi")
    CompanyName.objects.create(company=owner.company, name="Genzyme")
    support_article(article, products={"isatuximab": said})

    assert findings(article, "FUND-OWNER") == expected


def test_owner_that_the_register_does_not_know_is_a_note(article):
    support_article(article, products={"isatuximab": "Sanofi"})

    assert findings(article, "FUND-OWNER") == [
        (
            "FUND-OWNER",
            "info",
            "The support of this article says that Sanofi owns isatuximab; the register of products has no owner of it. "
            "Add it there with its source.",
        )
    ]
