"""One of each chart of the reports, with every text as given: for what must hold for all of them."""

from hub import charts
from hub.charts import CountBar, Estimate

BEFORE, AFTER = Estimate(0.4, 0.31, 0.5), Estimate(0.65, 0.55, 0.74)


def all_charts(label="Question 1", *, name="c", title="Title", desc="Description", width=None):
    """The charts by the names of their functions."""
    words = {"name": name, "title": title, "desc": desc, "width": width}
    options = [charts.HeatOption(label, is_key=place == 1) for place in range(4)]
    bars = [CountBar(label, 120, label), CountBar(label, None, label), CountBar(label, 0, label)]
    point, gap = charts.TrendPoint(label, BEFORE, AFTER), charts.TrendPoint(label, None, None)
    likert = [charts.LikertRow(label, (1, 2, 3, 4, 5), "n = 15")]
    forest = [
        charts.ForestRow(label, label, label, Estimate(0.25, -0.9, 0.36)),
        charts.ForestRow(label, label, label, None),
    ]
    moves = charts.HeatTable(options, [[40, 3, 0, None]] * 4, before=label, after=label, key=label)
    phases = [charts.AccuracyConfidence(label, 10, 20, None, 3), charts.AccuracyConfidence(label, 1, 20, 5, 3)]
    confidence = charts.ConfidenceWords(label, label, label, label, label)
    parts = [
        charts.Segment(30, "quadrant--never", is_strong=False),
        charts.Segment(3, "quadrant--learned", is_strong=True),
    ]
    return {
        "dumbbell": charts.dumbbell([charts.DumbbellRow(label, BEFORE, AFTER, label)], heading=label, **words),
        "stacked_bar": charts.stacked_bar(parts, **words),
        "likert_bars": charts.likert_bars(likert, **words),
        "likert_bars apart": charts.likert_bars(likert, neutral="apart", **words),
        "change_forest": charts.change_forest(forest, heading=label, **words),
        "trend": charts.trend([point, gap, point, point], [charts.TrendMark(1.5, label)], **words),
        "months_line": charts.months_line([charts.MonthCount(label, n) for n in (3, 8, None, 1200)], **words),
        "funnel_bars": charts.funnel_bars(bars, heading=label, loads=bars, loads_heading=label, **words),
        "ranked_bars": charts.ranked_bars(bars, rest=CountBar(label, 5, label), **words),
        "heat_map": charts.heat_map(moves, **words),
        "accuracy_confidence": charts.accuracy_confidence(phases, confidence, **words),
        "legend": charts.legend([charts.LegendItem(mark, label) for mark in ("before", "interval", "h3")], **words),
    }
