"""Multiple-choice questions in Moodle's GIFT format. Pure.

Moodle documentation, GIFT format: `::name:: stem { =right #why ~wrong #why ####for all }`, comments from //, a backslash
before ~ = # { } : as text. Shares of the mark (`~%50%`) are read only where exactly one option counts in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.markup import literal, to_markup
from articles.richtext import Profile, plain_text

from .given import MOST_OPTIONS, Draft, Problem

_BRACES = re.compile(r"(?<!\\)\{")
_NAME = re.compile(r"\s*::((?:\\.|[^\\])*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_ANSWER = re.compile(r"(?<!\\)([=~])")
_SHARE = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]+)?)%")
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")


def recognises(text: str) -> bool:
    """Whether a line begins a question as GIFT does: with a name, a comment or a category, and answers in braces."""
    is_started = re.match(r"\s*(?:::|//|\$CATEGORY:)", text) is not None
    return is_started or bool(re.search(r"(?<!\\)\{\s*[=~]", text))


def read(text: str) -> Iterator[Draft | Problem]:
    """A draft for each question of several options; a problem for every other kind, with its line."""
    for line, block in _blocks(text):
        yield _question(line, block)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Questions with the line on which they begin: blocks between blank lines, without comments and categories."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""], start=1):
        if line.strip().startswith("//") or line.strip().startswith("$CATEGORY:"):
            continue
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []


def _question(line: int, block: str) -> Draft | Problem:
    name = _NAME.match(block)
    rest = block[name.end() :] if name else block
    opening = _BRACES.search(rest)
    closing = re.search(r"(?<!\\)\}", rest[opening.end() :]) if opening else None
    if opening is None or closing is None:
        return Problem(line, "", "The answers are missing: they stand in braces behind the stem.")
    stem, answers = rest[: opening.start()], rest[opening.end() :][: closing.start()]
    if rest[opening.end() + closing.end() :].strip():
        return Problem(line, "", "Text stands behind the answers. Only questions with the options at the end are read.")
    markup = _FORMAT.match(stem)
    is_html = markup is not None and markup[1].lower() == "html"
    fields = _answers(answers, is_html)
    if isinstance(fields, str):
        return Problem(line, "", fields)
    fields["stem"] = _plain(stem[markup.end() :] if markup else stem, is_html)
    if name:
        fields["external_id"] = _bare(name[1])
    return Draft(line, fields)


def _answers(text: str, is_html: bool) -> dict[str, str] | str:
    """Columns of options, feedback, key and rationale; a sentence where these are not options of one right one."""
    text, _mark, overall = text.partition("####")
    pieces = _ANSWER.split(text)
    pairs = list(zip(pieces[1::2], pieces[2::2], strict=True))
    if pieces[0].strip() or len(pairs) < 2 or any("->" in answer for _sign, answer in pairs):
        return "Only questions with options to choose from are read; this one is of another kind."
    if len(pairs) > MOST_OPTIONS:
        return f"A question has at most {MOST_OPTIONS} options; this one has {len(pairs)}."
    fields = {"rationale": _rich(overall, is_html)} if overall.strip() else {}
    keys = []
    for number, (sign, answer) in enumerate(pairs, start=1):
        share = _SHARE.match(answer)
        told = re.split(r"(?<!\\)#", answer[share.end() if share else 0 :], maxsplit=1)
        option, feedback = told if len(told) > 1 else (told[0], "")
        fields[f"option_{number}"] = _plain(option, is_html)
        fields[f"feedback_{number}"] = _rich(feedback, is_html)
        if (share is None and sign == "=") or (share is not None and float(share[1]) == 100):
            keys.append(number)
        elif share is not None and float(share[1]) > 0:
            return "An option counts in part. A question has one key, and every other option is wrong."
    fields["key"] = " ".join(map(str, keys))
    return fields


def _bare(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text).strip()


def _plain(text: str, is_html: bool) -> str:
    bare = _bare(text)
    return plain_text(bare) if is_html else bare


def _rich(text: str, is_html: bool) -> str:
    bare = _bare(text)
    return to_markup(bare, Profile.PARAGRAPHS) if is_html else literal(bare)
