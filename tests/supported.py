"""Published articles that name a funder, and what is told of them."""

from datetime import date

from django.utils import timezone

from articles.models import Article
from hub.models import FrozenReport
from hub.reports.freezing import freeze
from hub.reports.outcomes import editions
from quizzes.models import Quiz
from sponsors.models import Agreement, Funder, VersionSupport
from tests.factories import make_agreement, make_article, make_published_quiz


def make_supported_quiz(agreement: Agreement | str = "Sample Pharma", questions: int = 1, **article_fields) -> Quiz:
    """A quiz on a published article whose version names this agreement, or one made with this funder."""
    if isinstance(agreement, str):
        agreement = make_agreement(agreement, purpose="independent education")
    quiz = make_published_quiz(questions, article=make_article(**article_fields))
    VersionSupport.objects.create(version=quiz.article.versions.get(), agreement=agreement)
    return quiz


def make_funder_edition(funder: Funder, cutoff: date = date(2026, 4, 1)) -> FrozenReport:
    now = timezone.now()
    return freeze(report=editions.FUNDERS, subject=editions.of_funder(funder, now), cutoff=cutoff, by=None, now=now)


def make_article_edition(article: Article, cutoff: date = date(2026, 4, 1)) -> FrozenReport:
    of = editions.of_article(article)
    return freeze(report=editions.ARTICLES, subject=of, cutoff=cutoff, by=None, now=timezone.now())
