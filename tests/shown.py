"""What a page shows of disclosures, as the text that a reader sees."""

import re
from html import unescape
from typing import Any


def text_of(html: str) -> str:
    """The text of a piece of a page, without its links, in single spaces."""
    without_links = re.sub(r"<a\b.*?</a>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without_links)).split())


def _unlinked(html: str) -> str:
    """Names lead to the pages of people, and are words all the same."""
    return re.sub(r"</?a\b[^>]*>", "", html)


def between(page: str, start: str, end: str) -> str:
    """What stands on the page after the first `start` and before the `end` that follows it."""
    return page.split(start, 1)[1].split(end, 1)[0]


def strip_on(page: str) -> str:
    """The words of the strip around a public page."""
    strip = between(page, '<div class="strip">', "</div></div>\n")
    # The colon after a level is the style sheet's.
    return text_of(strip.replace("</dt>", ":</dt>"))


def article_words_on(page: str) -> dict[str, Any]:
    """What an article page says about support: line, box at the end, disclosures of contributors."""
    people = between(between(page, '<details class="disclosures"', "</details>"), "<ul>", "</ul>")
    return {
        "line": text_of(between(page, '<p class="support-line">', "</p>")),
        "box": text_of(between(page, '<div class="support">', "</div>")),
        "people": [text_of(_unlinked(one)) for one in re.findall(r"<li>(.*?)</li>", people, flags=re.S)],
    }


def strip_in(words: dict[str, Any]) -> str:
    """The strip in a snapshot, as one text."""
    levels = [f"{level['label']}: {', '.join(level['names'])}" for level in words["levels"]]
    return " ".join(filter(None, [words["opening"], words["lead_in"], *levels, words["closing"]]))


def article_words_in(words: dict[str, Any]) -> dict[str, Any]:
    """The words of an article in a snapshot, as its page shows them."""
    people = [(one["name"], one["role"], one["disclosure"]) for one in words["contributors"]]
    return {
        "line": words["line"],
        "box": " ".join(filter(None, [words["statement"], words["independence"]])),
        "people": [f"{name}{', ' if role else ''}{role}: {disclosure}" for name, role, disclosure in people],
    }


def states_on(page: str) -> list[str]:
    """The words of each state that the page of a day shows of the site, without times and hashes."""
    site = between(page, 'aria-labelledby="site"', "</section>")
    return [
        " ".join(map(text_of, re.findall(r'<span class="specs__text">(.*?)</span>', state)))
        for state in site.split("<li>")[1:]
    ]
