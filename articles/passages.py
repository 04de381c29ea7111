"""The texts of an article with their places and sources, as checks read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from .markup import read_text
from .reading_order import item_text

Place = Literal["title", "summary", "lead", "key learning", "heading", "paragraph", "quote", "item"]
Record = Mapping[str, Any]

CITATION = "\ufffc"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass(frozen=True)
class Passage:
    """One running text. where: its path in the bundle.

    marked: its words, with CITATION for each citation and raised digits as Unicode superscripts; paragraphs on lines.
    cites: keys in the text itself. sources: keys of its block and of the headings it stands under.
    kind, source_kind, time_sensitive, pin: marks of a list item; pin is the key of a result, "" without one.
    trial: the trial of its block, from the registry part of the bundle, or None. result: the pinned result, or None.
    """

    where: str
    place: Place
    marked: str
    cites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kind: str = ""
    source_kind: str = ""
    time_sensitive: bool = False
    pin: str = ""
    trial: Record | None = None
    result: Record | None = None

    @cached_property
    def plain(self) -> str:
        """The words alone."""
        return self.marked.replace(CITATION, "")

    @property
    def is_claim(self) -> bool:
        """Whether it is a list item that reports what a publication found."""
        return self.place == "item" and self.source_kind != "expert_opinion" and self.kind in ("", "finding")


def passages(content: Record) -> list[Passage]:
    """Every text of the article in reading order, from its title on."""
    return list(_passages(content))


def _passages(content: Record) -> Iterator[Passage]:
    article = content["article"]
    yield _passage("article.title", "title", article["title"], is_markup=False)
    for place in ("summary", "lead"):
        if text := article.get(place):
            yield _passage(f"article.{place}", place, text)
    for index, learning in enumerate(article.get("key_learnings", [])):
        yield _passage(f"article.key_learnings[{index}]", "key learning", item_text(learning))
    trials = {trial["slug"]: trial for trial in content.get("trials", [])}
    headings: dict[int, tuple[str, ...]] = {}
    for index, block in enumerate(article.get("body", [])):
        if block["block"] == "heading":
            headings = {level: cites for level, cites in headings.items() if level < block["level"]}
            headings[block["level"]] = tuple(block.get("cites", []))
        above = tuple(key for level in sorted(headings) for key in headings[level])
        yield from _block_passages(block, f"article.body[{index}]", above, trials)


def _block_passages(
    block: Record, where: str, above: tuple[str, ...], trials: Mapping[str, Record]
) -> Iterator[Passage]:
    trial = trials.get(block.get("trial", ""))
    sources = (*above, *block.get("heading_cites", []))
    if block["block"] == "heading":
        yield _passage(where, "heading", block["text"], is_markup=False, sources=sources)
    elif text := block.get("text"):
        yield _passage(f"{where}.text", "quote" if block["block"] == "quote" else "paragraph", text, sources=sources)
    for name in ("items", "findings"):
        for index, item in enumerate(block.get(name, [])):
            marks = {} if isinstance(item, str) else item
            pin = marks.get("result", "")
            yield _passage(
                f"{where}.{name}[{index}]",
                "item",
                item_text(item),
                sources=sources,
                kind=marks.get("kind", ""),
                source_kind=marks.get("source_kind", ""),
                time_sensitive=bool(marks.get("time_sensitive")),
                pin=pin,
                trial=trial,
                result=result_of_key(pin, [trial] if trial else list(trials.values())) if pin else None,
            )


def result_of_key(key: str, trials: list[Record]) -> Record | None:
    """The result of that key, where exactly one of the trials has it."""
    found = [result for trial in trials for result in trial.get("results", []) if result.get("key") == key]
    return found[0] if len(found) == 1 else None


def _passage(where: str, place: Place, text: str, *, is_markup: bool = True, **marks: Any) -> Passage:
    marked, cites = _read(text) if is_markup else (text, ())
    return Passage(where, place, marked, cites, **marks)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, tuple[str, ...]]:
    """Words of bundle text with CITATION for each citation, and the keys cited."""
    lines, keys = [], []
    for runs in read_text(text):
        line = ""
        for run in runs:
            if run.cite is None:
                line += run.text.translate(_RAISED) if "sup" in run.marks else run.text
            elif run.cite.target == "ref":
                line += CITATION
                keys.append(run.cite.key)
        lines.append(line)
    return "\n".join(lines), tuple(keys)
