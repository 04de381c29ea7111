"""Which option of a series is right as things stand: the key of its versions, or what a correction put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.statements import Parameter, Statement

from .models import KeyCorrection, PinnedQuestion, QuestionVersion, VersionOption

Series = tuple[int, int]
"""Question and number of the series."""


def series_of(version: QuestionVersion) -> Series:
    return version.question_id, version.series


def own_slot(version: QuestionVersion) -> str | None:
    """The slot that was the key when the version was made, None where it had none. Options are best prefetched."""
    return next((option.slot for option in version.options.all() if option.is_key), None)


@dataclass(frozen=True)
class Keys:
    """The keys of some series; `corrections` holds the last decision on each series that has one."""

    corrections: dict[Series, KeyCorrection]

    @classmethod
    def of(cls, questions: Iterable[int]) -> Keys:
        """Read with one query what stands for these questions, by primary key."""
        found = KeyCorrection.objects.newest().filter(question__in=set(questions))
        return cls({(row.question_id, row.series): row for row in found})

    @classmethod
    def of_pins(cls, version_id: int) -> Keys:
        """The same for all questions that a published article version shows, which answers ask each time."""
        found = _OF_PINS.objects(KeyCorrection, version=version_id)
        return cls({(row.question_id, row.series): row for row in found})

    @classmethod
    def of_versions(cls, versions: Iterable[QuestionVersion]) -> Keys:
        return cls.of(version.question_id for version in versions)

    def correction(self, version: QuestionVersion) -> KeyCorrection | None:
        """The last decision on the key of the version's series."""
        return self.corrections.get(series_of(version))

    def slot(self, version: QuestionVersion) -> str | None:
        """The slot that is right now."""
        correction = self.correction(version)
        return correction.slot if correction else own_slot(version)

    def is_key(self, version: QuestionVersion, option: VersionOption | None) -> bool:
        return option is not None and option.slot == self.slot(version)


# Of several decisions on a series the last is read last, and stands.
_OF_PINS = Statement(
    lambda: KeyCorrection.objects.filter(
        question__in=QuestionVersion.objects.filter(
            pins__article_version=Parameter("version", PinnedQuestion.article_version.field)
        ).values("question")
    ).order_by("number")
)
