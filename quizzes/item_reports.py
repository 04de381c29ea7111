"""What staff read about a quiz of several questions as a test, from the answers of its matched learners."""

from dataclasses import replace

from django.db.models import Max

from .cut import EVERYTHING, Cut
from .items import FEWEST_ITEMS, MOST_ITEMS, ItemAnalysis, ItemHead, analyse_items
from .models import Attempt, PinnedQuestion, Quiz
from .rollups.patterns import marks_of_learners


def item_analysis(quiz: Quiz, cut: Cut = EVERYTHING) -> ItemAnalysis:
    """The questions of the newest version that anybody answered, less withdrawn ones, by who answered all of them twice.

    Of the learners in `cut`, whose quizzes are not asked. Three queries, two for a quiz of one
    question. Raises TooSlow where counting takes longer than `reading.SECONDS`.
    """
    heads = asked_items(quiz)
    patterns = (
        marks_of_learners(replace(cut, quizzes=(quiz.pk,)), heads) if FEWEST_ITEMS <= len(heads) <= MOST_ITEMS else {}
    )
    return analyse_items(heads, patterns)


def asked_items(quiz: Quiz) -> list[ItemHead]:
    """The questions of the newest version that anybody answered, less withdrawn ones; two queries."""
    newest = Attempt.objects.filter(quiz=quiz).aggregate(number=Max("article_version__number"))["number"]
    pins = (
        PinnedQuestion.objects.asked()
        .filter(quiz=quiz, article_version__number=newest)
        .select_related("question_version")
        .order_by("order")
    )
    return [
        ItemHead(pin.question_version.question_id, pin.question_version.series, place, pin.question_version.stem)
        for place, pin in enumerate(pins, start=1)
    ]
