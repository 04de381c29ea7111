"""Numbered citations in AMA style: numbering by first mention, printed clusters, and the superscripts of stored HTML.

A citation is stored as `<cite data-ref="KEY"></cite>`, with a locator as `<cite data-ref="KEY" data-loc="p.
540"></cite>`; numbers are never stored. Citations with nothing but white space between them form one cluster.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

HAIR_SPACE = "\u200a"

# Whole tags are read, quoted values included: a citation spelled out inside an attribute is text, and replacing it
# there would let the rest of the value escape from its quotes.
_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    |<cite\b(?P<cite>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>[^<]*+</cite\s*>
    |</?(?P<tag>[a-z][^\s/<>]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "u"}
)
_PAGES = re.compile(
    r"(?:(?:pp?|pages?)\.?\s*(?=[a-z]?\d)|(?=\d))(?P<pages>[a-z]*\d+[a-z]*(?:\s*[,–-]\s*[a-z]*\d+[a-z]*)*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cite:
    """One citation of a reference: its key, and the place inside the source as typed, "" for the whole of it."""

    key: str
    locator: str = ""


def number(keys_in_reading_order: Iterable[str]) -> dict[str, int]:
    """Return the number of each key, from 1 by first mention; a repeated key keeps its number."""
    return {key: place for place, key in enumerate(dict.fromkeys(keys_in_reading_order), start=1)}


def collapse(numbers: Iterable[int]) -> str:
    """Return the numbers as AMA prints a cluster, sorted and unique, three or more in a row as a range: "1,3-5,9"."""
    return "".join(text for text, _ in cluster_links(numbers))


def cluster_links(numbers: Iterable[int]) -> list[tuple[str, int | None]]:
    """Return the pieces of the printed cluster: numbers with themselves as target, commas and hyphens with None."""
    return _cluster_pieces(numbers, alone=frozenset())


def _cluster_pieces(numbers: Iterable[int], alone: Collection[int]) -> list[tuple[str, int | None]]:
    pieces: list[tuple[str, int | None]] = []
    for run in _runs(sorted(set(numbers)), alone):
        shown, joint = ([run[0], run[-1]], "-") if len(run) > 2 else (run, ",")
        for place, shown_number in enumerate(shown):
            if pieces:
                pieces.append((joint if place else ",", None))
            pieces.append((str(shown_number), shown_number))
    return pieces


def _runs(ordered: list[int], alone: Collection[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for value in ordered:
        if runs and value == runs[-1][-1] + 1 and value not in alone and runs[-1][-1] not in alone:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def locator_text(locator: str) -> str:
    """Return a locator as AMA prints it after the number: "p. 540" gives "p540", "pp. 540–2, 550" gives "pp540-2,550".

    A bare number is a page; anything else, such as "Table 2", stays as it is.
    """
    locator = " ".join(locator.split())
    match = _PAGES.fullmatch(locator)
    if not match:
        return locator
    pages = "".join(match["pages"].split()).replace("–", "-")
    return f"{'pp' if set(pages) & set(',-') else 'p'}{pages}"


def cites_in(html: str) -> list[Cite]:
    """Return the citations of stored HTML in reading order, repeats included; other `cite` elements are left out."""
    return [token for token in _tokens(html) if isinstance(token, Cite)]


@dataclass(frozen=True)
class _Text:
    html: str

    @property
    def plain(self) -> str:
        return unescape(self.html)


@dataclass(frozen=True)
class _Tag:
    html: str
    name: str


def _tokens(html: str) -> Iterator[_Text | _Tag | Cite]:
    position = 0
    for match in _TOKEN.finditer(html):
        if match.start() > position:
            yield _Text(html[position : match.start()])
        position = match.end()
        cite = _cite(match["cite"]) if match["cite"] is not None else None
        yield cite or _Tag(match[0], (match["tag"] or "cite").lower())
    if position < len(html):
        yield _Text(html[position:])


def _cite(attributes: str) -> Cite | None:
    values = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
    return Cite(values["data-ref"].strip(), values.get("data-loc", "").strip()) if "data-ref" in values else None


class CitationRenderer:
    """Prints the citations of one page: superscripts with links to `#ref-N`, and the ids that lead back to them.

    numbering: the number of each key. label: the word that screen readers hear before a number. One renderer serves the
    whole page, in reading order, so that cluster ids (c1, c2 …) are unique.
    """

    def __init__(self, numbering: Mapping[str, int], label: str = "Reference") -> None:
        self.numbering = numbering
        self.label = label
        self.cluster_ids: dict[int, list[str]] = {}
        """For each cited number the ids of the clusters that cite it, hidden inside a range or not."""
        self._clusters = 0

    def render(self, html: str) -> str:
        """Return the stored HTML with each cluster of citations printed; everything else stays as it is."""
        printed: list[str] = []
        cluster: list[Cite] = []
        space, before = "", ""
        for token in _tokens(html):
            if isinstance(token, Cite):
                cluster.append(token)
                space = ""
            elif cluster and isinstance(token, _Text) and token.plain.isspace():
                space = token.html
            else:
                printed += [self.cluster(cluster, before), space, token.html]
                before = _last_character(token, "" if cluster else before)
                cluster, space = [], ""
        return "".join([*printed, self.cluster(cluster, before), space])

    def cluster(self, cites: Iterable[Cite], before: str = "") -> str:
        """Return one printed cluster, "" without citations; `before` is the text it follows, such as the heading's.

        A hair space keeps it off a digit. Keys without a number print a question mark each, after the numbers.
        """
        locators: dict[int, list[str]] = {}
        missing = 0
        for cite in cites:
            if cite.key in self.numbering:
                places = locators.setdefault(self.numbering[cite.key], [])
                if cite.locator and locator_text(cite.locator) not in places:
                    places.append(locator_text(cite.locator))
            else:
                missing += 1
        html = (self._numbers(locators) if locators else "") + '<sup class="cite cite--missing">?</sup>' * missing
        return HAIR_SPACE + html if html and before[-1:].isdigit() else html

    def mention(self, key: str) -> str:
        """Return one printed citation that the reference list does not lead back to, for places beside the text."""
        number = self.numbering.get(key)
        return f'<sup class="cite">{self._link(number, [])}</sup>' if number else ""

    def _numbers(self, locators: dict[int, list[str]]) -> str:
        self._clusters += 1
        cluster_id = f"c{self._clusters}"
        for cited in sorted(locators):
            self.cluster_ids.setdefault(cited, []).append(cluster_id)
        alone = {cited for cited, places in locators.items() if places}
        pieces = "".join(
            text if target is None else self._link(target, locators[target])
            for text, target in _cluster_pieces(locators, alone)
        )
        return f'<sup class="cite" id="{cluster_id}">{pieces}</sup>'

    def _link(self, target: int, places: list[str]) -> str:
        link = f'<a href="#ref-{target}" aria-label="{escape(self.label)} {target}">{target}</a>'
        return link + (f"({escape(','.join(places))})" if places else "")


def _last_character(token: _Text | _Tag, before: str) -> str:
    """Return the last character a reader sees after the token; inline tags are not seen, other tags start afresh."""
    if isinstance(token, _Text):
        return token.plain[-1:]
    return before if token.name in _INLINE_TAGS or token.html.startswith("<!--") else ""
