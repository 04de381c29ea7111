"""Caption files (WebVTT), read line by line, so that a fault is named with its line.

W3C WebVTT, section 4: a header, then blocks parted by blank lines; a cue is an optional name, a line of times, and text.
"""

import re

LARGEST_CAPTIONS = 1_000_000
_TIME = r"(?:(\d{2,6}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?[ \t]*")
_NOT_A_CUE = re.compile(r"(NOTE|STYLE|REGION)([ \t].*)?")


class CaptionsError(ValueError):
    """A file that holds no captions; the message is a sentence without capital and full stop."""


def read_text(content: bytes, what: str, largest: int = LARGEST_CAPTIONS) -> str:
    """UTF-8 text with plain line ends, without a byte order mark. Raises CaptionsError that names the line."""
    if len(content) > largest:
        raise CaptionsError(f"this file has {len(content):,} bytes; {what} may have at most {largest:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CaptionsError(f"line {line} is not UTF-8; save the file with the encoding UTF-8") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise CaptionsError(f"line {line} holds a NUL character, which is no text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_captions(content: bytes) -> str:
    """The text of a WebVTT file with at least one cue. Raises CaptionsError that names the line of the first fault."""
    text = read_text(content, "captions")
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise CaptionsError(f"line 1 is {_shown(lines[0])}; a WebVTT file begins with WEBVTT")
    blocks = _blocks(lines)
    if blocks and blocks[0][0] == 2:
        raise CaptionsError("line 2 must be blank: the header ends with line 1")
    starts: list[int] = []
    for number, block in blocks:
        if not _NOT_A_CUE.fullmatch(block[0]):
            starts.append(_start_of_cue(number, block, starts[-1] if starts else 0))
    if not starts:
        raise CaptionsError("the file holds no captions: no line such as 00:01.000 --> 00:04.000")
    return text


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Runs of lines that are not blank, each with the number of its first line, without the header line."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            is_open = False
        elif is_open:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            is_open = True
    return blocks


def _start_of_cue(number: int, block: list[str], earliest: int) -> int:
    """The start of a cue in milliseconds. number: of its first line; earliest: where the cue before it starts."""
    place = next((place for place, line in enumerate(block[:2]) if "-->" in line), None)
    if place is None:
        raise CaptionsError(f"line {number} is {_shown(block[0])}; times such as 00:01.000 --> 00:04.000 are expected")
    match = _TIMES.fullmatch(block[place])
    at = number + place
    if not match:
        raise CaptionsError(f"line {at} is {_shown(block[place])}; write times such as 00:01.000 --> 00:04.000")
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end <= start:
        raise CaptionsError(f"line {at}: the caption ends before it starts")
    if start < earliest:
        raise CaptionsError(f"line {at}: the caption starts before the one above it")
    for offset, line in enumerate(block[place + 1 :], start=at + 1):
        if "-->" in line:
            raise CaptionsError(f"line {offset} holds --> inside a caption; put a blank line before its times")
    return start


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _shown(line: str) -> str:
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
