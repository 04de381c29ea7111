"""Scores, items and confidence of a quiz: counted from the answers, so on the page of the quiz only where these are few."""

from dataclasses import dataclass

from quizzes.analysis import QuizReport
from quizzes.confidence_reports import confidence_report
from quizzes.cut import Cut
from quizzes.item_reports import item_analysis
from quizzes.models import Quiz

from .confidence_page import ConfidencePage, confidence_page
from .items_page import ItemsPage, items_page

MOST_BESIDE_SUMS = 1000
"""Up to this many pairs are counted within some 20 ms, beside numbers that come from sums at once."""


@dataclass(frozen=True)
class ScoresPage:
    """confidence: None where the quiz never asked how sure learners are."""

    items: ItemsPage
    confidence: ConfidencePage | None


def scores_page(quiz: Quiz, cut: Cut) -> ScoresPage:
    """Raises TooSlow where counting takes too long."""
    return ScoresPage(items_page(item_analysis(quiz, cut)), confidence_page(confidence_report(quiz, cut)))


def scores_beside(quiz: Quiz, cut: Cut, report: QuizReport) -> ScoresPage | None:
    """The same for the page of `report`; None where it has too many answers, which a page of its own then counts."""
    return scores_page(quiz, cut) if report.change.pairs.n <= MOST_BESIDE_SUMS else None
