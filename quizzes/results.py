"""A learner's own result after reading: what changed, and for every question the key and all reasons.

Answers count by the keys as they stand. Where that changes how an answer of this learner was scored, the result says so.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.ama import reference_html
from articles.citations import CitationRenderer, number
from articles.markup import keys_in
from articles.models import Reference
from articles.richtext import Profile, clean

from .change_chart import ChangeChart, Score, change_chart
from .colleagues import Colleagues
from .explanations import Explanation, explanations
from .keys import Keys
from .marks import Answered, Mark, rescored_words, then_and_now
from .models import Answer, Attempt, PinnedQuestion, QuestionVersion, VersionOption
from .peers import colleagues_of, compared_sentence, option_sentence
from .sittings import pinned_questions


@dataclass(frozen=True)
class OptionLine:
    """One option with the reason for or against it. chosen: "" or when the learner chose it; colleagues: their share."""

    letter: str
    text: str
    feedback: SafeString
    is_key: bool
    chosen: str
    colleagues: str


@dataclass(frozen=True)
class CorrectionNote:
    """That the key of a question was corrected, for a learner whose answer counts otherwise since. words: what that means."""

    words: str
    corrected_at: datetime
    reason: str


@dataclass(frozen=True)
class QuestionResult:
    """One question with its key. evidence: key of the block that proves the answer, or "". sources: reference numbers.

    correction: None for learners whose answers it does not change. is_withdrawn: the question counts no more.
    then_and_now: what became of it weeks later, "" where it was not answered then or counts no more.
    """

    number: int
    stem: str
    marks: tuple[Mark, ...]
    options: tuple[OptionLine, ...]
    rationale: SafeString
    evidence: str
    sources: tuple[int, ...]
    colleagues: str
    correction: CorrectionNote | None
    is_withdrawn: bool
    then_and_now: str


@dataclass(frozen=True)
class Result:
    """n_after of n_questions were right after reading; n_before is None without a matched pre, n_later without a
    follow-up to the same questions, chart without either.

    n_questions: those that count, so without withdrawn ones. references: entries of the list, number 1 first.
    """

    questions: tuple[QuestionResult, ...]
    references: tuple[SafeString, ...]
    n_questions: int
    n_after: int
    n_before: int | None
    n_later: int | None
    chart: ChangeChart | None

    @property
    def n_shown(self) -> int:
        return len(self.questions)

    @property
    def compared(self) -> list[QuestionResult]:
        """The questions of which there is something to say weeks later."""
        return [question for question in self.questions if question.then_and_now]

    @property
    def n_corrected(self) -> int:
        """Questions whose correction changes how this learner's answers count."""
        return sum(question.correction is not None for question in self.questions)


def own_result(
    post: Attempt, pre: Attempt | None, follow_up: Attempt | None = None, *, own_ids: Collection[UUID]
) -> Result:
    """The result of a stored attempt after reading, compared with the one before it and the one weeks later.

    Only questions of the same version are compared; with the same form before and after, that is all of them.
    own_ids: the visitor's learners, who are not their own colleagues.
    """
    after, before, later = _answers(post), _answers(pre), _answers(follow_up)
    pins = [pin for pin in pinned_questions(post.article_version_id) if pin.question_version_id in after]
    withdrawn = set(QuestionVersion.objects.withdrawn().filter(pk__in=after).values_list("pk", flat=True))
    counted = [pin.question_version_id for pin in pins if pin.question_version_id not in withdrawn]
    n_after = sum(after[version].is_right for version in counted)
    n_before, n_later = _n_right(counted, before), _n_right(counted, later)
    keys = Keys.of_versions(pin.question_version for pin in pins)
    writer = _Writer(pins, keys, withdrawn, colleagues_of(own_ids, post.quiz, pins))
    return Result(
        questions=tuple(
            writer.question(
                number, pin, Answered(*(answers.get(pin.question_version_id) for answers in (before, after, later)))
            )
            for number, pin in enumerate(pins, start=1)
        ),
        references=writer.references(),
        n_questions=len(counted),
        n_after=n_after,
        n_before=n_before,
        n_later=n_later,
        chart=_chart(n_before, n_after, n_later, len(counted)),
    )


