"""From counts to the report: what is counted at all, and which groups may be named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from hub import __version__
from hub.models import FlagKind
from hub.reports.outcomes import counting
from hub.stats import Pairs, benjamini_hochberg
from hub.suppression import release
from quizzes.counts import Timing
from quizzes.models import Phase, Quiz

from .asked import Asked, asked
from .counting import Changed, QuizCounts, SeriesCounts, SeriesKey
from .rows import (
    SMALLEST_GROUP,
    ArticleOutcome,
    Breakdown,
    Cohort,
    Confidence,
    Count,
    LeftOut,
    Outcomes,
    QuestionOutcome,
    StatementOutcome,
    told,
)
from .subject import Subject
from .surroundings import Surveyed, flagged_learners, page_loads, surveyed

PHASES = (Phase.PRE, Phase.POST, Phase.FOLLOW_UP)


def outcomes(subject: Subject) -> Outcomes:
    """The report of a subject, the same whenever it is made after its cut-off; 18 queries, however many articles.

    Articles that fewer than SMALLEST_GROUP learners answered are named and counted nowhere; questions that fewer
    answered both times are in no sum: so no number of either follows from the others.
    """
    series, by_quiz = counting.answered(subject)
    quizzes = dict(Quiz.objects.filter(article__in=list(subject.articles)).values_list("article", "pk"))
    counted = {article: pk for article, pk in quizzes.items() if by_quiz[pk].learners >= SMALLEST_GROUP}
    known = asked(subject)
    large, small = _by_size(known, series, counted.values())
    found = counting.learners(subject, counted.values())
    changes = counting.changes(subject, large)
    said = surveyed(subject, counted)
    attempts = [by_quiz[pk] for pk in counted.values()]
    return Outcomes(
        kind=subject.kind,
        key=subject.key,
        name=subject.name,
        hubs=tuple(hub.name for hub in subject.hubs),
        publishers=tuple(dict.fromkeys(hub.publisher for hub in subject.hubs)),
        language=subject.language,
        until=subject.until.isoformat(),
        software=__version__,
        has_simulated=said.has_simulated or any(counts.n_simulated for counts in attempts),
        funding=subject.funding,
        funders=subject.funders,
        articles=_articles(subject, counted, by_quiz),
        learners=found.all + said.alone,
        completers=told(found.after + said.without_post),
        before=told(found.before),
        after=told(found.after),
        follow_up=told(found.follow_up),
        responses=told(said.responses),
        reached=told(said.reached),
        left_out=_left_out(attempts, flagged_learners(subject, counted.values())),
        specialties=_matched(changes.specialties),
        countries=_matched(changes.countries),
        months=_breakdown(found.months),
        pairs=changes.all.pairs,
        sums=changes.all.sums,
        before_only=sum(series[key].exclusions.before_only for key in large),
        n_small_questions=len(small),
        questions=_questions(subject, known, series, large),
        cohorts=(
            *_cohorts("specialty", changes.specialties),
            *_cohorts("country", changes.countries),
        ),
        statements=_statements(said),
        confidence=_confidence(*counting.sureness(subject, large)),
    )


def _by_size(
    known: Mapping[SeriesKey, Asked], series: Mapping[SeriesKey, SeriesCounts], quizzes: Iterable[int]
) -> tuple[list[SeriesKey], list[SeriesKey]]:
    """The series of these quizzes that enough learners answered both times, and the others."""
    mine = set(quizzes)
    keys = [key for key in known if key.quiz in mine]
    large = [key for key in keys if key in series and series[key].pairs.n >= SMALLEST_GROUP]
    return large, [key for key in keys if key not in set(large)]


def _articles(
    subject: Subject, counted: Mapping[int, int], by_quiz: Mapping[int, QuizCounts]
) -> tuple[ArticleOutcome, ...]:
    loads = page_loads(subject)
    rows = []
    for article, versions in subject.articles.items():
        newest = versions[-1]
        row = ArticleOutcome(
            slug=newest.article.slug,
            title=newest.title,
            hub=newest.article.hub.name,
            versions=tuple((version.number, _day(version)) for version in versions),
            is_counted=article in counted,
        )
        if row.is_counted:
            counts, (views, reads) = by_quiz[counted[article]], loads.get(article, (0, 0))
            row = replace(
                row,
                learners=counts.learners,
                before=told(counts.before),
                after=told(counts.after),
                matched=told(counts.by_timing[Timing.MATCHED]),
                views=views,
                reads=reads,
            )
        rows.append(row)
    return tuple(rows)


def _day(version) -> str:
    return version.published_on.isoformat()


def _left_out(attempts: Iterable[QuizCounts], flagged: Mapping[str, int]) -> tuple[LeftOut, ...]:
    attempts = list(attempts)
    both = sum(sum(counts.by_timing[timing] for timing in Timing if timing) for counts in attempts)
    rows = [
        (_("Answered only before reading"), sum(counts.before for counts in attempts) - both),
        (_("Answered only after reading"), sum(counts.after for counts in attempts) - both),
        (
            _("Second answers more than 30 days after the first"),
            sum(counts.by_timing[Timing.LATE] for counts in attempts),
        ),
        (
            _("Answered after reading before they answered the first quiz"),
            sum(counts.by_timing[Timing.REVERSED] for counts in attempts),
        ),
        *((_("Flagged: %(reason)s") % {"reason": FlagKind(kind).label}, n) for kind, n in sorted(flagged.items())),
    ]
    return tuple(LeftOut(str(reason), told(n)) for reason, n in rows if n)


def _breakdown(learners: Mapping[str, int]) -> Breakdown:
    found = release(learners, SMALLEST_GROUP)
    return Breakdown(tuple(Count(value, n) for value, n in sorted(found.shown.items()) if n), found.hidden)


def _matched(changes: Mapping[str, Changed]) -> Breakdown:
    return _breakdown({value: len(changed.clusters) for value, changed in changes.items()})


def _cohorts(dimension: str, changes: Mapping[str, Changed]) -> tuple[Cohort, ...]:
    return tuple(
        Cohort(dimension, row.value, changes[row.value].pairs, changes[row.value].sums)
        for row in _matched(changes).rows
    )


def _questions(
    subject: Subject,
    known: Mapping[SeriesKey, Asked],
    series: Mapping[SeriesKey, SeriesCounts],
    keys: Iterable[SeriesKey],
) -> tuple[QuestionOutcome, ...]:
    """By article in the order of the report, each question at its place; P values adjusted as one family."""
    titles = {article: versions[-1] for article, versions in subject.articles.items()}
    order = {article: place for place, article in enumerate(titles)}
    questions = [
        _question(titles[known[key].article], key, known[key], series[key])
        for key in sorted(keys, key=lambda key: (order[known[key].article], known[key].place))
    ]
    tested = {place: p for place, question in enumerate(questions) if (p := question.report.change.mid_p) is not None}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    return tuple(replace(question, adjusted_p=adjusted.get(place)) for place, question in enumerate(questions))


def _question(version, key: SeriesKey, text: Asked, counts: SeriesCounts) -> QuestionOutcome:
    slots, options = text.outcomes(counts, _("I do not know"))
    return QuestionOutcome(
        slug=version.article.slug,
        article=version.title,
        question_id=key.question,
        series=key.series,
        stem=text.stem,
        objective=text.objective,
        level=text.level,
        versions=tuple(sorted(text.versions.items())),
        sources=text.sources,
        options=options,
        right=tuple(counts.right[phase] for phase in PHASES),
        answered=tuple(counts.answered[phase] for phase in PHASES),
        pairs=counts.pairs,
        later=counts.later if counts.later.n >= SMALLEST_GROUP else Pairs(0, 0, 0, 0),
        transitions=tuple(tuple(counts.moves[before, after] for after in slots) for before in slots),
        exclusions=counts.exclusions,
    )


def _statements(said: Surveyed) -> tuple[StatementOutcome, ...]:
    rows = []
    for key, version in said.newest.items():
        counts = said.by_series.get(key)
        if counts is None or counts.learners < SMALLEST_GROUP:
            continue
        rows.append(
            StatementOutcome(
                statement_id=key[0],
                series=key[1],
                text=version.text,
                level=version.level,
                is_reversed=version.is_reversed,
                learners=counts.learners,
                eligible=counts.eligible,
                counts=tuple(counts.points[point] for point in range(1, 6)),
                not_applicable=counts.points[None],
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.level or 9, row.text, row.series)))


def _confidence(learners: int, cells: Mapping[tuple[str, bool, bool], int]) -> Confidence | None:
    if learners < SMALLEST_GROUP:
        return None

    def both(right: bool, sure: bool) -> tuple[int, int]:
        return cells.get((Phase.PRE, right, sure), 0), cells.get((Phase.POST, right, sure), 0)

    return Confidence(
        learners,
        right_sure=both(True, True),
        right_unsure=both(True, False),
        wrong_sure=both(False, True),
        wrong_unsure=both(False, False),
    )
