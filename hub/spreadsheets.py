"""Text in the cells of a spreadsheet: what is written so that no program runs it, and how that is undone. Pure."""

from __future__ import annotations

import re
import unicodedata

NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
FORMULA_SIGNS = frozenset("=+-@")
STARTS_A_CELL_ANEW = frozenset("\t\r\n\0")


def safe_text(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet might run it; plain numbers stay numbers.

    Dangerous are = + - @, also full width and also after white space, control or invisible characters, which some
    programs strip; and tabs, line ends and NUL at the start, which can push the rest into a cell of its own.
    """
    if NUMBER.fullmatch(text) or not text:
        return text
    if text[0] in STARTS_A_CELL_ANEW:
        return f"'{text}"
    first = next((character for character in text if not _is_invisible(character)), "")
    return f"'{text}" if unicodedata.normalize("NFKC", first) in FORMULA_SIGNS else text


def reversible_text(text: str) -> str:
    """`text` as `safe_text` writes it, with one more apostrophe where it begins as a guarded text does.

    `unguarded_text` gives back every text.
    """
    return f"'{text}" if _is_guarded(text) else safe_text(text)


def unguarded_text(cell: str) -> str:
    """The text that `reversible_text` wrote into the cell; what needs no guard keeps its apostrophe."""
    return cell[1:] if _is_guarded(cell) else cell


def _is_guarded(cell: str) -> bool:
    """Whether apostrophes at the start, and nothing else, stand before a text that needs one."""
    bare = cell.lstrip("'")
    return bare != cell and safe_text(bare) != bare


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}
