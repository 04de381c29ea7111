"""The tables of a quiz report as flat rows for export: every printed number and the ones that only specialists read. Pure.

Percentages and points run from -100 to 100. A field is None where the report prints no estimate.
"""

from .confidence import ConfidenceRow, confidence_rows
from .contrasts import ContrastRow, contrast_rows
from .items import ItemRow, item_rows
from .options import OptionRow, TransitionRow, option_rows, transition_rows
from .questions import QuestionRow, question_rows
from .retention import RetentionRow, retention_rows

__all__ = [
    "ConfidenceRow",
    "ContrastRow",
    "ItemRow",
    "OptionRow",
    "QuestionRow",
    "RetentionRow",
    "TransitionRow",
    "confidence_rows",
    "contrast_rows",
    "item_rows",
    "option_rows",
    "question_rows",
    "retention_rows",
    "transition_rows",
]
