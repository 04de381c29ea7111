"""How far an article, its quiz and its survey reach: known only across the apps."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum
from django.db.models.functions import TruncDate

from articles.models import Reach
from hub.data_dictionary import Entry, Table
from quizzes.models import Attempt, Phase, Quiz
from surveys.cut import EVERYBODY, SurveyCut
from surveys.models import Survey, SurveyResponse


@dataclass(frozen=True)
class ArticleReach:
    """How often the versions of an article were opened and read. since: the first day counted, None before any."""

    views: int
    reads: int
    since: date | None


@dataclass(frozen=True)
class ReachRow:
    """One version on one day of its hub. answered_*: learners with an unflagged attempt that this version showed."""

    day: date
    version: int
    views: int
    reads: int
    answered_before: int
    answered_after: int


REACH = Table(
    key="quiz-reach",
    title="Quiz report: views and answers by day",
    row="One version of the article on one day.",
    row_type=ReachRow,
    entries={
        "day": Entry("a day of the hub"),
        "version": Entry("number of the version of the article"),
        "views": Entry("times it was opened and looked at", "page loads"),
        "reads": Entry("times its end was reached after a third of the reading time", "page loads"),
        "answered_before": Entry("learners who answered before reading, unflagged", "learners"),
        "answered_after": Entry("learners who answered after reading, unflagged", "learners"),
    },
)


def article_reach(quiz: Quiz, first: date | None = None, last: date | None = None) -> ArticleReach:
    """The reach of a quiz's article over all its versions, from the first day to the last, both included."""
    found = Reach.objects.filter(version__article=quiz.article_id)
    if first is not None:
        found = found.filter(day__gte=first)
    if last is not None:
        found = found.filter(day__lte=last)
    total = found.aggregate(views=Sum("views", default=0), reads=Sum("reads", default=0), since=Min("day"))
    return ArticleReach(**total)


def reach_rows(quiz: Quiz, first: date | None = None, last: date | None = None) -> Iterator[ReachRow]:
    """Each day on which a version was opened or its quiz answered, in the order of days; first, last: both included."""
    counts: dict[tuple[date, int], dict[str, int]] = defaultdict(dict)
    for day, version, views, reads in Reach.objects.filter(version__article=quiz.article_id).values_list(
        "day", "version__number", "views", "reads"
    ):
        counts[day, version] |= {"views": views, "reads": reads}
    answered = (
        Attempt.objects.counted()
        .filter(quiz=quiz, phase__in=(Phase.PRE, Phase.POST))
        .order_by()
        .annotate(day=TruncDate("submitted_at", tzinfo=quiz.article.hub.zone))
        .values_list("day", "article_version__number", "phase")
        .annotate(learners=Count("learner", distinct=True))
    )
    names = {Phase.PRE: "answered_before", Phase.POST: "answered_after"}
    for day, version, phase, learners in answered:
        counts[day, version][names[Phase(phase)]] = learners
    nothing = dict.fromkeys(("views", "reads", "answered_before", "answered_after"), 0)
    for (day, version), found in sorted(counts.items()):
        if (first and day < first) or (last and day > last):
            continue
        yield ReachRow(day=day, version=version, **(nothing | found))


def survey_reach(survey: Survey, cut: SurveyCut = EVERYBODY) -> int | None:
    """Learners of the cut who answered the article's quiz after reading or this survey, what is flagged left out.

    Who answered the survey belongs to the day, language and version of that answer; who did not, to those of the quiz.
    None where the article has no quiz: then nothing says who came so far.
    """
    if not Quiz.objects.filter(article=survey.article_id).exists():
        return None
    responses = SurveyResponse.objects.counted().filter(survey=survey)
    silent = after_reading(survey, cut).filter(~Exists(responses.filter(learner=OuterRef("learner"))))
    return responses.within(cut).count() + silent.count()


def after_reading(survey: Survey, cut: SurveyCut = EVERYBODY) -> QuerySet[Attempt]:
    """Unflagged attempts at the quiz after reading the article of a survey, within a cut: one a learner."""
    answered = Attempt.objects.counted().filter(quiz__article=survey.article_id, phase=Phase.POST)
    return answered.filter(**cut.conditions())
