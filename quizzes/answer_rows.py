"""One answer as a line for analysts, under a pseudonym that lives as long as one export. Pure.

Pseudonymous data are personal data: two exports that shared a pseudonym could be joined, and in the end to a person.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hub.data_dictionary import Entry, Table

FEWEST = 5
"""A value of a profile that fewer learners of an export share is left out: it could point to one of them."""

PROFILE = ("profession", "specialty", "country")
_KEY_BYTES, _DIGITS = 32, 16


@dataclass(frozen=True)
class Pseudonyms:
    """Names of learners in one export: HMAC-SHA256 of their number under a random key that is never stored."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(_KEY_BYTES), repr=False)

    def of(self, learner: UUID) -> str:
        """L and 16 hexadecimal digits, so that no program takes it for a number; two of a million learners share one
        with a probability of 3 in 100 million."""
        return f"L{hmac.digest(self._key, learner.bytes, 'sha256').hex()[:_DIGITS]}"


@dataclass(frozen=True)
class ShownValues:
    """Of each profile field the values that enough real learners of an export share."""

    values: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, counts: Iterable[tuple[tuple[str, ...], int]]) -> ShownValues:
        """counts: profiles, in the order of PROFILE, with how many real learners have them."""
        sums: dict[str, dict[str, int]] = {name: {} for name in PROFILE}
        for profile, n in counts:
            for name, value in zip(PROFILE, profile, strict=True):
                sums[name][value] = sums[name].get(value, 0) + n
        return cls(
            {name: frozenset(value for value, n in found.items() if n >= FEWEST) for name, found in sums.items()}
        )

    def shown(self, profile: tuple[str, ...], is_simulated: bool) -> tuple[str, ...]:
        """The profile without what too few share. Simulated learners are nobody: theirs is shown as it is."""
        if is_simulated:
            return profile
        return tuple(value if value in self.values[name] else "" for name, value in zip(PROFILE, profile, strict=True))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One stored answer, flagged and simulated ones included; days are those of the hub, times are not told."""

    learner: str
    simulated: bool
    quiz: int
    article: str
    article_version: int
    question: int
    series: int
    version: int
    stem: str
    withdrawn: bool
    phase: str
    day: date
    days_since_first: int
    option: str
    slot: str
    text: str
    correct_as_stored: bool
    correct_now: bool
    confidence: int | None
    language: str
    flags: str
    profession: str
    specialty: str
    country: str


_DONT_KNOW = "the answer is “I do not know”"
_KEPT = f"the learner keeps it, or fewer than {FEWEST} learners of the export share the value"
ANSWERS = Table(
    key="answers",
    title="Answers of learners",
    row="One answer of one learner to one question in one phase, flagged and simulated ones included.",
    row_type=AnswerRow,
    entries={
        "learner": Entry("pseudonym, the same for one learner within the file and another in every other file"),
        "simulated": Entry("whether the learner was made by simulation"),
        "quiz": Entry("number of the quiz"),
        "article": Entry("title of its article"),
        "article_version": Entry("number of the version of the article that was answered"),
        "question": Entry("number of the question"),
        "series": Entry("number of its series; versions of one series are counted together"),
        "version": Entry("number of the version of the question"),
        "stem": Entry("stem in that version"),
        "withdrawn": Entry("whether the question is asked no more, and so in no number of the whole quiz"),
        "phase": Entry("pre, post or follow-up: before reading, after reading, weeks later"),
        "day": Entry("day on which the answers were sent, by the clock of the hub"),
        "days_since_first": Entry("days from the learner’s first answers to this quiz to these", "days"),
        "option": Entry("letter of the chosen option", empty=_DONT_KNOW),
        "slot": Entry("what names the option in all versions of the series", empty=_DONT_KNOW),
        "text": Entry("its text in that version", empty=_DONT_KNOW),
        "correct_as_stored": Entry("whether it was right when it was stored"),
        "correct_now": Entry("whether it is right by the key as it stands"),
        "confidence": Entry("how sure the learner was", "point of the scale, 1 to 5", "not asked, or not answered"),
        "language": Entry("language of the quiz"),
        "flags": Entry("why reports leave the attempt out, separated by spaces", empty="the attempt counts"),
        "profession": Entry("what the learner told", empty=_KEPT),
        "specialty": Entry("what the learner told", empty=_KEPT),
        "country": Entry("what the learner told, as a code of ISO 3166-1", empty=_KEPT),
    },
)
