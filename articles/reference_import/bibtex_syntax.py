"""The syntax of BibTeX: entries, their fields and @string abbreviations, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .reading import LineNumbers, Problem

_BLOCK = re.compile(r"^[ \t]*@([A-Za-z]+)[ \t]*([{(])", re.MULTILINE)
_NAME = re.compile(r"\s*([^\s=,{}()\"#%]+)\s*")
_WORDS = re.compile(r"\s*[^%\s].*\w")
_WORD = re.compile(r"[^\s,{}()\"#=%]+")
_LONGEST_VALUE = 50_000
MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}


@dataclass
class Entry:
    """One entry as written: field names in lower case to values with their LaTeX, and to the lines where they begin."""

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


class _Broken(Exception):
    """The entry cannot be read on. Its arguments: the place in the text, and a sentence."""


def parse(text: str) -> Iterator[Entry | Problem]:
    """The entries in order. What cannot be read costs its own entry and no other: the next begins at its @ line."""
    blocks, lines = list(_BLOCK.finditer(text)), LineNumbers(text)
    macros = dict(MONTHS)
    ends = [block.start() for block in blocks[1:]] + [len(text)]
    yield from _outside(text, lines, 0, blocks[0].start() if blocks else len(text))
    for block, end in zip(blocks, ends, strict=True):
        kind = block[1].lower()
        if kind in ("comment", "preamble"):
            continue
        scanner = _Scanner(text, lines, block.end(), end, ")" if block[2] == "(" else "}", macros)
        try:
            if kind == "string":
                macros |= {name: value for name, value, _line in scanner.fields()}
            else:
                yield scanner.entry(kind, lines.at(block.start() + block[0].index("@")))
        except _Broken as broken:
            place, message = broken.args
            yield Problem(
                lines.at(place), f"{message} The entry @{kind} of line {lines.at(block.start())} was left out."
            )
        else:
            yield from _outside(text, lines, scanner.after(), end)
        yield from scanner.problems


def _outside(text: str, numbers: LineNumbers, start: int, end: int) -> Iterator[Problem]:
    """A remark on words between entries: another format pasted along must not be lost in silence."""
    lines = [line.strip() for line in text[start:end].splitlines() if _WORDS.match(line)]
    if not lines:
        return
    more = {1: "", 2: " and 1 more line"}.get(len(lines), f" and {len(lines) - 1} more lines")
    yield Problem(
        numbers.at(text.index(lines[0], start)),
        f"Left out, since outside an entry: “{lines[0][:60]}”{more}. Import one format at a time.",
    )


class _Scanner:
    """Reads one block, from after its opening brace to where the next block begins."""

    def __init__(
        self, text: str, lines: LineNumbers, place: int, end: int, closing: str, macros: dict[str, str]
    ) -> None:
        self.lines = lines
        self.text, self.place, self.end, self.closing, self.macros = text, place, end, closing, macros
        self.problems: list[Problem] = []

    def entry(self, kind: str, line: int) -> Entry:
        key = _NAME.match(self.text, self.place, self.end)
        if key and self._peek(key.end()) == ",":
            self.place = key.end() + 1
        elif self._peek(self.place) == ",":
            self.place = self.text.index(",", self.place) + 1
        elif not (key and self._peek(key.end()) == "="):
            raise _Broken(self.place, "A key and a comma are expected after the opening brace.")
        entry = Entry(kind, key[1] if key else "", line)
        for name, value, start in self.fields():
            if name not in entry.fields:
                entry.fields[name] = value
                entry.lines[name] = start
        return entry

    def after(self) -> int:
        """The place after the closing brace, once all fields were read."""
        return self.text.index(self.closing, self.place) + 1

    def fields(self) -> Iterator[tuple[str, str, int]]:
        while True:
            mark = self._peek(self.place)
            if mark == ",":
                self.place = self.text.index(",", self.place) + 1
                continue
            if mark == self.closing:
                return
            name = _NAME.match(self.text, self.place, self.end)
            if not name:
                raise _Broken(self._here(), "A field such as “title = {…}”, or the closing brace, is expected here.")
            if self._peek(name.end()) != "=":
                raise _Broken(name.start(1), f"After “{name[1][:40]}” an equals sign is expected.")
            start = self.lines.at(name.start(1))
            self.place = self.text.index("=", name.end()) + 1
            yield name[1].lower(), self._value(name[1].lower()), start

    def _value(self, name: str) -> str:
        """A value: texts in braces or quotes, numbers and abbreviations, joined by #."""
        start, value = self._here(), self._piece(name)
        while self._peek(self.place) == "#":
            self.place = self.text.index("#", self.place) + 1
            value += self._piece(name)
            if len(value) > _LONGEST_VALUE:
                # Abbreviations made of abbreviations double with each line.
                raise _Broken(start, f"The value of “{name[:40]}” has more than {_LONGEST_VALUE:,} characters.")
        return value

    def _piece(self, name: str) -> str:
        mark, here = self._peek(self.place), self._here()
        if mark in ("{", '"'):
            return self._delimited(name, here, mark)
        word = _WORD.match(self.text, here, self.end)
        if not word:
            raise _Broken(here, f"The field “{name}” has no value.")
        self.place = word.end()
        if word[0].isdecimal():
            return word[0]
        if word[0].lower() not in self.macros:
            message = f"The abbreviation “{word[0][:40]}” is not defined by an @string; it was kept as it stands."
            self.problems.append(Problem(self.lines.at(here), message, name))
        return self.macros.get(word[0].lower(), word[0])

    def _delimited(self, name: str, start: int, mark: str) -> str:
        depth, place = 0, start + 1
        while place < self.end:
            character = self.text[place]
            if character == "\\":
                place += 2
                continue
            if ((character == "}" and mark == "{") or character == mark == '"') and depth == 0:
                self.place = place + 1
                return self.text[start + 1 : place]
            depth += (character == "{") - (character == "}")
            place += 1
        raise _Broken(start, f"The value of “{name}” does not end.")

    def _here(self) -> int:
        place = self.place
        while place < self.end and self.text[place].isspace():
            place += 1
        return place

    def _peek(self, place: int) -> str:
        """The first character from `place` on that is no white space; raises where the block has none left."""
        while place < self.end and self.text[place].isspace():
            place += 1
        if place >= self.end:
            raise _Broken(min(place, self.end - 1), f"The entry does not end with “{self.closing}”.")
        return self.text[place]
