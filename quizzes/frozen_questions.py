"""Versions of questions with their options, kept in the process: they are written once and never change.

What is shown where (the pins) and what was withdrawn is not kept here; that is asked each time.
"""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from .models import QuestionVersion

MOST_KEPT = 5_000
"""Some ten megabytes."""

_kept: OrderedDict[UUID, QuestionVersion] = OrderedDict()
_lock = Lock()


def frozen_questions(keys: Iterable[UUID]) -> dict[UUID, QuestionVersion]:
    """The versions with these keys, their options loaded. They are shared between requests: read them only."""
    wanted = list(keys)
    found = {key: version for key in wanted if (version := _kept.get(key))}
    missing = [key for key in wanted if key not in found]
    if missing:
        read = QuestionVersion.objects.filter(pk__in=missing).prefetch_related("options")
        found |= {version.pk: version for version in read}
        with _lock:
            _kept.update({key: found[key] for key in missing if key in found})
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found
