"""What a learner finds when opening a quiz: the questions of the live version, and what is answered already."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import ArticleVersion
from hub.learners import Visitor

from .models import Attempt, Phase, PinnedQuestion, Quiz


@dataclass(frozen=True)
class QuizSettings:
    """How a published version asks its questions; later edits of the working quiz do not change it."""

    mode: str
    confidence: bool
    dont_know: bool

    @classmethod
    def of(cls, version: ArticleVersion) -> "QuizSettings":
        """The settings that publication froze in the version. Raises KeyError for a version without a quiz."""
        shown = version.shown["quiz"]
        return cls(shown["mode"], shown["confidence"], shown["dont_know"])


@dataclass(frozen=True)
class Sitting:
    """One visitor at one phase of a quiz.

    version: what readers see of the article now. attempts: the visitor's own, by phase.
    """

    version: ArticleVersion
    quiz: Quiz
    phase: Phase
    visitor: Visitor
    attempts: dict[str, Attempt]

    @property
    def attempt(self) -> Attempt | None:
        """What stands in this phase already."""
        return self.attempts.get(self.phase)

    @property
    def is_closed(self) -> bool:
        """Whether the questions before reading are over, because those after reading are answered."""
        return self.phase == Phase.PRE and Phase.POST in self.attempts

    @property
    def shown_version_id(self) -> int:
        """The article version whose pins a new form shows: after a pre the pre's, else the live one's."""
        pre = self.attempts.get(Phase.PRE) if self.phase == Phase.POST else None
        return pre.article_version_id if pre else self.version.pk


def open_sitting(*, slug: str, phase: Phase, visitor: Visitor, now: datetime) -> Sitting | None:
    """The sitting at the quiz of a published article, or None where readers can take no such quiz."""
    version = (
        ArticleVersion.objects.live(now)
        .filter(article__slug=slug, article__quiz__isnull=False)
        .select_related("article__hub", "article__quiz")
        .defer("content", "body_html", "numbering")
        .first()
    )
    if version is None or not version.shown.get("quiz"):
        return None
    if phase == Phase.PRE and QuizSettings.of(version).mode == Quiz.Mode.POST:
        return None
    quiz = version.article.quiz
    return Sitting(version, quiz, phase, visitor, own_attempts(quiz, visitor))


def own_attempts(quiz: Quiz, visitor: Visitor) -> dict[str, Attempt]:
    """The visitor's attempts at a quiz by phase; where two of the visitor's learners have one, the account's counts."""
    if not visitor.own_ids:
        return {}
    found = Attempt.objects.filter(quiz=quiz, learner__in=visitor.own_ids)
    by_rank = sorted(found, key=lambda attempt: visitor.own_ids.index(attempt.learner_id), reverse=True)
    return {attempt.phase: attempt for attempt in by_rank}


def pinned_questions(version_id: int) -> list[PinnedQuestion]:
    """The questions that a published article version shows, in order, with their options and that version."""
    return list(
        PinnedQuestion.objects.filter(article_version=version_id)
        .select_related("question_version", "article_version")
        .defer("article_version__content", "article_version__body_html", "article_version__numbering")
        .prefetch_related("question_version__options")
        .order_by("order")
    )
