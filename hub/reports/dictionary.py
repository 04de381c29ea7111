"""All tables that staff can take as files, for the data dictionary."""

from hub.data_dictionary import DICTIONARY, Table
from hub.reports.balance_rows import BALANCE, FUNDED
from hub.reports.cohort_rows import COHORTS
from hub.reports.declaration_gaps import GAPS
from hub.reports.levels_rows import FUNNEL, LEVELS
from hub.reports.listing_rows import QUIZZES, SURVEYS
from hub.reports.objective_rows import OBJECTIVE
from hub.reports.outcomes import columns as outcomes
from hub.reports.plan_rows import PLAN
from hub.reports.question_rows import QUESTION_IN_QUIZ
from hub.reports.reach import REACH
from hub.reports.scope_rows import MONTHS, OVER_QUIZZES
from hub.reports.worklist_rows import WORKLIST
from quizzes.answer_rows import ANSWERS
from quizzes.report_columns import CONFIDENCE, CONTRASTS, ITEMS, OPTIONS, QUESTIONS, RETENTION, TRANSITIONS
from surveys.report_columns import AGREEMENT, ARTICLES, STATEMENTS

TABLES: tuple[Table, ...] = (
    QUESTIONS,
    OPTIONS,
    TRANSITIONS,
    ITEMS,
    CONFIDENCE,
    RETENTION,
    CONTRASTS,
    REACH,
    QUESTION_IN_QUIZ,
    ANSWERS,
    STATEMENTS,
    AGREEMENT,
    ARTICLES,
    QUIZZES,
    SURVEYS,
    OVER_QUIZZES,
    MONTHS,
    COHORTS,
    WORKLIST,
    PLAN,
    OBJECTIVE,
    LEVELS,
    FUNNEL,
    BALANCE,
    FUNDED,
    GAPS,
    outcomes.QUESTIONS,
    outcomes.GROUPS,
    outcomes.STATEMENTS,
    outcomes.REACH,
    DICTIONARY,
)
_BY_ROW = {table.row_type: table for table in TABLES}


def table_of(row_type: type) -> Table:
    """Raises KeyError for rows that no table lists: what is exported has to be explained."""
    return _BY_ROW[row_type]
