"""The quiz of an article in a bundle."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from articles.bundle.schema import BLOOM
from articles.bundle.shape import (
    Boolean,
    Choice,
    Integer,
    Key,
    ListOf,
    Pattern,
    Problem,
    Record,
    RichText,
    Text,
    canonical_of_stored,
    reference_keys,
)
from articles.markup import to_html, to_markup
from articles.models import Article
from articles.richtext import Profile

from .judging import judge
from .models import Option, Question, Quiz, QuizQuestion
from .versions import revision

if TYPE_CHECKING:
    from articles.bundle.loading import Loading


def _tidy_question(question: dict[str, Any]) -> dict[str, Any]:
    """Slots say something only where they differ from the places of the options: then all are written, else none."""
    options = question.get("options", [])
    places = [str(place) for place in range(1, len(options) + 1)]
    slots = [option.get("slot", place) for option, place in zip(options, places, strict=True)]
    if slots == places:
        tidied = [{name: held for name, held in option.items() if name != "slot"} for option in options]
    else:
        tidied = [{"slot": slot} | option for slot, option in zip(slots, options, strict=True)]
    return question | {"options": tidied}


def _question_clashes(question: dict[str, Any]) -> Iterator[tuple[str, str]]:
    n_keys = sum(option.get("correct", False) for option in question.get("options", []))
    if n_keys > 1:
        yield "options", f"{n_keys} options are correct; a question has one key"


OPTION = Record(
    {
        "slot": Pattern(r"\S{1,20}", "a slot, which is at most 20 characters without blanks"),
        "text": Text(400, may_cite=False),
        "feedback": RichText(Profile.LINE),
        "correct": Boolean(keeps_false=True),
    },
    required=("text",),
    defaults={"correct": False},
)
QUESTION = Record(
    {
        "id": Key(),
        "objective": Key(),
        "bloom": Choice(BLOOM),
        "moore": Integer(1, 7),
        "stem": Text(4_000, has_lines=True, may_cite=False),
        "options": ListOf(OPTION, unique="slot"),
        "rationale": RichText(Profile.PARAGRAPHS),
        "refs": reference_keys(),
        "evidence": Key(60),
        "fixed_order": Boolean(),
    },
    required=("stem",),
    tidy=_tidy_question,
    checks=(_question_clashes,),
)
QUIZ = Record(
    {
        "mode": Choice(("pre_post", "post")),
        "presentation": Choice(("one", "all")),
        "confidence": Boolean(),
        "dont_know": Boolean(),
        "questions": ListOf(QUESTION, unique="id"),
    },
    defaults={"mode": "pre_post"},
    implied={"presentation": "all"},
    # A quiz without questions is no quiz.
    tidy=lambda quiz: quiz if quiz.get("questions") else {},
)


def validate(value: Any, bundle: Mapping[str, Any]) -> Iterator[Problem]:
    """Objectives and blocks that questions name and the article does not have."""
    article = bundle.get("article", {})
    objectives, blocks = article.get("objectives", []), article.get("body", [])
    for index, question in enumerate((value or {}).get("questions", [])):
        path = f"quiz.questions[{index}]"
        if _is_unknown(question.get("objective"), objectives):
            yield Problem(f"{path}.objective", f'unknown objective "{question["objective"]}"')
        if _is_unknown(question.get("evidence"), blocks):
            yield Problem(f"{path}.evidence", f'unknown block "{question["evidence"]}"')


def _is_unknown(key: str | None, records: list[dict[str, Any]]) -> bool:
    """Whether no record has this id; a record that could not be read may be the one that is meant."""
    return key is not None and all(records) and key not in {record.get("id") for record in records}


def load(article: Article, value: Any, loading: "Loading") -> None:
    """Ask these questions; stored ones are found by their key, else by their stem, and keep their history."""
    quiz = Quiz.objects.filter(article=article).first()
    if quiz is None and value is None:
        return
    given = value or {"questions": []}
    columns = {
        "mode": given.get("mode", Quiz.Mode.PRE_POST),
        "presentation": given.get("presentation", Quiz.Presentation.ALL),
        "confidence": given.get("confidence", False),
        "dont_know": given.get("dont_know", False),
    }
    if quiz is None:
        quiz = loading.create(Quiz, article=article, **columns)
    elif value is not None:
        loading.change(quiz, **columns)
    _load_questions(quiz, given["questions"], loading)


def _load_questions(quiz: Quiz, questions: list[dict[str, Any]], loading: "Loading") -> None:
    lines = list(_lines(quiz.article))
    objectives = {objective.key: objective for objective in quiz.article.objectives.all()}
    found = _matches(lines, questions)
    for line in lines:
        if line not in found:
            loading.replaced(quiz)
            line.delete()
            _drop_unused(line.question)
    for order, (question, line) in enumerate(zip(questions, found, strict=True)):
        columns = {
            "question": _question(question, line, f"quiz.questions[{order}]", loading),
            "key": question.get("id", ""),
            "objective": objectives.get(question.get("objective")),
            "evidence": question.get("evidence", ""),
            "order": order,
        }
        if line is None:
            loading.create(QuizQuestion, quiz=quiz, **columns)
        else:
            loading.change(line, **columns)


def _matches(lines: list[QuizQuestion], questions: list[dict[str, Any]]) -> list[QuizQuestion | None]:
    """For each given question the stored line it continues; no line twice."""
    free = list(lines)
    found: list[QuizQuestion | None] = [None] * len(questions)
    for is_same in (
        lambda line, question: bool(line.key) and line.key == question.get("id"),
        lambda line, question: line.question.stem == question["stem"],
    ):
        for index, question in enumerate(questions):
            match = next((line for line in free if is_same(line, question)), None)
            if found[index] is None and match is not None:
                found[index] = match
                free.remove(match)
    return found


def _drop_unused(question: Question) -> None:
    """Delete a question that no quiz shows and no learner ever saw; every other one is history and stays."""
    if not question.lines.exists() and not question.versions.exists():
        question.delete()


def _question(given: dict[str, Any], line: QuizQuestion | None, path: str, loading: "Loading") -> Question:
    if not any(option["correct"] for option in given.get("options", [])):
        message = "The question is a draft: none of its options is marked as correct."
        loading.note("BUNDLE-DRAFT", message, path, severity="warning")
    columns = {
        "stem": given["stem"],
        "bloom": given.get("bloom", ""),
        "moore": given.get("moore"),
        "rationale": to_html(given.get("rationale", ""), Profile.PARAGRAPHS),
        "refs": " ".join(given.get("refs", [])),
        "fixed_order": given.get("fixed_order", False),
    }
    options = given.get("options", [])
    stored = line.question if line else None
    if stored and _content(stored) == {name: held for name, held in given.items() if name not in _PLACE}:
        return stored
    # Another article may ask the same question: its working copy is not this file's to change.
    if stored is None or stored.lines.exclude(pk=line.pk if line else None).exists():
        question = loading.create(Question, **columns)
    else:
        question = stored
        loading.change(question, **columns)
    if _content(question).get("options", []) != options:
        _replace_options(question, options, loading)
    judge(question)
    if question is stored:
        _say_what_changed(question, path, loading)
    return question


def _say_what_changed(question: Question, path: str, loading: "Loading") -> None:
    """Mark an answered question that the file changed, with a remark that leads editors to the question."""
    found = revision(Question.objects.get(pk=question.pk))
    if found is None or not found.needs_word:
        return
    loading.change(question, change=found.word_of_a_file)
    answers = f"its {found.n_answers} answers"
    counted = f"a new series starts, and {answers} stay apart" if found.is_reworded else f"{answers} pool with new ones"
    message = f"The words of an answered question changed: {counted}. Say otherwise on the page of the question."
    loading.note("QUIZ-CHANGE", message, path, severity="warning")


def _replace_options(question: Question, options: list[dict[str, Any]], loading: "Loading") -> None:
    loading.replaced(question)
    question.options.all().delete()
    for order, option in enumerate(options):
        Option.objects.create(
            question=question,
            slot=option.get("slot", str(order + 1)),
            text=option["text"],
            feedback=to_html(option.get("feedback", ""), Profile.LINE),
            is_key=option["correct"],
            order=order,
        )


# What belongs to the question's place in a quiz, not to the question.
_PLACE = ("id", "objective", "evidence")


def _lines(article: Article):
    lines = QuizQuestion.objects.filter(quiz__article=article)
    return lines.select_related("question", "objective", "quiz").prefetch_related("question__options")


def _content(question: Question) -> dict[str, Any]:
    return canonical_of_stored(
        {
            "bloom": question.bloom,
            "moore": question.moore,
            "stem": question.stem,
            "options": [
                {
                    "slot": option.slot,
                    "text": option.text,
                    "feedback": to_markup(option.feedback, Profile.LINE),
                    "correct": option.is_key,
                }
                for option in question.options.all()
            ],
            "rationale": to_markup(question.rationale, Profile.PARAGRAPHS),
            "refs": question.refs.split(),
            "fixed_order": question.fixed_order,
        },
        QUESTION,
    )


def dump(article: Article) -> dict[str, Any] | None:
    """The quiz of the article, None where it asks nothing."""
    lines = list(_lines(article))
    if not lines:
        return None
    quiz = lines[0].quiz
    return {
        "mode": quiz.mode,
        "presentation": quiz.presentation,
        "confidence": quiz.confidence,
        "dont_know": quiz.dont_know,
        "questions": [
            _content(line.question)
            | {
                "id": line.key,
                "objective": line.objective.key if line.objective else None,
                "evidence": line.evidence,
            }
            for line in lines
        ],
    }
