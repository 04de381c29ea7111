"""A quiz at publication: its checks, the question versions it mints, its cards on the page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions import Refused
from articles.findings import Finding
from articles.parts import BodyPage, Frozen
from sponsors.public import notices

from .models import Option, PinnedQuestion, Question, QuestionVersion, Quiz, QuizQuestion, Withdrawal
from .versions import current_version, revision

MIN_OPTIONS, MAX_OPTIONS = 2, 8


def _lines(article) -> list[QuizQuestion]:
    quiz_lines = QuizQuestion.objects.filter(quiz__article=article)
    return list(quiz_lines.select_related("question", "objective", "quiz").prefetch_related("question__options"))


def check(article, value: Any, on: date) -> Iterator[Finding]:
    """What stands against asking the working copy's questions.

    QUIZ-KEYCOUNT, QUIZ-OPTIONS, QUIZ-DUP, QUIZ-FEEDBACK, QUIZ-CHANGE, QUIZ-WITHDRAWN, QUIZ-RETIRED, OBJ-NOQUIZ and
    OBJ-UNCOVERED.
    """
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
        yield from _history_findings(line.question, f"quiz.questions[{index}]")
        options = list(line.question.options.all())
        yield from question_findings(options, line.question.rationale, f"quiz.questions[{index}]")
    covered = {line.objective_id for line in lines}
    for objective in article.objectives.all():
        if objective.pk not in covered:
            message = _("No question tests the objective %(objective)s.") % {"objective": objective}
            yield Finding("OBJ-UNCOVERED", "warning", message, "quiz")


def question_findings(options: Sequence[Option], rationale: str, where: str) -> Iterator[Finding]:
    """What is missing from a question with these options, stored or not, or too much."""
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
    if not rationale or any(not option.feedback for option in options):
        message = _("The rationale, or the feedback of an option, is missing: learners see both with their result.")
        yield Finding("QUIZ-FEEDBACK", "warning", message, where)


def _history_findings(question: Question, where: str) -> Iterator[Finding]:
    named = {"stem": Truncator(question.stem).words(12)}
    if question.retired_at:
        message = _("The question “%(stem)s” is retired. Take it out of the quiz, or bring it back into use.") % named
        yield Finding("QUIZ-RETIRED", "warning", message, where)
    found = revision(question)
    if found is None:
        return
    if found.needs_word and not question.change:
        message = ngettext(
            "The words of the question “%(stem)s” changed after %(count)s answer. Open the question and say whether "
            "its meaning changed too.",
            "The words of the question “%(stem)s” changed after %(count)s answers. Open the question and say whether "
            "its meaning changed too.",
            found.n_answers,
        )
        yield Finding("QUIZ-CHANGE", "error", message % {**named, "count": found.n_answers}, where)
    is_withdrawn = Withdrawal.objects.standing().filter(question=question, series=found.last.series).exists()
    if is_withdrawn and not found.starts_series(question.change):
        message = _(
            "The question “%(stem)s” was withdrawn. Take it out of the quiz, or change its meaning: then it is asked "
            "anew."
        )
        yield Finding("QUIZ-WITHDRAWN", "error", message % named, where)


def freeze(article, value: Any, now: datetime, _live_from: datetime | None = None) -> Frozen:
    """Question versions for the quiz as it stands, and the pins that tie them to the article's version."""
    lines = _lines(article)
    if not lines:
        return Frozen(shown=None)
    quiz: Quiz = lines[0].quiz
    versions = [current_version(line.question, now) for line in lines]

    def pin(article_version) -> None:
        if QuestionVersion.objects.withdrawn().filter(pk__in=[version.pk for version in versions]).exists():
            raise Refused(_("A question was withdrawn while the article was being published. Look at it again."))
        PinnedQuestion.objects.bulk_create(
            PinnedQuestion(
                article_version=article_version,
                quiz=quiz,
                question_version=version,
                objective=line.objective.text if line.objective else "",
                objective_key=line.objective.key if line.objective else "",
                moore=line.question.moore,
                bloom=line.question.bloom,
                evidence=line.evidence,
                order=order,
            )
            for order, (line, version) in enumerate(zip(lines, versions, strict=True))
        )

    shown = {
        "mode": quiz.mode,
        "presentation": quiz.presentation,
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
    if intro := notices(article.hub, timezone.localtime(now, timezone=article.hub.zone).date()).get("quiz_intro"):
        shown["intro"] = intro
    return Frozen(shown=shown, pin=pin)


def standing(shown: Any) -> Any:
    """What publication froze, without the questions that were withdrawn since; None where none is left."""
    if shown is None:
        return None
    frozen = [question["id"] for question in shown["questions"]]
    rows = QuestionVersion.objects.withdrawn().filter(pk__in=frozen).values_list("pk", flat=True)
    withdrawn = {str(pk) for pk in rows}
    questions = [question for question in shown["questions"] if question["id"] not in withdrawn]
    return shown | {"questions": questions} if questions else None


def render(shown: Any, page: BodyPage) -> Mapping[str, str]:
    """The card before the text with the first question and its options, and the card after it."""
    if shown is None:
        return {}
    context = {"slug": page.slug, "quiz": shown, "first": shown["questions"][0], "n_questions": len(shown["questions"])}
    slots = {"after_text": render_to_string("quizzes/_card.html", context | {"phase": "post"})}
    if shown["mode"] == Quiz.Mode.PRE_POST:
        slots["before_text"] = render_to_string("quizzes/_card.html", context | {"phase": "pre"})
    return slots


def describe(shown: Any) -> Mapping[str, Any]:
    """The quiz with the one question that the page shows, and without answers of any kind: none tells of the key."""
    if shown is None:
        return {}
    questions = [{"@type": "Question", "text": question["stem"]} for question in shown["questions"][:1]]
    return {"hasPart": [{"@type": "Quiz", "hasPart": questions}]}
