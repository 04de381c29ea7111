"""Has everybody who shaped the content declared their interests?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hub.declarations import Declared, Terms, gaps_of

from ..bundle.mentions import PLACES
from ..findings import Finding


def declarations(content: Mapping[str, Any], on: date, terms: Terms) -> Iterator[Finding]:
    """What the declarations of contributors lack on that day; terms: what the hub asks of them.

    DISC-NONE, DISC-OLD, DISC-FUTURE, DISC-LOOKBACK, DISC-UNREVIEWED.
    """
    article = content["article"]
    for place in PLACES:
        for index, person in enumerate(article.get(place, [])):
            for gap in gaps_of(person["name"], declared_in(person), on, terms):
                yield Finding(gap.rule, gap.level, gap.sentence(), f"article.{place}[{index}]")


def declared_in(person: Mapping[str, Any]) -> Declared | None:
    """What a person in a bundle declared; None without a day."""
    if "disclosed_on" not in person:
        return None
    return Declared(
        declared_on=date.fromisoformat(person["disclosed_on"]),
        look_back_months=person.get("look_back_months"),
        has_interests=bool(person.get("disclosures")),
        is_mitigated=bool(person.get("mitigated")),
    )
