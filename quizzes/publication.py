"""A quiz at publication: its checks, the question versions it mints, its cards on the page."""

import hashlib
import json
import random
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.findings import Finding
from articles.parts import BodyPage, Frozen

from .models import Option, PinnedQuestion, Question, QuestionVersion, Quiz, QuizQuestion, VersionOption

MIN_OPTIONS, MAX_OPTIONS = 2, 8


def _lines(article) -> list[QuizQuestion]:
    quiz_lines = QuizQuestion.objects.filter(quiz__article=article)
    return list(quiz_lines.select_related("question", "objective", "quiz").prefetch_related("question__options"))


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """QUIZ-KEYCOUNT, QUIZ-OPTIONS, QUIZ-DUP, QUIZ-FEEDBACK, OBJ-NOQUIZ and OBJ-UNCOVERED for the working copy."""
    lines = _lines(article)
    if not lines:
        has_reason = bool(article.quiz_disabled_reason)
        message = (
            _("The article has no quiz.")
            if has_reason
            else _("The article has no quiz, and no reason for that is given.")
        )
        yield Finding("OBJ-NOQUIZ", "info" if has_reason else "warning", message, "quiz")
        return
    for index, line in enumerate(lines):
        yield from _question_findings(line.question, f"quiz.questions[{index}]")
    covered = {line.objective_id for line in lines}
    for objective in article.objectives.all():
        if objective.pk not in covered:
            message = _("No question tests the objective %(objective)s.") % {"objective": objective}
            yield Finding("OBJ-UNCOVERED", "warning", message, "quiz")


def _question_findings(question: Question, where: str) -> Iterator[Finding]:
    options: list[Option] = list(question.options.all())
    n_keys = sum(option.is_key for option in options)
    if n_keys != 1:
        message = _("A question has exactly one key; this one has %(count)s.") % {"count": n_keys}
        yield Finding("QUIZ-KEYCOUNT", "error", message, where)
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        message = _("A question has 2 to 8 options; this one has %(count)s.") % {"count": len(options)}
        yield Finding("QUIZ-OPTIONS", "error", message, where)
    elif not 3 <= len(options) <= 5:
        message = _("%(count)s options: three to five are enough for most questions.") % {"count": len(options)}
        yield Finding("QUIZ-OPTIONS", "warning", message, where)
    texts = Counter(" ".join(option.text.split()).casefold() for option in options)
    if any(count > 1 for count in texts.values()):
        yield Finding("QUIZ-DUP", "error", _("Two options say the same."), where)
    if not question.rationale or any(not option.feedback for option in options):
        message = _("The rationale, or the feedback of an option, is missing: learners see both with their result.")
        yield Finding("QUIZ-FEEDBACK", "warning", message, where)


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


def _fingerprint(question: Question, options: list[Option], with_words: bool) -> str:
    """SHA-256 over what makes a version; without words only over what learners choose between and the key."""
    content: list[Any] = [question.stem, [[option.slot, option.text, option.is_key] for option in options]]
    if with_words:
        content += [question.rationale, question.refs, question.fixed_order, [option.feedback for option in options]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@transaction.atomic
def current_version(question: Question, now: datetime) -> QuestionVersion:
    """The newest version of a question, minted first where the working question has changed.

    A change of stem, options or key starts a new series; of feedback, rationale or sources alone does not.
    """
    Question.objects.select_for_update().get(pk=question.pk)
    options = sorted(question.options.all(), key=lambda option: option.order)
    digest = _fingerprint(question, options, with_words=True)
    last = question.versions.prefetch_related("options").first()
    if last and last.content_hash == digest:
        return last
    same_meaning = last is not None and last.meaning_hash == _fingerprint(question, options, with_words=False)
    version = QuestionVersion(
        id=uuid.uuid4(),
        question=question,
        number=last.number + 1 if last else 1,
        series=(last.series if same_meaning else last.series + 1) if last else 1,
        stem=question.stem,
        rationale=question.rationale,
        refs=question.refs,
        content_hash=digest,
        meaning_hash=_fingerprint(question, options, with_words=False),
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
    return version


def freeze(article, value: Any, now: datetime) -> Frozen:
    """Question versions for the quiz as it stands, and the pins that tie them to the article's version."""
    lines = _lines(article)
    if not lines:
        return Frozen(shown=None)
    quiz: Quiz = lines[0].quiz
    versions = [current_version(line.question, now) for line in lines]

    def pin(article_version) -> None:
        PinnedQuestion.objects.bulk_create(
            PinnedQuestion(
                article_version=article_version,
                quiz=quiz,
                question_version=version,
                objective=line.objective.text if line.objective else "",
                evidence=line.evidence,
                order=order,
            )
            for order, (line, version) in enumerate(zip(lines, versions, strict=True))
        )

    shown = {
        "mode": quiz.mode,
        "confidence": quiz.confidence,
        "dont_know": quiz.dont_know,
        "questions": [
            {
                "id": str(version.id),
                "stem": version.stem,
                "options": [
                    {"id": str(option.id), "letter": option.letter, "text": option.text}
                    for option in version.options.all()
                ],
            }
            for version in versions
        ],
    }
    return Frozen(shown=shown, pin=pin)


def render(shown: Any, page: BodyPage) -> Mapping[str, str]:
    """The card before the text with the first question and its options, and the card after it."""
    if shown is None:
        return {}
    context = {"slug": page.slug, "quiz": shown, "first": shown["questions"][0], "n_questions": len(shown["questions"])}
    slots = {"after_text": render_to_string("quizzes/_card.html", context | {"phase": "post"})}
    if shown["mode"] == Quiz.Mode.PRE_POST:
        slots["before_text"] = render_to_string("quizzes/_card.html", context | {"phase": "pre"})
    return slots
