"""What the page of a learning objective shows: the change over its questions, each of them, and its statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.models import Article
from articles.outcome_plan import Kind, Line, ObjectiveLine, OutcomePlan
from articles.outcome_plans import plans_of
from hub.formats import points, points_interval
from quizzes.analysis import NOT_REPEATED
from quizzes.change import PairedChange
from quizzes.clustered_change import pooled_change
from quizzes.cut import Cut
from quizzes.group_change import GroupChange, group_sentence
from quizzes.keys import Series
from quizzes.models import Quiz, Withdrawal
from quizzes.rollups.reading import question_tallies
from quizzes.sentences import change_sentence
from surveys.analysis import StatementReport
from surveys.models import Survey
from surveys.sentences import agreement_sentence
from surveys.statement_counts import statement_counts, together

from .plan_page import ItemLine, item_line
from .quiz_page import Reading, reading


@dataclass(frozen=True)
class QuestionLine:
    """A question with its change, as printed. is_withdrawn: it enters no pooled change."""

    item: ItemLine
    change: PairedChange
    printed: str
    limits: str
    reading: Reading
    sentence: str
    is_withdrawn: bool


@dataclass(frozen=True)
class StatementLine:
    item: ItemLine
    report: StatementReport
    sentence: str


@dataclass(frozen=True)
class ObjectivePage:
    """One objective. planned: questions of the plan, which alone are pooled; post_hoc: those that came later, apart.

    moved: items that the plan has here and that stand elsewhere now.
    """

    article: Article
    quiz: Quiz | None
    objective: ObjectiveLine
    plan: OutcomePlan
    group: GroupChange
    headline: str
    printed: str
    limits: str
    reading: Reading | None
    planned: tuple[QuestionLine, ...]
    post_hoc: tuple[QuestionLine, ...]
    statements: tuple[StatementLine, ...]
    moved: tuple[ItemLine, ...]
    has_simulated: bool


def objective_page(article: Article, key: str) -> ObjectivePage | None:
    """The page of an objective of any published version; None where no version has had it. A fixed number of queries."""
    plan = plans_of([article.pk], with_objectives=True)[article.pk]
    objective = next((one for one in plan.objectives if one.key == key), None)
    if objective is None:
        return None
    lines = [line for line in plan.lines if line.item.objective == key]
    quiz = Quiz.objects.filter(article=article).first()
    tallies = question_tallies(Cut(quizzes=(quiz.pk,))) if quiz else {}
    withdrawn = standing_withdrawals()
    questions = [
        question_line(line, tallies.get((quiz.pk, *series_of(line))), withdrawn)
        for line in lines
        if quiz and line.item.kind is Kind.QUESTION
    ]
    planned = [question for question in questions if not question.item.line.is_post_hoc]
    pooled = [question for question in planned if not question.is_withdrawn]
    within = pooled_change(quiz.pk, [series_of(question.item.line) for question in pooled]) if quiz else None
    group = GroupChange(tuple(question.change for question in pooled), 1, within)
    return ObjectivePage(
        article=article,
        quiz=quiz,
        objective=objective,
        plan=plan,
        group=group,
        headline=group_sentence(group),
        printed=points(within.estimate, within.learners) if within else "",
        limits=points_interval(within.interval, within.learners) if within and within.interval else "",
        reading=reading(within) if within and pooled else None,
        planned=tuple(planned),
        post_hoc=tuple(question for question in questions if question.item.line.is_post_hoc),
        statements=tuple(_statement_lines(article, lines)),
        moved=tuple(
            item_line(line)
            for line in plan.lines
            if line.planned and line.planned.objective == key and line not in lines
        ),
        has_simulated=any(tally.n_simulated for tally in tallies.values()),
    )


def standing_withdrawals() -> set[Series]:
    """The series that are asked no more; one query."""
    return set(Withdrawal.objects.standing().values_list("question", "series"))


def series_of(line: Line) -> Series:
    return line.item.number, line.item.series


def question_line(line: Line, tally, withdrawn: set[Series]) -> QuestionLine:
    """A question as printed. tally: its QuestionTally, None where nobody has answered."""
    change = PairedChange(tally.pairs) if tally else NOT_REPEATED
    n = change.pairs.n
    return QuestionLine(
        item=item_line(line),
        change=change,
        printed=points(change.estimate, n),
        limits=points_interval(change.interval, n) if change.interval else "",
        reading=reading(change),
        sentence=change_sentence(change),
        is_withdrawn=series_of(line) in withdrawn,
    )


def _statement_lines(article: Article, lines: Sequence[Line]) -> Iterator[StatementLine]:
    wanted = [line for line in lines if line.item.kind is Kind.STATEMENT]
    survey = Survey.objects.filter(article=article).first() if wanted else None
    if survey is None:
        return
    counts = statement_counts([survey.pk])
    for line in wanted:
        report = together(line.item.text, line.item.series, [counts[survey.pk, line.item.number, line.item.series]])
        yield StatementLine(item_line(line), report, agreement_sentence(report))
