"""The marks that every chart is made of, and the frame around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids even where they are escaped: one would spoil the whole drawing."""


class Svg(str):
    """Finished, escaped markup: templates put it out as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def of_width(percent: float) -> str:
    """A length or a place along the width, from 0 to 100."""
    return f"{round(percent, 2):g}%"


def grouped(number: int) -> str:
    """A count with its thousands apart, such as 12,345."""
    return f"{number:,}"


def line(x1: str, x2: str, y1: float, y2: float, css_class: str) -> str:
    return f'<line class="{css_class}" x1="{x1}" x2="{x2}" y1="{y1:g}" y2="{y2:g}"/>'


def dot(x: str, y: float, radius: float, *, is_open: bool = False) -> str:
    css_class = "chart__dot chart__dot--pre" if is_open else "chart__dot"
    return f'<circle class="{css_class}" cx="{x}" cy="{y:g}" r="{radius:g}"/>'


def rect(x: str, y: float, width: str, height: float, css_class: str) -> str:
    return f'<rect class="{escaped(css_class)}" x="{x}" y="{y:g}" width="{width}" height="{height:g}"/>'


def text(x: str, y: float, content: str, css_class: str = "", anchor: str = "start") -> str:
    attributes = f' class="{css_class}"' if css_class else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x}" y="{y:g}"{attributes}>{escaped(content)}</text>'


def path_at(x: str, y: float, path: str, css_class: str) -> str:
    """A shape in pixels around a place in percent of the width."""
    return f'<svg x="{x}" y="{y:g}" overflow="visible"><path class="{css_class}" d="{path}"/></svg>'


def escaped(content: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", content))


def drawing(parts: Iterable[str], height: int, name: str, title: str, desc: str, width: int | None) -> Svg:
    """The whole drawing. name: prefix of the element ids. width: in pixels, None to fill what there is."""
    name = escaped(name)
    size = (
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        if width
        else f'width="100%" height="{height}"'
    )
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escaped(title)}</title>'
        f'<desc id="{name}-desc">{escaped(desc)}</desc>{"".join(parts)}</svg>'
    )
