"""What a result says for and against the options, once the key of a series may have been corrected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from .keys import Keys, Series, own_slot, series_of
from .models import QuestionVersion


@dataclass(frozen=True)
class Explanation:
    """feedback: stored HTML by slot; a slot without one is left out. refs: citation keys."""

    feedback: dict[str, str]
    rationale: str
    refs: tuple[str, ...]

    @classmethod
    def of(cls, version: QuestionVersion) -> "Explanation":
        feedback = {option.slot: option.feedback for option in version.options.all()}
        return cls(feedback, version.rationale, tuple(version.refs.split()))


def explanations(versions: Iterable[QuestionVersion], keys: Keys) -> dict[UUID, Explanation]:
    """The explanation of each version, by its primary key; options are best prefetched.

    As learners saw it, unless the key was corrected: then as the newest version of the series that was written for the
    key as it stands. Where none is written yet, the rationale and the feedback of the two options in question would
    argue for the wrong one; they are left out.
    """
    versions = list(versions)
    corrected = {series_of(version) for version in versions} & set(keys.corrections)
    written = _written(corrected)
    found = {}
    for version in versions:
        if series_of(version) not in corrected:
            found[version.pk] = Explanation.of(version)
            continue
        fitting = [one for one in written[series_of(version)] if own_slot(one) == keys.slot(version)]
        found[version.pk] = Explanation.of(fitting[0]) if fitting else _without_key(version, keys)
    return found


def _written(corrected: set[Series]) -> dict[Series, list[QuestionVersion]]:
    """All versions of these series, the newest first."""
    written: dict[Series, list[QuestionVersion]] = defaultdict(list)
    if corrected:
        questions = {question for question, _number in corrected}
        rows = QuestionVersion.objects.filter(question__in=questions).prefetch_related("options").order_by("-number")
        for row in rows:
            written[series_of(row)].append(row)
    return written


def _without_key(version: QuestionVersion, keys: Keys) -> Explanation:
    told = Explanation.of(version)
    doubtful = {own_slot(version), keys.slot(version)}
    kept = {slot: text for slot, text in told.feedback.items() if slot not in doubtful}
    return Explanation(kept, "", told.refs)
