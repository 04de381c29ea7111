"""Are abbreviations explained, once, and always in the same words?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..abbreviations import candidates, definitions_in, same_expansion
from ..display_items import texts_of_item
from ..findings import Finding
from ..markup import to_html
from ..passages import Passage, passages
from ..richtext import Profile, plain_text

# Known to every reader of medical texts, or names of authorities that are better known by their letters.
EVERYDAY = frozenset({"AIDS", "CT", "DNA", "EC", "EU", "FDA", "HIV", "MRI", "NCT", "RNA", "UK", "US", "USA", "WHO"})
Content = Mapping[str, Any]


def abbreviations(content: Content, glossary: Mapping[str, str]) -> list[Finding]:
    """ABB-NEVER, ABB-BEFORE, ABB-TWICE, ABB-ONCE, ABB-CLASH and ABB-TABLE for one article.

    glossary: long form by abbreviation, "" for one that needs no explanation. The page explains a term of the glossary
    by itself, so only what neither the text nor the glossary explains is never defined.
    """
    known = EVERYDAY | {term for term, expansion in glossary.items() if not expansion} | _names(content)
    uses: dict[str, list[tuple[int, Passage]]] = defaultdict(list)
    definitions: dict[str, list[tuple[int, str, Passage]]] = defaultdict(list)
    offset = 0
    for passage in passages(content):
        if passage.place == "summary":
            continue
        for found in definitions_in(passage.plain) if _is_running(passage) else []:
            definitions[found.abbreviation].append((offset + found.start, found.expansion, passage))
        for word, start in candidates(passage.plain):
            if word not in known:
                uses[word].append((offset + start, passage))
        offset += len(passage.plain) + 1
    explained = (
        known
        | {term for term, expansion in glossary.items() if expansion}
        | {word for word in definitions if definitions[word]}
    )
    return [
        *(finding for word in uses for finding in _of_one(word, uses[word], definitions[word], glossary.get(word, ""))),
        *_in_tables(content, explained),
    ]


def _is_running(passage: Passage) -> bool:
    """Whether it is text that can define a term, not a title or heading."""
    return passage.place not in ("title", "heading")


def _names(content: Content) -> frozenset[str]:
    """Names of trials, and of arms that say what they stand for: they are explained where the trial is."""
    names: set[str] = set()
    for trial in content.get("trials", []):
        names |= {trial["acronym"], *trial.get("aliases", [])}
        names |= {arm["abbr"] for arm in trial.get("arms", []) if "abbr" in arm}
    # A name with a hyphen is read as its parts: GMMG-HD7, Isa-VRd.
    return frozenset(part for name in names for part in {name, *name.replace("/", "-").split("-")})


def _in_tables(content: Content, explained: frozenset[str]) -> Iterator[Finding]:
    """A table names what the text or the glossary explains by itself; the rest its author must say."""
    for index, block in enumerate(content["article"].get("body", [])):
        if block["block"] != "table":
            continue
        text = "\n".join(plain_text(to_html(text, Profile.LINE)) for text in texts_of_item(block))
        told = {word for word, _start in candidates(block.get("abbreviations", ""))}
        for word in dict.fromkeys(word for word, _start in candidates(text)):
            if word not in explained | told:
                message = f"{word} stands in the table, and neither its line of abbreviations nor the text explains it."
                yield Finding("ABB-TABLE", "warning", message, f"article.body[{index}]")


def _of_one(
    word: str, uses: list[tuple[int, Passage]], definitions: list[tuple[int, str, Passage]], in_glossary: str
) -> Iterator[Finding]:
    first_use, first_passage = uses[0]
    if not definitions:
        if not in_glossary:
            message = f"{word} is never spelled out, and the glossary does not have it."
            yield Finding("ABB-NEVER", "warning", message, first_passage.where)
        elif first_passage.where == "article.title":
            message = (
                f"The title uses {word}; spell it out there, or mark it in the glossary as needing no explanation."
            )
            yield Finding("ABB-BEFORE", "warning", message, first_passage.where)
        return
    start, expansion, passage = definitions[0]
    if first_use < start:
        place = "the title" if first_passage.where == "article.title" else "an earlier place"
        place = place if _is_running(first_passage) or first_passage.where == "article.title" else "a heading"
        message = f"{word} is used in {place} before it is defined as “{expansion}”."
        yield Finding("ABB-BEFORE", "warning", message, first_passage.where)
    for _start, other, again in definitions[1:]:
        if same_expansion(expansion, other):
            yield Finding("ABB-TWICE", "info", f"{word} is defined again as “{other}”.", again.where)
        else:
            message = f"{word} stands for “{expansion}” and for “{other}”. Keep one of them."
            yield Finding("ABB-CLASH", "error", message, again.where)
    if in_glossary and not same_expansion(expansion, in_glossary):
        message = f"{word} stands for “{expansion}” here and for “{in_glossary}” in the glossary."
        yield Finding("ABB-CLASH", "error", message, passage.where)
    if len(uses) == 1:
        yield Finding("ABB-ONCE", "info", f"{word} is defined and not used again. Spell it out only.", passage.where)
