"""Storing imported questions: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles.markup import to_html
from articles.models import Objective
from articles.richtext import Profile
from hub import audit
from hub.models import User

from ..bank import next_slots, place_in_quiz
from ..judging import judge
from ..models import Option, Question, Quiz, QuizQuestion
from ..versions import revision
from .plan import Entry, Plan, plan_import
from .reading import GivenOption, GivenPlace, GivenQuestion, Problem


class ImportStale(Exception):
    """What is stored differs from what was shown; nothing was written. plan: what would be done now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the stored questions have changed")
        self.plan = plan


class ImportRefused(Exception):
    """Nothing was written. problems: why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Imported:
    created: tuple[Question, ...]
    changed: tuple[Question, ...]
    n_unchanged: int


def import_questions(*, questions: Sequence[GivenQuestion], seen: str, actor: User) -> Imported:
    """Store the questions as the plan says that somebody has seen.

    seen: digest of that plan. Raises ImportRefused for problems, ImportStale where another plan would be carried out now.
    """
    try:
        with transaction.atomic():
            return _import(questions, seen, actor)
    except IntegrityError as error:
        # Somebody else stored a question of that name in between.
        raise ImportStale(plan_import(questions)) from error


def _import(questions: Sequence[GivenQuestion], seen: str, actor: User) -> Imported:
    names = [given.external_id for given in questions if given.external_id]
    list(Question.objects.select_for_update().filter(external_id__in=names))
    plan = plan_import(questions)
    if plan.problems:
        raise ImportRefused(plan.problems)
    if plan.digest != seen:
        raise ImportStale(plan)
    created = [_create(entry, plan) for entry in plan.of_state("new")]
    changed = [_change(entry, plan) for entry in plan.of_state("changed")]
    if created or changed:
        audit.record(
            actor=actor,
            verb="import",
            subject="questions",
            created=[question.pk for question in created],
            changed=[question.pk for question in changed],
        )
    return Imported(tuple(created), tuple(changed), len(plan.of_state("unchanged")))


def _create(entry: Entry, plan: Plan) -> Question:
    question = Question(stem=entry.given.stem)
    _set_details(question, entry.given)
    question.save()
    _store_options(question, entry.given.options)
    _place(question, entry.given.places, plan.quizzes)
    return question


def _change(entry: Entry, plan: Plan) -> Question:
    """Write what the file says over a stored question. Here, and nowhere else, an import changes an answered one."""
    question = entry.stored
    question.stem = entry.given.stem
    _set_details(question, entry.given)
    question.save()
    _store_options(question, entry.given.options)
    _place(question, entry.given.places, plan.quizzes)
    found = revision(Question.objects.get(pk=question.pk))
    if found is not None and found.needs_word:
        question.change = found.word_of_a_file
        question.save(update_fields=["change"])
    return question


def _set_details(question: Question, given: GivenQuestion) -> None:
    question.external_id = given.external_id or question.external_id
    for name, value in given.details.items():
        setattr(question, name, to_html(value, Profile.PARAGRAPHS) if name == "rationale" else value)


def _store_options(question: Question, given: Sequence[GivenOption]) -> None:
    """Options in the order of the file. A stored one is continued by the same text, else by what stands in its place."""
    stored = list(Option.objects.filter(question=question))
    continued = _continued(stored, given)
    kept = {option.pk for option in continued if option}
    Option.objects.filter(question=question).exclude(pk__in=kept).delete()
    # The database refuses two keys even for a moment.
    Option.objects.filter(question=question, is_key=True).update(is_key=False)
    slots = next_slots(question)
    for order, (one, old) in enumerate(zip(given, continued, strict=True)):
        option = old or Option(question=question, slot=next(slots))
        option.text, option.is_key, option.order = one.text, one.is_key, order
        if one.feedback is not None:
            option.feedback = to_html(one.feedback, Profile.LINE)
        option.save()
    judge(question)


def _continued(stored: Sequence[Option], given: Sequence[GivenOption]) -> list[Option | None]:
    free = {option.text: option for option in reversed(stored)}
    found = [free.pop(one.text, None) for one in given]
    left = {id(option) for option in free.values()}
    for place, option in enumerate(found):
        if option is None and place < len(stored) and id(stored[place]) in left:
            found[place] = stored[place]
    return found


def _place(question: Question, places: Sequence[GivenPlace], quizzes: dict[str, Quiz]) -> None:
    for place in places:
        quiz = quizzes[place.quiz]
        line = QuizQuestion.objects.filter(quiz=quiz, question=question).first()
        if line is None:
            place_in_quiz(quiz=quiz, questions=[question])
            line = QuizQuestion.objects.filter(quiz=quiz, question=question).first()
        if line is None:
            message = "The question is retired, so no quiz can ask it. Bring it back into use first."
            raise ImportRefused([Problem(None, "quiz", message)])
        if place.objective is not None:
            line.objective = Objective.objects.filter(article=quiz.article, key=place.objective).first()
        if place.evidence is not None:
            line.evidence = place.evidence
        line.save()
