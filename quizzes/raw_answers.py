"""Every stored answer of a quiz, or of all, as rows for analysts; however many there are, the memory stays small.

One query brings the answers, in batches and without a transaction. It holds numbers only; the words of questions and
options, far fewer, are read before it. Within a question the database puts the rows in random order, so that the place
of a row tells nothing, neither when nor by whom; an order made from the key of the pseudonyms would have to tell that
key to the database, whose log could keep it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Case, Value, When
from django.db.models.functions import Coalesce, Random

from hub.models import FlagKind, Learner

from .answer_rows import PROFILE, AnswerRow, Pseudonyms, ShownValues
from .keys import Keys
from .models import Answer, Attempt, AttemptFlag, QuestionVersion, Quiz

AT_ONCE = 2_000
"""Rows that are fetched together."""
_BITS = {kind.value: 1 << place for place, kind in enumerate(FlagKind)}


def stored_answers(quiz: Quiz | None) -> QuerySet[Answer]:
    """Those of one quiz; None for all."""
    return Answer.objects.all() if quiz is None else Answer.objects.filter(attempt__quiz=quiz)


def answer_rows(quiz: Quiz | None) -> Iterator[AnswerRow]:
    """The rows by quiz and question, under pseudonyms of their own."""
    words, shown, pseudonyms = _Words.of(quiz), _shown_values(quiz), Pseudonyms()
    for found in map(_Found._make, _found(quiz)):
        asked = words.asked[found.version]
        option = asked.options.get(found.option, _DONT_KNOW)
        profession, specialty, country = shown.shown(
            (found.profession, found.specialty, found.country), found.is_simulated
        )
        yield AnswerRow(
            learner=pseudonyms.of(found.learner),
            simulated=found.is_simulated,
            quiz=found.quiz,
            article=words.titles[found.quiz],
            article_version=found.article_version,
            question=asked.question,
            series=asked.series,
            version=asked.number,
            stem=asked.stem,
            withdrawn=asked.is_withdrawn,
            phase=found.phase,
            day=found.day,
            days_since_first=(found.day - found.first_day).days,
            option=option.letter,
            slot=option.slot,
            text=option.text,
            correct_as_stored=found.was_correct,
            correct_now=option.is_key,
            confidence=found.confidence,
            language=found.language,
            flags=_flag_names(found.flags),
            profession=profession,
            specialty=specialty,
            country=country,
        )


class _Found(NamedTuple):
    """What the query brings of one answer."""

    learner: UUID
    quiz: int
    version: UUID
    option: UUID | None
    article_version: int
    phase: str
    day: date
    first_day: date
    was_correct: bool
    confidence: int | None
    language: str
    flags: int
    profession: str
    specialty: str
    country: str
    is_simulated: bool


def _found(quiz: Quiz | None) -> Iterator[tuple]:
    of_the_attempt = AttemptFlag.objects.filter(attempt=OuterRef("attempt")).order_by().values("attempt")
    bits = Case(*(When(kind=kind, then=Value(bit)) for kind, bit in _BITS.items()), output_field=IntegerField())
    flags = of_the_attempt.annotate(bits=Sum(bits)).values("bits")
    sittings = Attempt.objects.filter(learner=OuterRef("attempt__learner"), quiz=OuterRef("attempt__quiz"))
    first = sittings.order_by().values("quiz").annotate(first=Min("submitted_on")).values("first")
    return (
        stored_answers(quiz)
        .annotate(flags=Coalesce(Subquery(flags), 0), first_day=Subquery(first))
        .order_by("attempt__quiz_id", "question_version__question_id", Random())
        .values_list(
            "attempt__learner",
            "attempt__quiz",
            "question_version",
            "option",
            "attempt__article_version__number",
            "attempt__phase",
            "attempt__submitted_on",
            "first_day",
            "was_correct",
            "confidence",
            "attempt__language",
            "flags",
            *(f"attempt__learner__{name}" for name in PROFILE),
            "attempt__learner__is_simulated",
        )
        .iterator(AT_ONCE)
    )


def _flag_names(bits: int) -> str:
    return " ".join(kind for kind, bit in _BITS.items() if bits & bit)


@dataclass(frozen=True)
class _Option:
    letter: str
    slot: str
    text: str
    is_key: bool


_DONT_KNOW = _Option("", "", "", is_key=False)


@dataclass(frozen=True)
class _Asked:
    """A version of a question, its options by primary key, with the key as it stands."""

    question: int
    series: int
    number: int
    stem: str
    is_withdrawn: bool
    options: dict[UUID | None, _Option]


class AskedByVersion(dict[UUID, _Asked]):
    """What was asked, by version. One that was published only after the others were read is read when it is met."""

    def __missing__(self, version: UUID) -> _Asked:
        self.update(_asked(QuestionVersion.objects.filter(pk=version)))
        return self[version]


class TitleByQuiz(dict[int, str]):
    """Titles of articles by quiz, as above."""

    def __missing__(self, quiz: int) -> str:
        return self.setdefault(quiz, Quiz.objects.values_list("article__title", flat=True).get(pk=quiz))


@dataclass(frozen=True)
class _Words:
    """asked: by version. titles: of articles, by quiz."""

    asked: AskedByVersion
    titles: TitleByQuiz

    @classmethod
    def of(cls, quiz: Quiz | None) -> "_Words":
        """Five queries."""
        versions, quizzes = QuestionVersion.objects.all(), Quiz.objects.all()
        if quiz is not None:
            versions = versions.filter(Exists(quiz.pins.filter(question_version=OuterRef("pk"))))
            quizzes = quizzes.filter(pk=quiz.pk)
        return cls(AskedByVersion(_asked(versions)), TitleByQuiz(quizzes.values_list("pk", "article__title")))


def _asked(versions: QuerySet[QuestionVersion]) -> dict[UUID, _Asked]:
    found = list(versions.prefetch_related("options"))
    keys = Keys.of_versions(found)
    withdrawn = set(versions.withdrawn().values_list("pk", flat=True))
    return {
        version.pk: _Asked(
            question=version.question_id,
            series=version.series,
            number=version.number,
            stem=version.stem,
            is_withdrawn=version.pk in withdrawn,
            options={
                option.pk: _Option(option.letter, option.slot, option.text, keys.is_key(version, option))
                for option in version.options.all()
            },
        )
        for version in found
    }


def _shown_values(quiz: Quiz | None) -> ShownValues:
    attempts = Attempt.objects.filter(learner=OuterRef("pk"))
    if quiz is not None:
        attempts = attempts.filter(quiz=quiz)
    learners = Learner.objects.filter(Exists(attempts), is_simulated=False).order_by()
    counts = learners.values_list(*PROFILE).annotate(n=Count("pk"))
    return ShownValues.of((tuple(profile), n) for *profile, n in counts)
