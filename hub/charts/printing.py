"""Charts as files of their own, for documents: with a fixed width and the looks that a page has from its style sheets."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from hub.charts.svg import Svg

PRINT_WIDTH = 640
"""Pixels. On a text width of 160 mm the type of a chart is 9 points high."""

_STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
_SHEETS = ("components/chart.css", "reports.css")
_FONT = '.chart text{font-family:"Libertinus Serif",serif;font-size:13px}'
"""A font that every Typst has, so that one report looks the same wherever it is made."""
_SELECTOR = re.compile(r"\.(chart|likert--|quadrant--|h\d\b)[\w\s.-]*")
_PROPERTIES = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-weight"}


def for_print(chart: Svg, *, width: int = PRINT_WIDTH) -> Svg:
    """The same chart as a file of its own, in the light colours and at a width in pixels, unless it has one already.

    Not for pages: they forbid styles inside a document.
    """
    head, rest = chart.split(">", 1)
    pinned = re.sub(r' width="100%" height="(\d+)"', rf' width="{width}" height="\1" viewBox="0 0 {width} \1"', head)
    return Svg(f"{pinned}><style>{_style()}</style>{rest}")


@cache
def _style() -> str:
    """The rules of charts from the style sheets of the pages, with the light colours put in for their names."""
    tokens = _without_comments("tokens.css").split("@media", 1)[0]
    colours = dict(re.findall(r"--([\w-]+):\s*([^;]+);", tokens))
    rules = [_FONT]
    for sheet in _SHEETS:
        screen = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", _without_comments(sheet))
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", screen):
            chosen = [one.strip() for one in selectors.split(",") if _SELECTOR.fullmatch(one.strip())]
            looks = [looks for looks in map(str.strip, body.split(";")) if looks.split(":")[0] in _PROPERTIES]
            if chosen and looks:
                rules.append(f"{','.join(chosen)}{{{';'.join(looks)}}}")
    return re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name[1]], "".join(rules))


def _without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (_STYLES / sheet).read_text(), flags=re.DOTALL)
