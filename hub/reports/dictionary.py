"""All tables that staff can take as files, for the data dictionary."""

from hub.data_dictionary import DICTIONARY, Table
from hub.reports.balance_rows import BALANCE, FUNDED
from hub.reports.declaration_gaps import GAPS
from hub.reports.outcomes import columns as outcomes
from hub.reports.question_rows import QUESTION_IN_QUIZ
from hub.reports.reach import REACH
from quizzes.answer_rows import ANSWERS
from quizzes.report_columns import OPTIONS, QUESTIONS, TRANSITIONS
from surveys.report_columns import AGREEMENT, ARTICLES, STATEMENTS

TABLES: tuple[Table, ...] = (
    QUESTIONS,
    OPTIONS,
    TRANSITIONS,
    REACH,
    QUESTION_IN_QUIZ,
    ANSWERS,
    STATEMENTS,
    AGREEMENT,
    ARTICLES,
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
