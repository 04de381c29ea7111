"""From the working question to its versions: what changed, which series goes on, and minting.

A version joins the series of the one before it where learners chose between the same options by the same key, and the
words say the same: by comparison where nobody has answered, by the editor's word (`Question.change`) where somebody has.
"""

import hashlib
import json
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from hub.models import Change

from .keys import Keys, own_slot
from .models import Answer, Option, Question, QuestionVersion, VersionOption


@dataclass(frozen=True)
class Wording:
    """What an answered question says: stem, and by slot the text of each option and its feedback. key: slot of the key."""

    stem: str
    texts: dict[str, str]
    feedback: dict[str, str]
    key: str | None

    @classmethod
    def of(cls, stem: str, options: Iterable[Option | VersionOption], key: str | None) -> "Wording":
        found = list(options)
        return cls(stem, {one.slot: one.text for one in found}, {one.slot: one.feedback for one in found}, key)

    @classmethod
    def in_work(cls, question: Question) -> "Wording":
        options = list(question.options.all())
        return cls.of(question.stem, options, next((option.slot for option in options if option.is_key), None))


@dataclass(frozen=True)
class Revision:
    """How a working question differs from its newest version.

    last: that version. n_answers: those of its series. is_regrouped: an option came or went, or another one is the key,
    which always starts a new series. is_reworded: stem or options read otherwise. is_explained_anew: feedback does.
    """

    last: QuestionVersion
    n_answers: int
    is_regrouped: bool
    is_reworded: bool
    is_explained_anew: bool

    @property
    def needs_word(self) -> bool:
        """Whether an editor has to say what the change means."""
        return bool(self.n_answers) and not self.is_regrouped and (self.is_reworded or self.is_explained_anew)

    @property
    def word_of_a_file(self) -> str:
        """What counts where a file changed the question, which does not tell a slip of the pen from another meaning.

        Other words of an answered question start a series; feedback that alone reads otherwise is wording, since
        learners chose before they saw it. "" where no word is needed.
        """
        if not self.needs_word:
            return ""
        return Change.MEANING if self.is_reworded else Change.WORDING

    def starts_series(self, change: str) -> bool:
        """Whether the next version starts a series; without the editor's word changed words do, so nothing pools silently."""
        if self.is_regrouped:
            return True
        if self.needs_word and change:
            return change == Change.MEANING
        return self.is_reworded


def revision(question: Question, wording: Wording | None = None) -> Revision | None:
    """What changed since the newest version; None for a question without one. wording: as it is about to be saved."""
    last = question.versions.prefetch_related("options").first()
    if last is None:
        return None
    wording = wording or Wording.in_work(question)
    stood = Wording.of(last.stem, last.options.all(), Keys.of([question.pk]).slot(last))
    return Revision(
        last=last,
        n_answers=answers_to_series(last).count(),
        is_regrouped=set(wording.texts) != set(stood.texts) or wording.key != stood.key,
        is_reworded=(wording.stem, wording.texts) != (stood.stem, stood.texts),
        is_explained_anew=wording.feedback != stood.feedback,
    )


def answers_to_series(version: QuestionVersion):
    """All answers to the version's series, in whatever quiz and phase."""
    return Answer.objects.filter(
        question_version__question=version.question_id, question_version__series=version.series
    )


def ordered_options(options: list[Option], *, keep: bool, previous: list[str], seed: int) -> list[Option]:
    """The options in the order all learners will see.

    keep: the editor's order stands. Numbers ascend. Else the slots keep the order of the version before (`previous`),
    and a new question is shuffled once by `seed`, so that the key has no favoured place.
    """
    if keep:
        return options
    numbers = [_number(option.text) for option in options]
    if all(number is not None for number in numbers):
        return [option for _number_, option in sorted(zip(numbers, options, strict=True), key=lambda pair: pair[0])]
    by_slot = {option.slot: option for option in options}
    if set(previous) == set(by_slot):
        return [by_slot[slot] for slot in previous]
    return random.Random(seed).sample(options, len(options))  # noqa: S311 - an order, not a secret


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return None


def _fingerprint(question: Question, options: list[Option], key: str | None) -> str:
    """SHA-256 over all that learners see of a question."""
    content: list[Any] = [question.stem, [[option.slot, option.text, option.slot == key] for option in options]]
    content += [question.rationale, question.refs, question.fixed_order, [option.feedback for option in options]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@transaction.atomic
def current_version(question: Question, now: datetime) -> QuestionVersion:
    """The newest version of a question, minted first where the working question has changed.

    A correction of the key alone mints nothing: it holds for the versions that stand. Minting uses up what the editor
    said of the change.
    """
    stored = Question.objects.select_for_update().get(pk=question.pk)
    options = sorted(question.options.all(), key=lambda option: option.order)
    key = next((option.slot for option in options if option.is_key), None)
    found = revision(question)
    if found and found.last.content_hash in _fingerprints(question, options, key, found):
        return found.last
    last = found.last if found else None
    version = QuestionVersion(
        id=uuid.uuid4(),
        question=question,
        number=last.number + 1 if last else 1,
        series=last.series + found.starts_series(stored.change) if found and last else 1,
        stem=question.stem,
        rationale=question.rationale,
        refs=question.refs,
        content_hash=_fingerprint(question, options, key),
        created_at=now,
    )
    version.save()
    previous = [option.slot for option in last.options.all()] if last else []
    ordered = ordered_options(options, keep=question.fixed_order, previous=previous, seed=version.id.int)
    VersionOption.objects.bulk_create(
        VersionOption(
            version=version,
            slot=option.slot,
            text=option.text,
            feedback=option.feedback,
            is_key=option.is_key,
            order=order,
        )
        for order, option in enumerate(ordered)
    )
    if stored.change:
        question.change = ""
        question.save(update_fields=["change"])
    return version


def _fingerprints(question: Question, options: list[Option], key: str | None, found: Revision) -> set[str]:
    """How the newest version may have been stored if it says what the working question says now."""
    keys = {key}
    if not found.is_regrouped:
        keys.add(own_slot(found.last))
    return {_fingerprint(question, options, slot) for slot in keys}
