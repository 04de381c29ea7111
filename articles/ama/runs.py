"""Pieces of a reference with their style, and how they are written as HTML and as text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

Style = Literal["plain", "title", "source"]
_ALLOWED_PAIR = re.compile(r"&lt;(i|sup|sub)&gt;((?:(?!&lt;).)*)&lt;/\1&gt;")
_ALLOWED_PAIR_IN_TEXT = re.compile(r"<(i|sup|sub)>([^<]*)</\1>")


@dataclass(frozen=True)
class Run:
    """Text in one style; only i, sup and sub tags in a title or source are markup. href: a web address or ""."""

    text: str
    style: Style = "plain"
    href: str = ""


def html_of(elements: Iterable[tuple[Run, ...]]) -> str:
    return " ".join("".join(_run_html(run) for run in element) for element in elements)


def text_of(elements: Iterable[tuple[Run, ...]]) -> str:
    return " ".join("".join(_run_text(run) for run in element) for element in elements)


def _run_html(run: Run) -> str:
    html = escape(run.text)
    if run.href:
        return f'<a href="{escape(run.href)}" rel="noopener">{html}</a>'
    if run.style != "plain":
        html = _ALLOWED_PAIR.sub(r"<\1>\2</\1>", html)
    return f'<cite class="source">{html}</cite>' if run.style == "source" else html


def _run_text(run: Run) -> str:
    return run.text if run.style == "plain" else _ALLOWED_PAIR_IN_TEXT.sub(r"\2", run.text)
