"""A supporter's stake: it stands behind a product that the article names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from articles.bundle.dumping import dump
from articles.bundle.sections import quiz_texts, sections

from ..models import Agreement, ArticleSupport
from ..statements import names_text
from .recognition import named_in
from .register import Register


@dataclass(frozen=True)
class Stake:
    """What one supporter has at stake in an article. names: all under which it may be written.

    owned: the products named in the article that it owns. other: those in which it has another interest.
    """

    funder: str
    names: tuple[str, ...]
    owned: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def products(self) -> tuple[str, ...]:
        return (*self.owned, *self.other)


def stakes(
    article: Any, agreements: Iterable[Agreement], on: date, content: Mapping[str, Any] | None = None
) -> list[Stake]:
    """The stakes of an article's supporters as of a day, in the order of the agreements; none without agreements.

    content: the article as a bundle, where the caller has it; else it is made, but only where a supporter owns something.
    """
    funders = list({agreement.funder_id: agreement.funder for agreement in agreements}.values())
    if not funders:
        return []
    register = Register(on, on)
    of_article = products_of(article)
    owned = {funder: register.owned_by(funder, of_article) for funder in funders}
    candidates = {product for products in owned.values() for product in products}
    if not candidates:
        return []
    named = named_in(_texts(content or dump(article)), register.spelled(sorted(candidates)))
    found = []
    for funder, products in owned.items():
        at_stake = [product for product in named if product in products]
        if at_stake:
            found.append(
                Stake(
                    funder.name,
                    tuple(register.names_of(funder)),
                    owned=tuple(product for product in at_stake if products[product]),
                    other=tuple(product for product in at_stake if not products[product]),
                )
            )
    return found


def products_of(article: Any) -> Mapping[str, str]:
    """Owner by drug as the support of the article says."""
    return ArticleSupport.objects.filter(article=article).values_list("products", flat=True).first() or {}


def stake_sentences(found: Sequence[Stake]) -> list[str]:
    """What readers are told, a sentence for each supporter and kind of stake, in the active language."""
    sentences = []
    for stake in found:
        for products, sentence in (
            (stake.owned, _("%(funder)s owns %(products)s, which this article discusses.")),
            (stake.other, _("%(funder)s has a commercial interest in %(products)s, which this article discusses.")),
        ):
            if products:
                sentences.append(sentence % {"funder": stake.funder, "products": names_text(products)})
    return sentences


def _texts(content: Mapping[str, Any]) -> Iterable[str]:
    for section in sections(content):
        yield from section.texts
    yield from quiz_texts(content)
