"""Questions of the worklist: poor ones, decisions on them, and published versions that ask them anew."""

from datetime import datetime, timedelta

from articles.models import ArticleVersion
from quizzes.models import PinnedQuestion, Question, Quiz, ReviewDecision
from quizzes.review import record_review
from quizzes.worklist import Item, worklist
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.factories import NOW, freeze_question, make_version

DECIDED, REVISED, LATER = NOW + timedelta(days=3), NOW + timedelta(days=10), NOW + timedelta(days=20)
"""Answers of the factories come at NOW; then a decision, a revision, and answers to it."""


def revise(quiz: Quiz, series: int = 2, wording: int = 2, at: datetime = REVISED, evidence: str = "") -> ArticleVersion:
    """A new version whose first question has this series and wording; of series 1 and wording 1 nothing changes in it."""
    question = first(quiz)
    frozen = question.versions.filter(number=wording).first() or freeze_question(question, wording, series)
    version = make_version(quiz.article, live_from=at)
    PinnedQuestion.objects.create(
        article_version=version, quiz=quiz, question_version=frozen, order=0, evidence=evidence
    )
    return version


def items(*quizzes: Quiz) -> list[Item]:
    return worklist(Quiz.objects.select_related("article__hub").filter(pk__in=[quiz.pk for quiz in quizzes]))


def first(quiz: Quiz) -> Question:
    return quiz.questions.order_by("lines__order").first()


def decide(quiz: Quiz, actor, deed: str = "revise question", seen: int = 0, note: str = "Because.") -> ReviewDecision:
    return record_review(
        quiz=quiz, question=first(quiz), series=1, deed=deed, note=note, seen=seen, actor=actor, now=DECIDED
    )


def make_poor(quiz: Quiz, n: int = 20, **moments) -> None:
    """3n learners of whom a third is right after reading: the gap persists, and two options of three are taken."""
    make_answers(quiz, n, [WRONG], [KEY], **moments)
    make_answers(quiz, n, [WRONG], [WRONG], **moments)
    make_answers(quiz, n, [OTHER_WRONG], [OTHER_WRONG], **moments)
