"""Names of authors and editors as reference managers and reference lists write them."""

import re

from ..ama.names import is_et_al

ET_AL = {"literal": "et al"}
_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,4}(?:-[^\W\d_a-zß-öø-ÿ]{1,2})?|(?:[^\W\d_]\.-?){1,4}")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?")


def read_name(text: str) -> dict[str, str]:
    """The CSL name of "Facon, Thierry", "Facon, T, Jr", "Adkinson NF Jr", "et al" or a group's name; {} for none."""
    words = " ".join(text.split()).strip(";")
    if not words:
        return {}
    if is_et_al(words):
        return dict(ET_AL)
    if "," not in words:
        return _read_listed(words)
    family, given, *suffix = (part.strip() for part in words.split(",", 2))
    if not given:
        return {"literal": family} if family else {}
    return person(family, given, suffix[0] if suffix else "")


def person(family: str, given: str, suffix: str = "") -> dict[str, str]:
    """A CSL name without empty parts."""
    return {key: part for key, part in (("family", family), ("given", given), ("suffix", suffix)) if part}


def _read_listed(words: str) -> dict[str, str]:
    """A name without a comma: a surname before its initials, else the name of a group."""
    *surname, last = words.split()
    suffix = ""
    if surname[1:] and _SUFFIX.fullmatch(last):
        suffix, last = last, surname.pop()
    if surname and _INITIALS.fullmatch(last):
        return person(" ".join(surname), last, suffix)
    return {"literal": words}
