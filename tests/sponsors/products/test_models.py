"""What the register refuses by itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sponsors.models import Company, CompanyName, Product, ProductOwner, ProductSpelling

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def refused(model, **fields) -> bool:
    try:
        with transaction.atomic():
            model.objects.create(**fields)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def owner():
    """The fields of an owner that may be stored."""
    return {
        "product": Product.objects.create(name="isatuximab"),
        "company": Company.objects.create(name="Sanofi"),
        "source": "Product information",
        "checked_on": DAY,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": date(2026, 3, 3), "ends_on": DAY},
        {"source": ""},
        {"source": " \n"},
        {"source_url": "http://example.org/"},
        {"source_url": "javascript:alert(1)"},
        {"role": "friend"},
    ],
)
def test_owner_that_cannot_be_is_refused_by_the_database(owner, wrong):
    assert refused(ProductOwner, **owner | wrong)


@pytest.mark.parametrize("starts_on", [None, DAY])
def test_owner_stands_once_for_a_period(owner, starts_on):
    assert not refused(ProductOwner, **owner, starts_on=starts_on, source_url="https://example.org/")
    assert refused(ProductOwner, **owner, starts_on=starts_on, role="originator")
    assert not refused(ProductOwner, **owner, starts_on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("model", "field"), [(Company, "name"), (CompanyName, "name"), (Product, "name"), (ProductSpelling, "text")]
)
def test_name_stands_once_in_whatever_case(model, field):
    parent = {
        CompanyName: {"company": Company.objects.create(name="C")},
        ProductSpelling: {"product": Product.objects.create(name="p")},
    }.get(model, {})

    assert not refused(model, **parent, **{field: "abc"})
    assert refused(model, **parent, **{field: "ABC" if model is not Product else "abc"})
    assert refused(model, **parent, **{field: ""})


def test_generic_name_is_stored_in_small_letters():
    product = Product(name="  Isatuximab ")
    product.full_clean()

    assert product.name == "isatuximab"
    assert refused(Product, name="Isatuximab")


@pytest.mark.parametrize("text", ["D", "-", "D-"])
def test_spelling_of_one_letter_is_refused(text):
    assert refused(ProductSpelling, product=Product.objects.create(name="daratumumab"), text=text)


def test_a_name_belongs_to_one_company_and_one_product():
    sanofi, other = Company.objects.create(name="Sanofi"), Company.objects.create(name="Other")
    isatuximab = Product.objects.create(name="isatuximab")
    CompanyName.objects.create(company=sanofi, name="Genzyme")
    ProductSpelling.objects.create(product=isatuximab, text="Sarclisa")
    rows = [
        CompanyName(company=other, name="SANOFI"),
        Company(name="genzyme"),
        ProductSpelling(product=Product.objects.create(name="daratumumab"), text="Isatuximab"),
        Product(name="sarclisa"),
    ]

    for row in rows:
        with pytest.raises(ValidationError):
            row.full_clean()


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        (date(2026, 1, 1), date(2026, 3, 1), 0),
        (date(2026, 1, 1), DAY, 1),
        (date(2026, 3, 10), date(2026, 3, 20), 1),
        (date(2026, 3, 11), date(2026, 3, 20), 0),
    ],
)
def test_owners_of_a_period_share_a_day_with_it(owner, first, last, n):
    ProductOwner.objects.create(**owner, starts_on=DAY, ends_on=date(2026, 3, 10))

    assert ProductOwner.objects.owning_in(first, last).count() == n
