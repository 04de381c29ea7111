"""What the columns of the quiz report's tables mean. Pure."""

from .confidence import CONFIDENCE
from .items import ITEMS
from .options import OPTIONS, TRANSITIONS
from .questions import QUESTIONS
from .retention import CONTRASTS, RETENTION

__all__ = ["CONFIDENCE", "CONTRASTS", "ITEMS", "OPTIONS", "QUESTIONS", "RETENTION", "TRANSITIONS"]
