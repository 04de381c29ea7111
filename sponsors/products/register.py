"""Reading the register: who is behind which product on a day, and who is who among companies and funders."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..models.funder import Funder
from .models import Company, Product, ProductOwner
from .recognition import Spellings, key_of


@dataclass(frozen=True)
class Ownership:
    """One company behind one product. is_owner: whether it holds the authorisation; others have an interest in it."""

    product: str
    company: int
    is_owner: bool
    starts_on: date | None = None
    ends_on: date | None = None

    def holds_in(self, first: date, last: date) -> bool:
        """Whether it holds on at least one day from `first` to `last`; an open end never ends."""
        return (self.starts_on is None or self.starts_on <= last) and (self.ends_on is None or self.ends_on >= first)


class Register:
    """The register as of a period, read once: four queries whatever its size."""

    def __init__(self, first: date, last: date) -> None:
        self.companies = {
            company.pk: company for company in Company.objects.select_related("funder").prefetch_related("other_names")
        }
        self.spellings: Spellings = {
            product.name: [spelling.text for spelling in product.spellings.all()]
            for product in Product.objects.prefetch_related("spellings")
        }
        self.ownerships = [
            Ownership(
                owner.product.name,
                owner.company_id,
                is_owner=owner.role == ProductOwner.Role.HOLDER,
                starts_on=owner.starts_on,
                ends_on=owner.ends_on,
            )
            for owner in ProductOwner.objects.owning_in(first, last).select_related("product").order_by("pk")
        ]
        self._by_name = {key_of(name): pk for pk, company in self.companies.items() for name in company.names}
        self._by_funder = {company.funder_id: pk for pk, company in self.companies.items() if company.funder_id}
        linked = [company for company in self.companies.values() if company.funder]
        for company in linked:
            for name in filter(None, (company.funder.name, company.funder.legal_name)):
                self._by_name.setdefault(key_of(name), company.pk)

    def company_of(self, funder: Funder) -> Company | None:
        """The company that is this funder: by its link, else by one of its names."""
        pk = self._by_funder.get(funder.pk)
        for name in (funder.name, funder.legal_name):
            pk = pk or self._by_name.get(key_of(name))
        return self.companies.get(pk) if pk else None

    def company_named(self, name: str) -> Company | None:
        pk = self._by_name.get(key_of(name))
        return self.companies.get(pk) if pk else None

    def product_named(self, name: str) -> str | None:
        """The generic name of the product that is spelled so."""
        wanted = key_of(name)
        found = (
            product
            for product, texts in self.spellings.items()
            if wanted in {product, *(key_of(text) for text in texts)}
        )
        return next(found, None)

    def names_of(self, funder: Funder) -> list[str]:
        """Every name under which the funder may be written, each once."""
        company = self.company_of(funder)
        names = [funder.name, funder.legal_name, *(company.names if company else [])]
        return list(dict.fromkeys(filter(None, names)))

    def owned_by(self, funder: Funder, of_article: Mapping[str, str]) -> dict[str, bool]:
        """The products behind which the funder stands, each with whether it owns it.

        of_article: owners by drug as the article's own support says; they add to the register and take nothing away.
        """
        company = self.company_of(funder)
        owned: dict[str, bool] = {}
        for one in self.ownerships:
            if company and one.company == company.pk:
                owned[one.product] = owned.get(one.product, False) or one.is_owner
        keys = {key_of(name) for name in self.names_of(funder)}
        for drug, owner in of_article.items():
            if key_of(owner) in keys:
                owned[self.product_named(drug) or key_of(drug)] = True
        return owned

    def spelled(self, products: Collection[str]) -> Spellings:
        """The spellings of these products; one outside the register is known by its name alone."""
        return {product: self.spellings.get(product, ()) for product in products}


def differences(register: Register, of_article: Mapping[str, str]) -> Iterable[tuple[str, str, list[str]]]:
    """Where an article's own owners and the register differ: drug, owner said, and the register's owners.

    The register's owners are none where it does not know the drug, or nobody owns it in the period.
    """
    for drug, said in of_article.items():
        product = register.product_named(drug)
        owners = [register.companies[one.company] for one in register.ownerships if one.product == product]
        if register.company_named(said) not in owners:
            yield drug, said, list(dict.fromkeys(company.name for company in owners))
