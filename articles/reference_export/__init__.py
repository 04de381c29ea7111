"""References as files that reference managers read: RIS, BibTeX and CSL-JSON. Pure.

Each writer takes CSL-JSON items in the order of the printed list and returns the whole file as text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .bibtex import write_bibtex
from .csl_json import write_csl_json
from .ris import write_ris

__all__ = ["FORMATS", "Format", "write_bibtex", "write_csl_json", "write_ris"]


@dataclass(frozen=True)
class Format:
    """A file format. name: as reference managers call it."""

    name: str
    content_type: str
    write: Callable[[Sequence[Mapping[str, Any]]], str]


# By the ending of the file's name.
FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", write_ris),
    "bib": Format("BibTeX", "application/x-bibtex", write_bibtex),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", write_csl_json),
}
