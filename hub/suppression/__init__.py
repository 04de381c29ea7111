"""Which numbers on groups of learners may be shown, so that no further number on fewer than k of them follows. Pure.

All counts are learners. Every module says which numbers it assumes known anyway, such as totals over all learners:
from those and from what it shows, nobody can subtract a group of 1 to k − 1 learners. What a page prints of a cohort
has to come from one of these tables, and may then be added up freely.
"""

from .carrying import carried, dated, too_small
from .crossing import Cross, release_cross
from .filters import may_show
from .months import Block, Span, month_blocks, shown_span
from .nested import nested_blocks
from .tables import Released, release

STAFF = 5
"""The k of pages that only people who work for a hub see."""

PUBLISHED = 10
"""The k of everything that is published, mailed or given to a funder."""

__all__ = [
    "PUBLISHED",
    "STAFF",
    "Block",
    "Cross",
    "Released",
    "Span",
    "carried",
    "dated",
    "may_show",
    "month_blocks",
    "nested_blocks",
    "release",
    "release_cross",
    "shown_span",
    "too_small",
]
