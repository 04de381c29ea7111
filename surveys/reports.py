"""What staff read about a survey: a fixed number of grouped queries, handed to `surveys.analysis`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from .analysis import FlagCount, StatementReport, SurveyReport
from .models import LikertPoint, StatementVersion, Survey, SurveyAnswer, SurveyFlag, SurveyResponse


@dataclass(frozen=True)
class SurveyLine:
    """A survey in the list of reports; flagged responses stand apart, in left_out."""

    responses: int
    left_out: int
    has_simulated: bool


def survey_report(survey: Survey, reached: int | None = None) -> SurveyReport:
    """The report of one survey over all its published versions.

    reached: learners who came as far as the survey, which only the quiz knows.
    """
    counts = _counts(survey)
    eligible = _eligible(survey)
    line = survey_lines([survey])[survey.pk]
    series = _series(survey)
    newest = max((version.last_shown for versions in series for version in versions), default=0)
    return SurveyReport(
        title=str(survey.article),
        responses=line.responses,
        left_out=line.left_out,
        flags=_flags(survey) if line.left_out else (),
        reached=reached,
        statements=tuple(_statement_report(versions, newest, eligible, counts) for versions in series),
        has_simulated=line.has_simulated,
    )


def survey_lines(surveys: Iterable[Survey]) -> dict[int, SurveyLine]:
    """One line for each survey, by primary key; one query, however many surveys."""
    ids = [survey.pk for survey in surveys]
    by_flag: dict[tuple[int, bool], dict] = {}
    rows = (
        SurveyResponse.objects.filter(survey__in=ids)
        .order_by()
        .annotate(is_flagged=Exists(SurveyFlag.objects.filter(response=OuterRef("pk"))))
        .values("survey", "is_flagged")
        .annotate(
            learners=Count("learner", distinct=True),
            simulated=Count("learner", filter=Q(learner__is_simulated=True), distinct=True),
        )
    )
    for row in rows:
        by_flag[row["survey"], row["is_flagged"]] = row
    nobody = {"learners": 0, "simulated": 0}
    return {
        pk: SurveyLine(
            responses=by_flag.get((pk, False), nobody)["learners"],
            left_out=by_flag.get((pk, True), nobody)["learners"],
            has_simulated=by_flag.get((pk, False), nobody)["simulated"] > 0,
        )
        for pk in ids
    }


def _flags(survey: Survey) -> tuple[FlagCount, ...]:
    """Responses left out, by reason."""
    rows = SurveyFlag.objects.filter(response__survey=survey).values("kind").annotate(n=Count("pk")).order_by("kind")
    return tuple(FlagCount(str(SurveyFlag.Kind(row["kind"]).label), row["n"]) for row in rows)


def _statement_report(versions: list[StatementVersion], newest: int, eligible: dict, counts: dict) -> StatementReport:
    """The report of one series. A learner answers a survey once, so the learners of its versions add up."""

    def chose(point: int | None) -> int:
        return sum(counts[version.pk][point] for version in versions)

    return StatementReport(
        text=versions[0].text,
        series=versions[0].series,
        version_numbers=tuple(sorted(version.number for version in versions)),
        is_reversed=versions[0].is_reversed,
        is_current=versions[0].last_shown == newest,
        eligible=sum(eligible.get(version.pk, 0) for version in versions),
        counts=tuple(chose(point) for point in LikertPoint.values),
        not_applicable=chose(None),
    )


def _series(survey: Survey) -> list[list[StatementVersion]]:
    """The series this survey has shown, those of the newest article version first and in their order; newest wording first."""
    grouped: dict[tuple[int, int], list[StatementVersion]] = {}
    versions = (
        StatementVersion.objects.filter(pins__survey=survey)
        .annotate(last_shown=Max("pins__article_version__number"), place=Min("pins__order"))
        .order_by("-last_shown", "place", "-number")
    )
    for version in versions:
        grouped.setdefault((version.statement_id, version.series), []).append(version)
    return list(grouped.values())


def _eligible(survey: Survey) -> dict:
    """Learners whose survey showed a statement version, by its key."""
    shown = F("article_version__pinned_statements__statement_version")
    rows = (
        SurveyResponse.objects.counted()
        .filter(survey=survey, article_version__pinned_statements__survey=survey)
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
        SurveyAnswer.objects.filter(response__survey=survey, response__flags=None)
        .values("statement_version", "value")
        .annotate(learners=Count("response__learner", distinct=True))
    )
    for row in rows:
        counts[row["statement_version"]][row["value"]] = row["learners"]
    return counts
