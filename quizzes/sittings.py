"""What a learner finds when opening a quiz: the questions of the live version, and what is answered already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from articles.models import Article, ArticleVersion
from hub.learners import Visitor
from hub.statements import Parameter, Statement, partial

from .follow_up_window import Window
from .frozen_questions import frozen_questions
from .models import Attempt, Phase, PinnedQuestion, Quiz

# Whose questions a phase repeats.
_EARLIER = {Phase.PRE: None, Phase.POST: Phase.PRE, Phase.FOLLOW_UP: Phase.POST}


@dataclass(frozen=True)
class QuizSettings:
    """How a published version asks its questions; later edits of the working quiz do not change it."""

    mode: str
    confidence: bool
    dont_know: bool
    presentation: str = Quiz.Presentation.ALL

    @classmethod
    def of(cls, version: ArticleVersion) -> "QuizSettings":
        """The settings that publication froze in the version. Raises KeyError for a version without a quiz."""
        shown = version.shown["quiz"]
        presentation = shown.get("presentation", Quiz.Presentation.ALL)
        return cls(shown["mode"], shown["confidence"], shown["dont_know"], presentation)


@dataclass(frozen=True)
class Sitting:
    """One visitor at one phase of a quiz.

    version: what readers see of the article now. attempts: the visitor's own, by phase. now: when it was looked up. zone: the
    hub's.
    """

    version: ArticleVersion
    quiz: Quiz
    phase: Phase
    visitor: Visitor
    attempts: dict[str, Attempt]
    now: datetime
    zone: ZoneInfo

    @property
    def attempt(self) -> Attempt | None:
        """What stands in this phase already."""
        return self.attempts.get(self.phase)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be answered: before reading, once after reading is; weeks later, outside the window."""
        if self.phase == Phase.FOLLOW_UP:
            return self.window is None or not self.window.is_open(self.now)
        return self.phase == Phase.PRE and Phase.POST in self.attempts

    @property
    def shown_version_id(self) -> int:
        """The article version whose pins a new form shows: that of the attempt before it, else the live one."""
        earlier = self.attempts.get(_EARLIER[self.phase])
        return earlier.article_version_id if earlier else self.version.pk

    @property
    def window(self) -> Window | None:
        """When this visitor may answer once more; None without answers after reading to repeat."""
        return window_of(self.attempts, self.visitor)


def open_sitting(*, slug: str, phase: Phase, visitor: Visitor, now: datetime) -> Sitting | None:
    """The sitting at the quiz of a published article, or None where readers can take no such quiz."""
    live = _LIVE.rows(slug=slug, now=now)
    if not live:
        return None
    *found, zone = live[0]
    version, quiz = _version_and_quiz(*found)
    if not version.shown.get("quiz"):
        return None
    if phase == Phase.PRE and QuizSettings.of(version).mode == Quiz.Mode.POST:
        return None
    quiz = version.article.quiz
    return Sitting(version, quiz, phase, visitor, own_attempts(quiz, visitor), now, ZoneInfo(zone))


def own_attempts(quiz: Quiz, visitor: Visitor) -> dict[str, Attempt]:
    """The visitor's attempts at a quiz by phase; where two of the visitor's learners have one, the account's counts."""
    return {
        attempt.phase: attempt
        for learner_id in reversed(visitor.own_ids)
        for attempt in _ATTEMPTS.objects(Attempt, quiz=quiz.pk, learner=learner_id)
    }


def window_of(attempts: Mapping[str, Attempt], visitor: Visitor) -> Window | None:
    """When answers after reading may be repeated, given the visitor's attempts at the quiz; None without such answers.

    Those that stayed with a learner merged into the visitor's own are out of the numbers and repeated by nobody.
    """
    post = attempts.get(Phase.POST)
    return Window.after(post.submitted_at) if post and post.learner_id == visitor.learner_id else None


def pinned_questions(version_id: int) -> list[PinnedQuestion]:
    """The questions that a published article version showed, in order, with their options."""
    return _with_questions(PinnedQuestion.objects.filter(article_version=version_id).order_by("order"))


def asked_questions(version_id: int) -> list[PinnedQuestion]:
    """Those of them that learners are asked now: without the withdrawn ones."""
    return _with_questions(_ASKED.objects(PinnedQuestion, version=version_id))


def _with_questions(rows: Iterable[PinnedQuestion]) -> list[PinnedQuestion]:
    pins = list(rows)
    versions = frozen_questions(pin.question_version_id for pin in pins)
    for pin in pins:
        pin.question_version = versions[pin.question_version_id]
    return pins


def settings_shown(version: ArticleVersion, version_id: int) -> QuizSettings:
    """How the version with this key asks; `version` is the one at hand, usually the same."""
    if version.pk == version_id:
        return QuizSettings.of(version)
    return QuizSettings.of(ArticleVersion.objects.only("shown").get(pk=version_id))


# What every answer asks of the database before it can be stored.
_LIVE = Statement(
    lambda: (
        ArticleVersion.objects.live(Parameter("now", ArticleVersion.live_from.field))
        .filter(article__slug=Parameter("slug", Article.slug.field), article__quiz__isnull=False)
        .values_list(
            "pk",
            "number",
            "title",
            "language",
            "shown",
            "article",
            "article__slug",
            "article__hub",
            "article__quiz",
            "article__hub__time_zone",
        )[:1]
    )
)
_ATTEMPTS = Statement(
    lambda: Attempt.objects.filter(
        quiz=Parameter("quiz", Attempt.quiz.field), learner=Parameter("learner", Attempt.learner.field)
    ).order_by()
)
_ASKED = Statement(
    lambda: (
        PinnedQuestion.objects.filter(article_version=Parameter("version", PinnedQuestion.article_version.field))
        .asked()
        .order_by("order")
    )
)


def _version_and_quiz(pk, number, title, language, shown, article_id, slug, hub_id, quiz_id):
    version = partial(
        ArticleVersion, id=pk, article_id=article_id, number=number, title=title, language=language, shown=shown
    )
    version.article = partial(Article, id=article_id, slug=slug, hub_id=hub_id)
    quiz = partial(Quiz, id=quiz_id, article_id=article_id)
    quiz.article = version.article
    return version, quiz
