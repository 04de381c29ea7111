"""Lengths and points of time of a video, as people write them: "PT12M30S" (ISO 8601) or "12:30", with hours "1:02:03"."""

import re

_ISO = re.compile(r"PT(?=\d)(?:(?P<h>\d{1,3})H)?(?:(?P<m>\d{1,4})M)?(?:(?P<s>\d{1,5})(?:\.\d{1,3})?S)?")
_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):(?=\d\d:))?(?P<m>\d{1,3}):(?P<s>[0-5]\d)")


def seconds(text: str) -> int:
    """Whole seconds, fractions dropped. Raises ValueError with a sentence for anything else than a duration."""
    match = _ISO.fullmatch(text) or _CLOCK.fullmatch(text)
    if not match or (match["h"] and int(match["m"] or 0) > 59 and ":" in text):
        raise ValueError(f'"{text}" is not a duration; write minutes and seconds such as 12:30, or PT12M30S')
    return 3600 * int(match["h"] or 0) + 60 * int(match["m"] or 0) + int(match["s"] or 0)


def clock(n_seconds: int) -> str:
    """As players show it: "0:05", "12:30", "1:02:03"."""
    minutes, rest = divmod(n_seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso(n_seconds: int) -> str:
    """As a machine reads it: "PT12M30S"."""
    minutes, rest = divmod(n_seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if count]
    return f"PT{''.join(parts) or '0S'}"
