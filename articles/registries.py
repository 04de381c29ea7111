"""Trial registries: how their numbers look, what is wrong with one that does not, and where it leads. Pure.

The patterns follow the R package ctregistries (https://github.com/maia-sh/ctregistries), whose own were tried on PubMed
records; UMIN: https://www.umin.ac.jp/ctr; older ChiCTR numbers: the registry's description by WHO ICTRP. No check digit is
tested; the one of EudraCT numbers is not published.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Registry:
    """One registry. name: as stored. label: as people call it. prefix: how its numbers begin, "" where they do not.

    digits: digits after the prefix where there is nothing else, 0 where the form is another. url: the address of a
    number, with `{}` in its place, "" where the registry has no address by number. printed: its name in a reference.
    """

    name: str
    label: str
    pattern: str
    example: str
    prefix: str = ""
    digits: int = 0
    url: str = ""
    printed: str = ""

    def holds(self, number: str) -> bool:
        return re.fullmatch(self.pattern, number) is not None


OTHER = "other"
REGISTRIES = {
    registry.name: registry
    for registry in (
        Registry(
            "NCT", "ClinicalTrials.gov (NCT)", r"NCT[0-9]{8}", "NCT03319667", "NCT", 8,
            "https://clinicaltrials.gov/study/{}", "ClinicalTrials.gov",
        ),
        Registry(
            "EudraCT", "EudraCT", r"(19|20)[0-9]{2}-[0-9]{6}-[0-9]{2}", "2004-002714-11",
            url="https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
        ),
        Registry(
            "EUCT", "EU CT", r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}-[0-9]{2}", "2022-500001-26-00",
            url="https://euclinicaltrials.eu/ctis-public/view/{}",
        ),
        Registry(
            "ISRCTN", "ISRCTN", r"ISRCTN[0-9]{8}", "ISRCTN10081873", "ISRCTN", 8, "https://www.isrctn.com/{}",
            "ISRCTN registry",
        ),
        Registry(
            "DRKS", "DRKS", r"DRKS[0-9]{8}", "DRKS00005115", "DRKS", 8, "https://drks.de/search/en/trial/{}",
            "German Clinical Trials Register",
        ),
        Registry(
            "jRCT", "jRCT", r"jRCT([a-z][0-9]{9}|[0-9]{10})", "jRCTs061180028", "jRCT",
            url="https://jrct.niph.go.jp/en-latest-detail/{}",
        ),
        Registry(
            "ChiCTR", "ChiCTR", r"ChiCTR([0-9]{8,10}|-[A-Z]{2,4}-[0-9]{8})", "ChiCTR2000029308", "ChiCTR",
            url="https://www.chictr.org.cn/searchprojEN.html?regno={}",
        ),
        # UMIN shows a trial by its receipt number, CTRI by an address made anew for each search.
        Registry("UMIN", "UMIN", r"UMIN[0-9]{9}", "UMIN000023456", "UMIN", 9),
        Registry(
            "ACTRN", "ACTRN", r"ACTRN126[0-9]{11}", "ACTRN12605000001606", "ACTRN", 14, "https://anzctr.org.au/{}.aspx"
        ),
        Registry("CTRI", "CTRI", r"CTRI/20[0-9]{2}/[0-9]{2,3}/[0-9]{6}", "CTRI/2020/04/024775", "CTRI/"),
        Registry(OTHER, "Other", r".+", ""),
    )
}  # fmt: skip
_UNSEEN = re.compile("[\\s#\u00ad\u200b-\u200d\u2060\ufeff]")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_EUROPEAN_WORDS = re.compile(r"^(?:EudraCT|EUCTR|EU-?CT)(?:number|no\.?)?[:-]?", re.IGNORECASE)
_COUNTRY = re.compile(r"-[A-Z]{2,3}$")
_SLIPS = str.maketrans("OolI", "0011")
_EUROPEAN = {"EudraCT", "EUCT"}
# The letter after jRCT tells the kind of study and is small, those after ChiCTR are capitals.
_LETTER_CASE = {"jRCT": str.lower, "ChiCTR": str.upper}


def tidy_number(registry: str, value: str) -> str:
    """The number as its registry writes it: without spaces and number signs, with plain hyphens, its prefix spelled right.

    Numbers of registries without a form keep everything but blanks and number signs. Never raises.
    """
    number = _UNSEEN.sub("", value).translate(_DASHES)
    if registry in _EUROPEAN:
        return _COUNTRY.sub("", _EUROPEAN_WORDS.sub("", number))
    prefix = REGISTRIES[registry].prefix if registry in REGISTRIES else ""
    if prefix and number[: len(prefix)].upper() == prefix.upper():
        rest = number[len(prefix) :].lstrip(":-" if REGISTRIES[registry].digits else ":")
        return prefix + _LETTER_CASE.get(registry, str)(rest)
    return number


def problem_with(registry: str, value: str) -> str | None:
    """A sentence that names what is wrong with a tidied number and, where it can be told, how to write it; None if nothing."""
    known = REGISTRIES.get(registry)
    if known is None:
        return f"“{registry}” is no registry known here."
    if known.holds(value):
        return None
    if not value:
        return "The registry number is empty."
    other = registry_of(value)
    if other not in (None, registry) and REGISTRIES[str(other)].holds(tidy_number(str(other), value)):
        return f"{value} is {_number_of(REGISTRIES[str(other)])}, not {_number_of(known)}. Choose that registry."
    return _slip(known, value) or _miscount(known, value) or (
        f"{value} is not {_number_of(known)}, which looks like {known.example}."
    )  # fmt: skip


def _number_of(registry: Registry) -> str:
    article = "an" if registry.name in ("NCT", "EUCT", "ISRCTN", "ACTRN") else "a"
    return f"{article} {'EU CT' if registry.name == 'EUCT' else registry.name} number"


def _slip(registry: Registry, value: str) -> str:
    """A sentence on a letter typed for a digit, or on a missing prefix, where that alone makes the number right."""
    head, rest = value[: len(registry.prefix)], value[len(registry.prefix) :]
    meant = head + rest.translate(_SLIPS)
    if head == registry.prefix and meant != value and registry.holds(meant):
        place = next(place for place, letter in enumerate(rest) if letter in "OolI")
        digit = "zero" if rest[place] in "Oo" else "one"
        return f"{value} has the letter {rest[place]} for a {digit}. Write {meant}."
    if registry.prefix and registry.holds(registry.prefix + value):
        return f"{value} lacks its prefix. Write {registry.prefix}{value}."
    return ""


def _miscount(registry: Registry, value: str) -> str:
    """A sentence on too few or too many digits."""
    if not registry.digits or not value.startswith(registry.prefix):
        return ""
    rest = value[len(registry.prefix) :].translate(_SLIPS)
    if not re.fullmatch(r"[0-9]+", rest) or len(rest) == registry.digits:
        return ""
    noun = "digit" if len(rest) == 1 else "digits"
    sentence = f"{value} has {len(rest)} {noun}; {_number_of(registry)} has {registry.digits}."
    letters = [letter for letter in value[len(registry.prefix) :] if letter in "OolI"]
    return sentence + (f" The letter {letters[0]} stands for a digit as well." if letters else "")


def doubt_about(registry: str, value: str) -> str | None:
    """A sentence where a number of the right form is unlikely; None otherwise. So far every NCT number begins with 0."""
    if registry == "NCT" and REGISTRIES["NCT"].holds(value) and not value.startswith("NCT0"):
        return f"{value} does not begin with NCT0 as every NCT number so far; look it up."
    return None


def registry_of(value: str) -> str | None:
    """The registry whose form a number has or was meant to have, by its beginning; None where nothing tells."""
    number = _UNSEEN.sub("", value).translate(_DASHES)
    for registry in REGISTRIES.values():
        if registry.prefix and number.upper().startswith(registry.prefix.upper()):
            return registry.name
    bare = tidy_number("EudraCT", number)
    if not re.fullmatch(r"[0-9]{4}-[0-9]+-[0-9]+(-[0-9]+)?", bare):
        return None
    # Since 2022 the middle of European numbers begins with 5, and a fourth part counts resubmissions.
    return "EUCT" if bare.count("-") == 3 or re.match(r"20[2-9][0-9]-5[0-9]{5}-", bare) else "EudraCT"


def number_url(registry: str, value: str) -> str:
    """The address of a trial in its registry, "" where there is none or the number has not the registry's form."""
    known = REGISTRIES.get(registry)
    return known.url.format(value) if known and known.url and known.holds(value) else ""
