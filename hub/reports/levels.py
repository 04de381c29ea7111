"""Outcomes of some articles by Moore's levels: read in a fixed number of queries, however many articles."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from articles.models import Article
from articles.outcome_plan import Kind, Line
from articles.outcome_plans import plans_of
from hub.funnel import Turnout, total
from hub.moore import Level
from quizzes.change import PairedChange
from quizzes.clustered_change import pooled_change
from quizzes.cut import Cut
from quizzes.group_change import GroupChange
from quizzes.keys import Series
from quizzes.rollups.reading import question_tallies
from surveys.analysis import StatementReport
from surveys.commitment_sums import CommitmentSums, commitment_sums
from surveys.models import Survey
from surveys.statement_counts import StatementCount, StatementKey, statement_counts, together

from .objective_page import QuestionLine, question_line, series_of, standing_withdrawals
from .participation import Participation, participations

MEASURED = (Level.DECLARATIVE, Level.PROCEDURAL, Level.UNDIVIDED, Level.COMPETENCE)
"""Levels at which a question's change is reported; a question of another level stands in none."""

_LATE = {Level.PERFORMANCE, Level.PATIENTS, Level.COMMUNITY}


@dataclass(frozen=True)
class LevelQuestion:
    """A question in the quiz of one article."""

    article: Article
    quiz: int
    line: QuestionLine


@dataclass(frozen=True)
class MeasuredLevel:
    """Questions of one level, the most answered first. group: the planned ones that were not withdrawn."""

    level: Level
    group: GroupChange
    questions: tuple[LevelQuestion, ...]


@dataclass(frozen=True)
class LevelStatement:
    """One series of a statement over all these surveys. is_post_hoc: in the surveys whose plan does not have it."""

    report: StatementReport
    level: Level
    surveys: int
    is_post_hoc: bool


@dataclass(frozen=True)
class Levels:
    """The outcomes of some articles. stated: statements of level 4, subjective beside what questions measure there.

    responded: learners with a survey, of came_so_far, in articles with a quiz, which alone says who came so far.
    no_level: questions and statements without a level, or with one at which theirs measure nothing. late_levels:
    statements of levels 5 to 7, which a survey right after reading cannot measure.
    """

    articles: tuple[Article, ...]
    turnout: Turnout
    responded: int
    came_so_far: int
    measured: tuple[MeasuredLevel, ...]
    satisfaction: tuple[LevelStatement, ...]
    stated: tuple[LevelStatement, ...]
    commitments: CommitmentSums
    no_level: int
    late_levels: int
    has_simulated: bool


def levels(articles: Collection[Article]) -> Levels:
    """The outcomes of these articles, over all their published versions."""
    by_pk = {article.pk: article for article in articles}
    plans = plans_of(list(by_pk))
    taken = participations(list(by_pk))
    lines = [(by_pk[pk], line) for pk, plan in plans.items() for line in plan.lines]
    surveys = dict(Survey.objects.filter(article__in=by_pk).values_list("article", "pk"))
    questions = list(_questions(lines, taken))
    statements = [(surveys[article.pk], line) for article, line in lines if line.item.kind is Kind.STATEMENT]
    counts = statement_counts(list(surveys.values()))
    with_quiz = [one.turnout for one in taken.values() if one.quiz]
    of_statements = {Level.SATISFACTION, Level.COMPETENCE} | _LATE
    return Levels(
        articles=tuple(articles),
        turnout=total(one.turnout for one in taken.values()),
        responded=sum(one.survey for one in with_quiz),
        came_so_far=sum(one.completers for one in with_quiz),
        measured=tuple(_measured(level, questions) for level in MEASURED),
        satisfaction=_statements(statements, counts, {Level.SATISFACTION}),
        stated=_statements(statements, counts, {Level.COMPETENCE}),
        commitments=commitment_sums(list(surveys.values())),
        no_level=sum(
            line.item.level not in (MEASURED if line.item.kind is Kind.QUESTION else of_statements)
            for _article, line in lines
        ),
        late_levels=sum(line.item.level in _LATE for _survey, line in statements),
        has_simulated=any(one.has_simulated for one in taken.values()),
    )


def _questions(lines: list[tuple[Article, Line]], taken: Mapping[int, Participation]) -> Iterator[LevelQuestion]:
    quizzes = {article: one.quiz for article, one in taken.items() if one.quiz is not None}
    tallies = question_tallies(Cut(quizzes=tuple(quizzes.values())))
    withdrawn = standing_withdrawals()
    for article, line in lines:
        if line.item.kind is Kind.QUESTION:
            quiz = quizzes[article.pk]
            yield LevelQuestion(article, quiz, question_line(line, tallies.get((quiz, *series_of(line))), withdrawn))


def _measured(level: Level, questions: list[LevelQuestion]) -> MeasuredLevel:
    here = [question for question in questions if question.line.item.line.item.level is level]
    here.sort(key=lambda question: -question.line.change.pairs.n)
    pooled: dict[int, list[tuple[Series, PairedChange]]] = defaultdict(list)
    for question in here:
        line = question.line
        if not line.is_withdrawn and not line.item.line.is_post_hoc:
            pooled[question.quiz].append((series_of(line.item.line), line.change))
    changes = tuple(change for found in pooled.values() for _series, change in found)
    # Learners as clusters take the answers themselves; over several quizzes no sum says whose pairs are whose.
    is_one = len(pooled) == 1
    within = [pooled_change(quiz, [series for series, _change in found]) for quiz, found in pooled.items() if is_one]
    return MeasuredLevel(level, GroupChange(changes, len(pooled), within[0] if within else None), tuple(here))


def _statements(
    statements: list[tuple[int, Line]], counts: Mapping[StatementKey, StatementCount], wanted: set[Level]
) -> tuple[LevelStatement, ...]:
    """Statements of these levels, those of the plans first and the most answered before others."""
    grouped: dict[tuple, list[tuple[Line, StatementCount]]] = defaultdict(list)
    for survey, line in statements:
        item = line.item
        if item.level in wanted:
            key = (item.number, item.series, item.level, line.is_post_hoc)
            grouped[key].append((line, counts[survey, item.number, item.series]))
    found = [
        LevelStatement(
            report=together(members[-1][0].item.text, series, [count for _line, count in members]),
            level=level,
            surveys=len(members),
            is_post_hoc=is_post_hoc,
        )
        for (_number, series, level, is_post_hoc), members in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.is_post_hoc, -one.report.n)))
