"""Which responses a report counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class SurveyCut:
    """Responses to count, for every number of a page alike; whatever is None or "" does not restrict.

    surveys: by primary key. first_day, last_day: both included, of the hub that asked. profession, specialty, country:
    as the learner told. language, version: of the page that was answered, version by the primary key of the article
    version.
    """

    surveys: tuple[int, ...] | None = None
    first_day: date | None = None
    last_day: date | None = None
    profession: str = ""
    specialty: str = ""
    country: str = ""
    language: str = ""
    version: int | None = None

    @property
    def is_of_cohort(self) -> bool:
        """Whether it picks out learners by what they told of themselves: then few of them are hidden."""
        return bool(self.profession or self.specialty or self.country)

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves out any response of its surveys."""
        return bool(self.conditions())

    def conditions(self) -> Mapping[str, Any]:
        """What restricts, beside the surveys, as look-ups of a response or of an attempt at a quiz."""
        named = {
            "submitted_on__gte": self.first_day,
            "submitted_on__lte": self.last_day,
            "learner__profession": self.profession,
            "learner__specialty": self.specialty,
            "learner__country": self.country,
            "language": self.language,
            "article_version": self.version,
        }
        return {lookup: value for lookup, value in named.items() if value not in (None, "")}


EVERYBODY = SurveyCut()
