"""Numbers of clinical trials as printed: reading them, checking them against each other, and writing them out."""

from .consistency import check_effect
from .percentages import StatedChange, check_percentages, reduction_matches, stated_changes
from .printed import printed, printed_text, with_powers
from .wording import effect_text, value_text

__all__ = [
    "StatedChange",
    "check_effect",
    "check_percentages",
    "effect_text",
    "printed",
    "printed_text",
    "reduction_matches",
    "stated_changes",
    "value_text",
    "with_powers",
]
