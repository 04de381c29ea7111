"""Who came how far in which article: views and reads, tests, surveys, known only across the apps."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from articles.models import Reach
from hub.funnel import Turnout
from quizzes.cut import Cut
from quizzes.models import Attempt, Phase, Quiz
from quizzes.pairing import flagged
from quizzes.rollups.reading import quiz_tallies
from surveys.models import SurveyFlag, SurveyResponse


@dataclass(frozen=True)
class Participation:
    """One article: its turnout, its quiz (None without one), and whether simulated learners are among those counted."""

    turnout: Turnout
    quiz: int | None
    has_simulated: bool


def participations(articles: Collection[int]) -> dict[int, Participation]:
    """By article; six queries, however many articles. Flagged attempts and responses are in no number."""
    quizzes = dict(Quiz.objects.filter(article__in=articles).values_list("article", "pk"))
    tallies = quiz_tallies(Cut(quizzes=tuple(quizzes.values())))
    reach = {
        row["version__article"]: row
        for row in Reach.objects.filter(version__article__in=articles)
        .order_by()
        .values("version__article")
        .annotate(all_views=Sum("views"), all_reads=Sum("reads"))
    }
    answered, alone, without_post = (_responses(articles, unless) for unless in (None, _TESTS, [Phase.POST]))
    found = {}
    for article in articles:
        tally, opened, survey = tallies.get((quizzes.get(article),)), reach.get(article), answered.get(article)
        found[article] = Participation(
            Turnout(
                views=opened["all_views"] if opened else 0,
                reads=opened["all_reads"] if opened else 0,
                pre_test=tally.n_before if tally else 0,
                post_test=tally.n_after if tally else 0,
                both=tally.matched + tally.late + tally.reversed if tally else 0,
                survey=survey["n"] if survey else 0,
                survey_alone=alone[article]["n"] if article in alone else 0,
                survey_without_post_test=without_post[article]["n"] if article in without_post else 0,
            ),
            quizzes.get(article),
            bool((tally and tally.n_simulated) or (survey and survey["simulated"])),
        )
    return found


_TESTS = [Phase.PRE, Phase.POST]


def _responses(articles: Collection[int], unless: list[Phase] | None) -> dict[int, dict[str, int]]:
    """Learners with a response, by article; without those who took one of these tests of it too."""
    # All conditions are anti-joins that the database can run once over both tables; its estimate of a join to rows that
    # are not there is so low that it would look at the attempts of one response after the other.
    flags = SurveyFlag.objects.filter(response=OuterRef("pk"))
    rows = SurveyResponse.objects.filter(~Exists(flags), survey__article__in=articles)
    if unless:
        taken = Attempt.objects.filter(
            ~flagged("pk"), learner=OuterRef("learner"), quiz__article=OuterRef("survey__article"), phase__in=unless
        )
        rows = rows.filter(~Exists(taken))
    grouped = rows.order_by().values("survey__article")
    counted = grouped.annotate(n=Count("pk"), simulated=Count("pk", filter=Q(learner__is_simulated=True)))
    return {row["survey__article"]: row for row in counted}
