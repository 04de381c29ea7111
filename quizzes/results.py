"""A learner's own result after reading: what changed, and for every question the key and all reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.ama import reference_html
from articles.citations import CitationRenderer, number
from articles.markup import keys_in
from articles.models import Reference
from articles.richtext import Profile, clean

from .change_chart import ChangeChart, change_chart
from .models import Answer, Attempt, PinnedQuestion, VersionOption
from .sittings import pinned_questions


@dataclass(frozen=True)
class OptionLine:
    """One option with the reason for or against it. chosen: "" or when the learner chose it, in words."""

    letter: str
    text: str
    feedback: SafeString
    is_key: bool
    chosen: str


@dataclass(frozen=True)
class Mark:
    """How one answer was scored. is_blank: the learner said "I do not know"."""

    when: str
    is_correct: bool
    is_blank: bool


@dataclass(frozen=True)
class QuestionResult:
    """One question with its key. evidence: key of the block that proves the answer, or "". sources: reference numbers."""

    number: int
    stem: str
    marks: tuple[Mark, ...]
    options: tuple[OptionLine, ...]
    rationale: SafeString
    evidence: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """n_after of n_questions were right after reading; n_before and chart are None without a matched pre.

    references: entries of the list, number 1 first.
    """

    questions: tuple[QuestionResult, ...]
    references: tuple[SafeString, ...]
    n_questions: int
    n_after: int
    n_before: int | None
    chart: ChangeChart | None


def own_result(post: Attempt, pre: Attempt | None) -> Result:
    """The result of a stored attempt after reading, compared with the one before it where there is one.

    Only questions of the same version are compared; with the same form before and after, that is all of them.
    Answers count as they were scored when stored.
    """
    pins = pinned_questions(post.article_version_id)
    after, before = _answers(post), _answers(pre)
    matched = bool(before) and all(pin.question_version_id in before for pin in pins)
    n_after = sum(answer.was_correct for answer in after.values())
    n_before = sum(before[pin.question_version_id].was_correct for pin in pins) if matched else None
    writer = _Writer(pins)
    return Result(
        questions=tuple(
            writer.question(pin, before.get(pin.question_version_id), after[pin.question_version_id]) for pin in pins
        ),
        references=writer.references(),
        n_questions=len(pins),
        n_after=n_after,
        n_before=n_before,
        chart=None if n_before is None else change_chart(n_before, n_after, len(pins)),
    )


def _answers(attempt: Attempt | None) -> dict[UUID, Answer]:
    if attempt is None:
        return {}
    return {answer.question_version_id: answer for answer in Answer.objects.filter(attempt=attempt)}


class _Writer:
    """Writes questions in reading order, with citations numbered by first mention on the result page itself."""

    def __init__(self, pins: Sequence[PinnedQuestion]) -> None:
        keys = [key for pin in pins for key in _keys(pin)]
        self.rows = {row.key: row for row in Reference.objects.filter(key__in=keys)}
        self.numbering = number(key for key in keys if key in self.rows)
        self.citations = CitationRenderer(self.numbering, label=_("Reference"))

    def question(self, pin: PinnedQuestion, before: Answer | None, after: Answer) -> QuestionResult:
        version = pin.question_version
        marks = [Mark(_("After reading"), after.was_correct, after.option_id is None)]
        if before:
            marks.insert(0, Mark(_("Before reading"), before.was_correct, before.option_id is None))
        return QuestionResult(
            number=pin.order + 1,
            stem=version.stem,
            marks=tuple(marks),
            options=tuple(self._option(option, before, after) for option in version.options.all()),
            rationale=self._html(version.rationale, Profile.PARAGRAPHS),
            evidence=pin.evidence,
            sources=tuple(sorted(self.numbering[key] for key in version.refs.split() if key in self.numbering)),
        )

    def _option(self, option: VersionOption, before: Answer | None, after: Answer) -> OptionLine:
        was_before = before is not None and before.option_id == option.pk
        was_after = after.option_id == option.pk
        chosen = ""
        if was_before and was_after:
            chosen = _("Your answer before and after")
        elif was_before or was_after:
            chosen = _("Your answer before") if was_before else _("Your answer after")
        feedback = self._html(option.feedback, Profile.LINE)
        return OptionLine(option.letter, option.text, feedback, option.is_key, chosen)

    def _html(self, stored: str, profile: Profile) -> SafeString:
        return mark_safe(self.citations.render(clean(stored, profile)))  # noqa: S308 -- cleaned on this line

    def references(self) -> tuple[SafeString, ...]:
        items = ({**self.rows[key].item, "status": self.rows[key].status} for key in self.numbering)
        return tuple(mark_safe(reference_html(item)) for item in items)  # noqa: S308 -- the renderer escapes


def _keys(pin: PinnedQuestion) -> list[str]:
    """Keys of everything that a question cites, in the order in which its result shows it."""
    version = pin.question_version
    texts = [*(option.feedback for option in version.options.all()), version.rationale]
    return [*(key for text in texts for key in keys_in(text)), *version.refs.split()]
