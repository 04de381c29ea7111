"""Charts as SVG text from plain numbers. Pure.

A chart fills the width it is given: places along x are percentages of it, heights and type are pixels, so words stay
readable on a telephone. `width` pins it to pixels for output without a page; `for_print` makes a file of its own for a
document. Looks come from classes alone, never from style attributes. All text is escaped here; words come from the
caller, in the language of the page. No chart says more than the data table beside it: a long label is cut.
"""

from hub.charts.bars import Segment, stacked_bar
from hub.charts.confidence import AccuracyConfidence, ConfidenceWords, accuracy_confidence
from hub.charts.count_bars import CountBar, funnel_bars, ranked_bars
from hub.charts.dumbbell import DumbbellRow, dumbbell
from hub.charts.estimates import Estimate, estimate_of
from hub.charts.forest import ForestRow, change_forest
from hub.charts.heat import HEAT_STEPS, HeatOption, HeatTable, heat_map, heat_step
from hub.charts.legend import LegendItem, legend
from hub.charts.likert import LIKERT_POINTS, LikertRow, Neutral, likert_bars
from hub.charts.month_counts import MonthCount, months_line
from hub.charts.printing import PRINT_WIDTH, for_print
from hub.charts.svg import Svg
from hub.charts.trend import TrendMark, TrendPoint, trend

__all__ = [
    "HEAT_STEPS",
    "LIKERT_POINTS",
    "PRINT_WIDTH",
    "AccuracyConfidence",
    "ConfidenceWords",
    "CountBar",
    "DumbbellRow",
    "Estimate",
    "ForestRow",
    "HeatOption",
    "HeatTable",
    "LegendItem",
    "LikertRow",
    "MonthCount",
    "Neutral",
    "Segment",
    "Svg",
    "TrendMark",
    "TrendPoint",
    "accuracy_confidence",
    "change_forest",
    "dumbbell",
    "estimate_of",
    "for_print",
    "funnel_bars",
    "heat_map",
    "heat_step",
    "legend",
    "likert_bars",
    "months_line",
    "ranked_bars",
    "stacked_bar",
    "trend",
]
