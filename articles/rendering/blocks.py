"""The blocks of an article's text, ready for their templates: one function for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.safestring import SafeString

from ..pointers import NoteMarks
from .landscapes import LandscapeView, landscape_view
from .media import Facts, FigureView, VideoView, figure_view, video_view
from .tables import TableView, table_view
from .trials import TrialFacts, trial_facts

Block = Mapping[str, Any]


@dataclass(frozen=True)
class ItemView:
    """A list item with the marks readers should see."""

    html: SafeString
    is_expert_view: bool
    is_time_sensitive: bool
    is_unreviewed: bool = False


@dataclass(frozen=True)
class BlockView:
    """A block ready for its template."""

    kind: str
    anchor: str
    level: int = 2
    text: SafeString | str = ""
    sources: SafeString | str = ""
    items: tuple[ItemView, ...] = ()
    is_ordered: bool = False
    trial: TrialFacts | None = None
    person: str = ""
    label: str = ""
    passage: str = ""
    table: TableView | None = None
    landscape: LandscapeView | None = None
    figure: FigureView | None = None
    video: VideoView | None = None

    @property
    def template(self) -> str:
        return f"articles/blocks/{self.kind}.html"


class Page(Protocol):
    """The rendering a block stands in. Its methods number citations in passing, so they are called in reading order."""

    article: Mapping[str, Any]
    trials: Mapping[str, Mapping[str, Any]]
    files: Facts
    where: str
    """The place of the block in the bundle, such as article.body[3]."""

    def rich_text(self, text: str) -> SafeString: ...

    def line(self, text: str, notes: NoteMarks | None = None) -> SafeString: ...

    def items(self, items: list[Any], where: str) -> tuple[ItemView, ...]: ...

    def is_unreviewed(self, key: str) -> bool: ...

    def label(self, block: Block) -> str: ...

    def number(self, block: Block) -> int: ...

    def abbreviations(self, block: Block) -> str: ...

    def passage(self, block: Block) -> str: ...

    def cites(self, keys: list[str], before: str = "") -> SafeString: ...

    def words(self, text: str) -> SafeString: ...

    def anchor(self, block: Block, words: str = "") -> str: ...


def block_view(block: Block, page: Page) -> BlockView:
    """The view of one block of the bundle's `article.body`."""
    return _VIEWS[block["block"]](block, page)


def _heading(block: Block, page: Page) -> BlockView:
    sources = page.cites(block.get("cites", []), block["text"])
    anchor = page.anchor(block, block["text"])
    return BlockView("heading", anchor, level=block["level"], text=page.words(block["text"]), sources=sources)


def _text(block: Block, page: Page) -> BlockView:
    text = page.rich_text(block.get("text", ""))
    return BlockView(block["block"], page.anchor(block), text=text, person=block.get("person", ""))


def _list(block: Block, page: Page) -> BlockView:
    items = page.items(block.get("items", []), f"{page.where}.items")
    return BlockView("list", page.anchor(block), items=items, is_ordered=block.get("ordered", False))


def _trial(block: Block, page: Page) -> BlockView:
    trial = page.trials[block["trial"]]
    sources = page.cites(block.get("heading_cites", []), trial["acronym"])
    items = page.items(block.get("findings", []), f"{page.where}.findings")
    facts = trial_facts(trial, lambda key: page.cites([key]), page.is_unreviewed)
    return BlockView("trial", page.anchor(block, trial["acronym"]), sources=sources, items=items, trial=facts)


def _table(block: Block, page: Page) -> BlockView:
    anchor, passage, label = page.anchor(block), page.passage(block), page.label(block)
    return BlockView("table", anchor, passage=passage, label=label, table=table_view(block, page))


def _landscape(block: Block, page: Page) -> BlockView:
    return BlockView("landscape", page.anchor(block), landscape=landscape_view(block, page))


def _figure(block: Block, page: Page) -> BlockView:
    anchor, passage, label = page.anchor(block), page.passage(block), page.label(block)
    caption = page.line(block.get("caption", ""))
    sources = page.cites(block.get("source_cites", []))
    description = page.rich_text(block.get("long_description", ""))
    figure = figure_view(block, page.number(block), page.files, sources, description)
    return BlockView("figure", anchor, passage=passage, label=label, text=caption, figure=figure)


def _video(block: Block, page: Page) -> BlockView:
    anchor = page.anchor(block, "video")
    return BlockView("video", anchor, video=video_view(page.article.get("video", {}), page.files, page.cites))


_VIEWS: dict[str, Callable[[Block, Page], BlockView]] = {
    "heading": _heading,
    "paragraph": _text,
    "quote": _text,
    "list": _list,
    "trial": _trial,
    "table": _table,
    "landscape": _landscape,
    "figure": _figure,
    "video": _video,
}