def shown_to_whoever_knows(pin: PinnedQuestion, key: VersionOption) -> Result:
    """The result as a learner finds it who chose the key of this one question after reading; nothing need be stored."""
    writer = _Writer([pin], Keys({}), frozenset(), Colleagues({}))
    answer = Answer(question_version=pin.question_version, option_id=key.pk, was_correct=True)
    answer.is_right = True
    questions = (writer.question(1, pin, Answered(None, answer, None)),)
    return Result(questions, writer.references(), 1, n_after=1, n_before=None, n_later=None, chart=None)


def _n_right(versions: Collection[UUID], answers: Mapping[UUID, Answer]) -> int | None:
    """Right answers to these question versions; None unless every one of them was answered."""
    found = [answers.get(version) for version in versions]
    return sum(answer.is_right for answer in found) if found and all(found) else None


def _chart(n_before: int | None, n_after: int, n_later: int | None, n_questions: int) -> ChangeChart | None:
    scores = [Score(_("after"), n_after)]
    if n_before is not None:
        scores.insert(0, Score(_("before"), n_before, is_before=True))
    if n_later is not None:
        scores.append(Score(_("weeks later"), n_later))
    return change_chart(scores, n_questions) if len(scores) > 1 else None


def _answers(attempt: Attempt | None) -> dict[UUID, Answer]:
    if attempt is None:
        return {}
    return {answer.question_version_id: answer for answer in Answer.objects.filter(attempt=attempt).scored()}


class _Writer:
    """Writes questions in reading order, with citations numbered by first mention on the result page itself."""

    def __init__(
        self, pins: Sequence[PinnedQuestion], keys_now: Keys, withdrawn: Container[UUID], colleagues: Colleagues
    ) -> None:
        self.colleagues = colleagues
        self.keys_now = keys_now
        self.withdrawn = withdrawn
        self.explanations = explanations([pin.question_version for pin in pins], keys_now)
        keys = [key for pin in pins for key in _cited(pin.question_version, self.explanations[pin.question_version_id])]
        self.rows = {row.key: row for row in Reference.objects.filter(key__in=keys)}
        self.numbering = number(key for key in keys if key in self.rows)
        self.citations = CitationRenderer(self.numbering, label=_("Reference"))

    def question(self, number: int, pin: PinnedQuestion, answered: Answered) -> QuestionResult:
        version = pin.question_version
        explained = self.explanations[version.pk]
        marks = answered.marks()
        return QuestionResult(
            number=number,
            stem=version.stem,
            marks=marks,
            options=tuple(self._option(version, option, answered) for option in version.options.all()),
            rationale=self._html(explained.rationale, Profile.PARAGRAPHS),
            evidence=pin.evidence,
            sources=tuple(sorted(self.numbering[key] for key in explained.refs if key in self.numbering)),
            correction=self._note(version, marks),
            is_withdrawn=version.pk in self.withdrawn,
            colleagues=compared_sentence(self.colleagues, version),
            then_and_now="" if version.pk in self.withdrawn else then_and_now(marks),
        )

    def _note(self, version: QuestionVersion, marks: Sequence[Mark]) -> CorrectionNote | None:
        row = self.keys_now.correction(version)
        if row is None or not any(mark.is_rescored for mark in marks):
            return None
        return CorrectionNote(" ".join(rescored_words(marks)), row.decided_at, row.reason)

    def _option(self, version: QuestionVersion, option: VersionOption, answered: Answered) -> OptionLine:
        feedback = self._html(self.explanations[version.pk].feedback.get(option.slot, ""), Profile.LINE)
        colleagues = option_sentence(self.colleagues, version, option.slot)
        is_key = self.keys_now.is_key(version, option)
        return OptionLine(option.letter, option.text, feedback, is_key, answered.choice(option), colleagues)

    def _html(self, stored: str, profile: Profile) -> SafeString:
        return mark_safe(self.citations.render(clean(stored, profile)))  # noqa: S308 -- cleaned on this line

    def references(self) -> tuple[SafeString, ...]:
        items = ({**self.rows[key].item, "status": self.rows[key].status} for key in self.numbering)
        return tuple(mark_safe(reference_html(item)) for item in items)  # noqa: S308 -- the renderer escapes


def _cited(version: QuestionVersion, explained: Explanation) -> list[str]:
    """Keys of everything that a question cites, in the order in which its result shows it."""
    texts = [*(explained.feedback.get(option.slot, "") for option in version.options.all()), explained.rationale]
    return [*(key for text in texts for key in keys_in(text)), *explained.refs]
