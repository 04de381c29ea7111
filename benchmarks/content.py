"""Published quizzes for measurements, made set-wise: rows of a table in one statement, not one by one."""

from datetime import UTC, date, datetime

from articles.models import Approval, Article, ArticleVersion
from hub.models import Hub, User
from quizzes.models import PinnedQuestion, Question, QuestionVersion, Quiz, VersionOption

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
N_QUESTIONS, N_OPTIONS = 3, 4


def slug(number: int) -> str:
    """Of the article with this quiz, from 0."""
    return f"quiz-{number}"


def make_quizzes(count: int, n_questions: int = N_QUESTIONS) -> None:
    """So many articles, live, each with a quiz of so many questions with four options, of which the third is the key."""
    hub = Hub.objects.create(slug="bench", name="Bench", short_name="bench", publisher="Bench", is_default=True)
    editor = User.objects.create_user("bench@example.org", "not-a-password", name="Bench", is_staff=True)
    articles = Article.objects.bulk_create(
        Article(hub=hub, slug=slug(number), title=f"Article {number}") for number in range(count)
    )
    approvals = Approval.objects.bulk_create(
        Approval(article=article, content_hash="0" * 64, reviewer=editor, approved_at=MOMENT) for article in articles
    )
    quizzes = Quiz.objects.bulk_create(Quiz(article=article) for article in articles)
    versions = ArticleVersion.objects.bulk_create(
        _version(article, approval, editor) for article, approval in zip(articles, approvals, strict=True)
    )
    questions = Question.objects.bulk_create(
        Question(stem=f"Which is question {number}?") for number in range(count * n_questions)
    )
    asked = QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question=question,
            number=1,
            series=1,
            stem=question.stem,
            content_hash="0" * 64,
            created_at=MOMENT,
        )
        for question in questions
    )
    VersionOption.objects.bulk_create(
        VersionOption(version=version, slot=str(place), text=f"Option {place}", is_key=place == 2, order=place)
        for version in asked
        for place in range(N_OPTIONS)
    )
    PinnedQuestion.objects.bulk_create(
        PinnedQuestion(
            article_version=versions[number // n_questions],
            quiz=quizzes[number // n_questions],
            question_version=version,
            order=number % n_questions,
        )
        for number, version in enumerate(asked)
    )


def _version(article: Article, approval: Approval, editor: User) -> ArticleVersion:
    """A published article of some length, so that reading too much of it would show."""
    return ArticleVersion(
        article=article,
        number=1,
        content="{}" + " " * 40_000,
        content_hash="0" * 64,
        numbering={},
        shown={"quiz": {"mode": "pre_post", "confidence": False, "dont_know": False, "presentation": "all"}},
        title=article.title,
        language="en",
        published_on=date(2026, 1, 1),
        live_from=MOMENT,
        approval=approval,
        published_by=editor,
        created_at=MOMENT,
        body_html="<p>Text</p>" * 3_000,
    )
