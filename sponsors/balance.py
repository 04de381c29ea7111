"""Whether what is published follows the money: each company's share of content beside its share of funding. Pure.

A product of two companies counts for each of them, so shares of content may add up to more than the whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hub.formats import percent


@dataclass(frozen=True)
class Part:
    """`part` of `whole`, 0 <= part <= whole."""

    part: float
    whole: float

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> str:
        """The share as text, such as 40%; a dash of nothing."""
        return percent(self.share, int(self.whole))

    @property
    def rounded(self) -> str:
        """The share in whole percent, for what is an estimate itself."""
        return percent(self.share, 0)


@dataclass(frozen=True)
class Naming:
    """What one article names: by product, how often in each of its sections; products that it never names are missing."""

    n_sections: int
    mentions: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Support:
    """What one company gives in a period. days: of all its agreements. amount: what of it can be put as money."""

    days: int
    amount: float = 0.0


@dataclass(frozen=True)
class CompanyBalance:
    """One company. articles, sections: that name a product of it; mentions: of its products, out of all registered ones.

    has_products: whether the register knows any of its products in the period. has_agreement: whether one ran in it.
    """

    company: str
    articles: Part
    sections: Part
    mentions: Part
    days: Part
    amount: Part
    has_products: bool
    has_agreement: bool


def balances(
    articles: Sequence[Naming], behind: Mapping[str, Collection[str]], support: Mapping[str, Support]
) -> list[CompanyBalance]:
    """The balance of every company that is behind a product or gives support, by name.

    behind: products by company.
    """
    n_sections = sum(article.n_sections for article in articles)
    n_mentions = sum(sum(counts) for article in articles for counts in article.mentions.values())
    all_days = sum(given.days for given in support.values())
    all_money = sum(given.amount for given in support.values())
    rows = []
    for company in sorted({*behind, *support}, key=str.casefold):
        own = [_of(article, behind.get(company, ())) for article in articles]
        given = support.get(company, Support(0))
        rows.append(
            CompanyBalance(
                company,
                articles=Part(sum(any(counts) for counts in own), len(articles)),
                sections=Part(sum(count > 0 for counts in own for count in counts), n_sections),
                mentions=Part(sum(map(sum, own)), n_mentions),
                days=Part(given.days, all_days),
                amount=Part(given.amount, all_money),
                has_products=bool(behind.get(company)),
                has_agreement=company in support,
            )
        )
    return rows


def _of(article: Naming, products: Collection[str]) -> list[int]:
    """How often each section names any of the products."""
    counts = [article.mentions[product] for product in products if product in article.mentions]
    return [sum(section) for section in zip(*counts, strict=True)]
