"""Fill quizzes and surveys with made-up learners, marked as simulated wherever they are counted."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleVersion
from hub.profiles import Profile
from quizzes.actions import Circumstances, Given, PhaseClosedError, submit_attempt
from quizzes.keys import Keys
from quizzes.models import Attempt, Phase, PinnedQuestion, Quiz
from quizzes.simulation import QuestionShape, Sheet, SimulatedLearner, simulated_learners
from quizzes.sittings import QuizSettings, asked_questions
from surveys.actions import NOT_APPLICABLE, submit_response
from surveys.models import LikertPoint, PinnedStatement
from surveys.sittings import pinned_statements

PROGRESS_EVERY = 100


class Command(BaseCommand):
    help = (
        "Let made-up learners take the quiz and the survey of published articles. The same seed gives the same "
        "learners, and those who have answered already change nothing. Reports say that they hold simulated learners."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--quiz", metavar="SLUG", help="the quiz of this article")
        which.add_argument("--all", action="store_true", help="every quiz that readers can take now")
        parser.add_argument("--learners", type=int, required=True, metavar="N", help="learners a quiz")
        parser.add_argument("--seed", type=int, required=True, metavar="S", help="any whole number")

    def handle(self, **options):
        if options["learners"] < 0:
            raise CommandError("The number of learners is 0 or more.")
        now = timezone.now()
        asked = PinnedQuestion.objects.asked().values("article_version")
        versions = ArticleVersion.objects.newest_live(now).filter(pk__in=asked)
        if options["quiz"]:
            versions = versions.filter(article__slug=options["quiz"])
        if not versions:
            raise CommandError(
                "There is no such quiz on a published article, or all its questions are withdrawn. Publish the article first."
            )
        for version in versions:
            self._simulate(version, options["learners"], options["seed"], now)

    def _simulate(self, version: ArticleVersion, n_learners: int, seed: int, now: datetime) -> None:
        stage = _Stage(version, now)
        n_before = Attempt.objects.filter(quiz=stage.quiz).count()
        for number, learner in enumerate(stage.learners(seed, n_learners), start=1):
            with transaction.atomic():
                stage.play(learner)
            if number % PROGRESS_EVERY == 0:
                self.stdout.write(f"{version.article.slug}: {number} of {n_learners} learners")
        n_new = Attempt.objects.filter(quiz=stage.quiz).count() - n_before
        self.stdout.write(f"{version.article.slug}: {n_learners} simulated learners, {n_new} new attempts.")


class _Stage:
    """One published quiz and survey, and the time that simulated learners may fill."""

    def __init__(self, version: ArticleVersion, now: datetime) -> None:
        self.version = version
        self.now = now
        self.slug = version.article.slug
        self.quiz = Quiz.objects.get(article=version.article)
        self.settings = QuizSettings.of(version)
        self.questions = asked_questions(version.pk)
        self.statements = pinned_statements(version.pk)
        shown_from = datetime.combine(version.published_on, time(), UTC)
        self.opened = min(shown_from, version.live_from, now)

    def learners(self, seed: int, n_learners: int):
        keys = Keys.of_versions(pin.question_version for pin in self.questions)
        return simulated_learners(
            seed=seed,
            quiz=self.slug,
            questions=[_shape(pin, keys) for pin in self.questions],
            n_statements=len(self.statements),
            dont_know=self.settings.dont_know,
            n_learners=n_learners,
        )

    def play(self, learner: SimulatedLearner) -> None:
        """Submit everything of one learner, each step at its time and none in the future."""
        begins = self.opened + (self.now - self.opened) * learner.begins
        after = min(self.now, begins + timedelta(minutes=learner.reads_for))
        if learner.pre and self.settings.mode == Quiz.Mode.PRE_POST:
            with suppress(PhaseClosedError):  # answered after reading in an earlier run, when that was all there was
                self._attempt(learner, Phase.PRE, learner.pre, begins)
        if learner.post:
            self._attempt(learner, Phase.POST, learner.post, after)
        if learner.agreement:
            self._respond(learner, after)

    def _attempt(self, learner: SimulatedLearner, phase: Phase, sheet: Sheet, at: datetime) -> None:
        answers = {
            pin.question_version.pk: Given(
                option_id=None if choice is None else pin.question_version.options.all()[choice].pk,
                confidence=confidence if self.quiz.confidence else None,
            )
            for pin, choice, confidence in zip(self.questions, sheet.choices, sheet.confidence, strict=True)
        }
        submit_attempt(
            quiz=self.quiz,
            pins=self.questions,
            learner_id=learner.learner_id,
            phase=phase,
            answers=answers,
            circumstances=Circumstances(
                nonce=learner.nonce(self.slug, phase),
                now=at,
                language=self.version.language,
                opened_at=at - timedelta(seconds=40 * len(self.questions)),
                is_simulated=True,
            ),
        )

    def _respond(self, learner: SimulatedLearner, at: datetime) -> None:
        pairs = zip(self.statements, learner.agreement or (), strict=True)
        submit_response(
            survey=self.statements[0].survey,
            pins=self.statements,
            learner_id=learner.learner_id,
            nonce=learner.nonce(self.slug, "survey"),
            answers={pin.statement_version_id: _point(pin, value) for pin, value in pairs if value is not None},
            profile=Profile(*learner.profile),
            now=at,
            language=self.version.language,
            is_simulated=True,
        )


def _shape(pin: PinnedQuestion, keys: Keys) -> QuestionShape:
    slots = [option.slot for option in pin.question_version.options.all()]
    return QuestionShape(len(slots), slots.index(keys.slot(pin.question_version)))


def _point(pin: PinnedStatement, value: int) -> LikertPoint | None:
    """The point drawn; a reversed statement is answered as kindly as the others, so from the other end."""
    if value == 0:
        return NOT_APPLICABLE
    return LikertPoint(6 - value if pin.statement_version.is_reversed else value)
