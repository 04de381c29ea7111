"""What importing these questions would do: new, changed and unchanged ones, and why it cannot be done."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from articles.markup import keys_in, to_html
from articles.models import BLOCK_TYPES, Article, Reference
from articles.richtext import Profile

from ..models import Answer, Question, Quiz
from .comparing import FieldChange, changes
from .reading import GivenQuestion, Problem
from .stored import as_given, with_places


@dataclass(frozen=True)
class Entry:
    """One question of the file. stored: the question that it continues, None for a new one."""

    given: GivenQuestion
    stored: Question | None
    is_answered: bool
    changes: tuple[FieldChange, ...]

    @property
    def state(self) -> str:
        """new, changed or unchanged."""
        if self.stored is None:
            return "new"
        return "changed" if self.changes else "unchanged"

    @property
    def changes_what_was_answered(self) -> bool:
        """Whether stem, key or options change of a question that learners have answered."""
        return self.is_answered and any(change.is_asked for change in self.changes)


@dataclass(frozen=True)
class Plan:
    """problems: with any of them nothing can be stored. quizzes: those named, by the slug of their article."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    quizzes: dict[str, Quiz]

    def of_state(self, state: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.state == state]

    @property
    def has_work(self) -> bool:
        return any(entry.state != "unchanged" for entry in self.entries)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what would be done: equal as long as what is stored has not changed in between."""
        shown = [
            [entry.stored.pk if entry.stored else None, [[one.column, one.old, one.new] for one in entry.changes]]
            for entry in self.entries
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def plan_import(questions: Sequence[GivenQuestion]) -> Plan:
    """Set the questions against the stored ones; a fixed number of queries.

    A question continues the stored one with its external id, else the one that asks exactly the same.
    """
    found = _stored(questions)
    answered = set(
        Answer.objects.filter(question_version__question__in=[one.pk for one in found.values()])
        .order_by()
        .values_list("question_version__question", flat=True)
        .distinct()
    )
    entries = tuple(
        Entry(given, stored, stored is not None and stored.pk in answered, _changes(stored, given))
        for given in questions
        for stored in [found.get(given.row)]
    )
    slugs = {place.quiz for given in questions for place in given.places}
    quizzes = {
        quiz.article.slug: quiz for quiz in Quiz.objects.filter(article__slug__in=slugs).select_related("article")
    }
    problems = [*_same_twice(entries), *_unknown_sources(questions), *_unknown_places(questions, quizzes)]
    return Plan(entries, tuple(problems), quizzes)


def _changes(stored: Question | None, given: GivenQuestion) -> tuple[FieldChange, ...]:
    return () if stored is None else changes(as_given(stored), given)


def _stored(questions: Sequence[GivenQuestion]) -> dict[int, Question]:
    """The stored question that each given one continues, by its row."""
    names = {given.external_id for given in questions if given.external_id}
    stems = {given.stem for given in questions}
    rows = with_places(Question.objects.all())
    by_name = {question.external_id: question for question in rows.filter(external_id__in=names)} if names else {}
    by_content: dict[tuple, Question] = {}
    for question in rows.filter(stem__in=stems).order_by("pk"):
        by_content.setdefault(_asked(as_given(question)), question)
    found = {}
    for given in questions:
        same = by_content.get(_asked(given))
        if given.external_id and same is not None and same.external_id:
            same = None
        if stored := by_name.get(given.external_id) or same:
            found[given.row] = stored
    return found


def _asked(given: GivenQuestion) -> tuple:
    return given.stem, tuple((option.text, option.is_key) for option in given.options)


def _same_twice(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[int, int] = {}
    for entry in entries:
        if entry.stored is None:
            continue
        first = seen.setdefault(entry.stored.pk, entry.given.row)
        if first != entry.given.row:
            message = _("It is the stored question that %(row)s continues already. Delete one of the two.")
            yield Problem(entry.given.row, "external_id", message % {"row": first})


def _unknown_sources(questions: Sequence[GivenQuestion]) -> Iterator[Problem]:
    cited = [
        (given.row, column, key) for given in questions for column, text in _cited_texts(given) for key in text.split()
    ]
    known = set(Reference.objects.filter(key__in={key for _row, _column, key in cited}).values_list("key", flat=True))
    for row, column, key in cited:
        if key not in known:
            message = _("No reference has the key %(key)s. Add it under References, or choose another.")
            yield Problem(row, column, message % {"key": key})


def _cited_texts(given: GivenQuestion) -> Iterator[tuple[str, str]]:
    """Columns with the keys that they cite."""
    yield "refs", given.details.get("refs", "")
    yield "rationale", " ".join(keys_in(to_html(given.details.get("rationale", ""), Profile.PARAGRAPHS)))
    for place, option in enumerate(given.options, start=1):
        yield f"feedback_{place}", " ".join(keys_in(to_html(option.feedback or "", Profile.LINE)))


def _unknown_places(questions: Sequence[GivenQuestion], quizzes: dict[str, Quiz]) -> Iterator[Problem]:
    articles = [quiz.article_id for quiz in quizzes.values()]
    objectives = set(Article.objects.filter(pk__in=articles).values_list("pk", "objectives__key"))
    blocks = {
        pair
        for model in BLOCK_TYPES.values()
        for pair in model.objects.filter(parent__in=articles).exclude(key="").values_list("parent", "key")
    }
    for given in questions:
        for place in given.places:
            quiz = quizzes.get(place.quiz)
            if quiz is None:
                message = _(
                    "No article with the address %(slug)s has a quiz. Add the quiz on the article's page first."
                )
                yield Problem(given.row, "quiz", message % {"slug": place.quiz})
                continue
            if place.objective and (quiz.article_id, place.objective) not in objectives:
                message = _("The article %(slug)s has no objective with the key %(key)s.")
                yield Problem(given.row, "objective", message % {"slug": place.quiz, "key": place.objective})
            if place.evidence and (quiz.article_id, place.evidence) not in blocks:
                message = _("The article %(slug)s has no block with the key %(key)s.")
                yield Problem(given.row, "evidence", message % {"slug": place.quiz, "key": place.evidence})
