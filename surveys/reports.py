"""What staff read about a survey: a fixed number of grouped queries, handed to `surveys.analysis`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q

from .analysis import StatementReport, SurveyReport
from .models import LikertPoint, StatementVersion, Survey, SurveyAnswer, SurveyResponse


@dataclass(frozen=True)
class SurveyLine:
    """A survey in the list of reports; staff stand apart from the responses."""

    survey_id: int
    responses: int
    staff: int
    has_simulated: bool


def survey_report(survey: Survey, reached: int | None = None) -> SurveyReport:
    """The report of one survey over all its published versions.

    reached: learners who came as far as the survey, which only the quiz knows.
    """
    counts = _counts(survey)
    eligible = _eligible(survey)
    line = survey_lines([survey])[survey.pk]
    versions = _versions(survey)
    return SurveyReport(
        title=str(survey.article),
        responses=line.responses,
        staff=line.staff,
        reached=reached,
        statements=tuple(
            StatementReport(
                text=version.text,
                version_number=version.number,
                is_reversed=version.is_reversed,
                is_current=version.last_shown == versions[0].last_shown,
                eligible=eligible.get(version.pk, 0),
                counts=tuple(counts[version.pk][point] for point in LikertPoint.values),
                not_applicable=counts[version.pk][None],
            )
            for version in versions
        ),
        has_simulated=line.has_simulated,
    )


def survey_lines(surveys: Iterable[Survey]) -> dict[int, SurveyLine]:
    """One line for each survey, by primary key; one query, however many surveys."""
    ids = [survey.pk for survey in surveys]
    by_staff: dict[tuple[int, bool], dict] = {}
    rows = (
        SurveyResponse.objects.filter(survey__in=ids)
        .order_by()
        .values("survey", "is_staff")
        .annotate(
            learners=Count("learner", distinct=True),
            simulated=Count("learner", filter=Q(learner__is_simulated=True), distinct=True),
        )
    )
    for row in rows:
        by_staff[row["survey"], row["is_staff"]] = row
    nobody = {"learners": 0, "simulated": 0}
    return {
        pk: SurveyLine(
            survey_id=pk,
            responses=by_staff.get((pk, False), nobody)["learners"],
            staff=by_staff.get((pk, True), nobody)["learners"],
            has_simulated=by_staff.get((pk, False), nobody)["simulated"] > 0,
        )
        for pk in ids
    }


def _versions(survey: Survey) -> list[StatementVersion]:
    """Statement versions this survey has shown, those of the newest article version first and in their order."""
    return list(
        StatementVersion.objects.filter(pins__survey=survey)
        .annotate(last_shown=Max("pins__article_version__number"), place=Min("pins__order"))
        .order_by("-last_shown", "place", "-number")
    )


def _eligible(survey: Survey) -> dict:
    """Learners whose survey showed a statement version, by its key."""
    shown = F("article_version__pinned_statements__statement_version")
    rows = (
        SurveyResponse.objects.filter(survey=survey, is_staff=False, article_version__pinned_statements__survey=survey)
        .order_by()
        .annotate(shown=shown)
        .values("shown")
        .annotate(learners=Count("learner", distinct=True))
    )
    return {row["shown"]: row["learners"] for row in rows}


def _counts(survey: Survey) -> dict:
    """Learners by statement version and point; the point None stands for "not applicable"."""
    counts: dict = defaultdict(lambda: defaultdict(int))
    rows = (
        SurveyAnswer.objects.filter(response__survey=survey, response__is_staff=False)
        .values("statement_version", "value")
        .annotate(learners=Count("response__learner", distinct=True))
    )
    for row in rows:
        counts[row["statement_version"]][row["value"]] = row["learners"]
    return counts
