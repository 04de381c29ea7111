"""What a page that follows a stored answer may offer next. Apps register; pages show all offers and import none.

An offer speaks about one article and one visitor; it returns finished markup, "" where it has nothing to offer.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .learners import Visitor

Offer = Callable[[HttpRequest, Any, Visitor, datetime], SafeString | str]

Recall = Callable[[Any, Collection[UUID]], SafeString | str]
"""What an app tells of an article and the visitor's learners where answers weeks later are compared; "" for nothing."""

_OFFERS: list[Offer] = []
_RECALLS: list[Recall] = []


def register(offer: Offer) -> None:
    _OFFERS.append(offer)


def offers(request: HttpRequest, article: Any, visitor: Visitor, now: datetime) -> list[SafeString | str]:
    """All that is offered to this visitor after this article, in the order of the apps."""
    return [markup for offer in _OFFERS if (markup := offer(request, article, visitor, now))]


def register_recall(recall: Recall) -> None:
    _RECALLS.append(recall)


def recalls(article: Any, own_ids: Collection[UUID]) -> list[SafeString | str]:
    """All that is told besides the answers, in the order of the apps."""
    return [markup for recall in _RECALLS if (markup := recall(article, own_ids))]
