"""Bytes of a file that somebody chose into text. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecodedText:
    """encoding: UTF-8, UTF-16 or Windows-1252, which is a guess. is_damaged: some bytes meant nothing in it."""

    text: str
    encoding: str

    @property
    def is_guessed(self) -> bool:
        return self.encoding == "Windows-1252"

    @property
    def is_damaged(self) -> bool:
        return "\ufffd" in self.text


def decode_text(data: bytes) -> DecodedText:
    """The text of a file: UTF-16 with its mark, UTF-8, else the Western European of older programs."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return DecodedText(data.decode("utf-16", errors="replace"), "UTF-16")
    try:
        return DecodedText(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError:
        return DecodedText(data.decode("cp1252", errors="replace"), "Windows-1252")
