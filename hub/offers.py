"""What a page that follows a stored answer may offer next. Apps register; pages show all offers and import none.

An offer speaks about one article and one visitor; it returns finished markup, "" where it has nothing to offer.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .learners import Visitor

Offer = Callable[[HttpRequest, Any, Visitor, datetime], SafeString | str]

_OFFERS: list[Offer] = []


def register(offer: Offer) -> None:
    _OFFERS.append(offer)


def offers(request: HttpRequest, article: Any, visitor: Visitor, now: datetime) -> list[SafeString | str]:
    """All that is offered to this visitor after this article, in the order of the apps."""
    return [markup for offer in _OFFERS if (markup := offer(request, article, visitor, now))]
