"""Whether a reference is there already: by DOI, by PMID, or by a title that is nearly the same in the same year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..ama import normalise_doi, normalise_pmid
from ..csl import year_of
from .titles import MOST_EFFORT, Effort, bare_title, nearly_equal_to


@dataclass(frozen=True)
class Work:
    """What tells works apart. label: the citation key of a stored one, or the place of one in the same text."""

    label: str
    title: str
    year: str = ""
    doi: str = ""
    pmid: str = ""
    is_stored: bool = True


@dataclass(frozen=True)
class Duplicate:
    """The work that is there already. by: "DOI", "PMID" or "title"; by an identifier it is the same beyond doubt."""

    work: Work
    by: str

    @property
    def is_certain(self) -> bool:
        return self.by != "title"


def work_of(item: Mapping[str, Any], label: str, is_stored: bool = False) -> Work:
    """The work of a valid CSL-JSON item."""
    return Work(
        label=label,
        title=bare_title(str(item.get("title", ""))),
        year=year_of(item),
        doi=normalise_doi(item["DOI"]) if item.get("DOI") else "",
        pmid=normalise_pmid(str(item["PMID"])) if item.get("PMID") else "",
        is_stored=is_stored,
    )


def find_duplicates(works: Sequence[Work], stored: Iterable[Work]) -> list[Duplicate | None]:
    """For each work the stored one, or else the earlier one of the same text, that is the same; None for a new one."""
    known = _Known(stored)
    found: list[Duplicate | None] = []
    for work in works:
        duplicate = known.same_as(work)
        found.append(duplicate)
        known.add(work)
    return found


class _Known:
    """Works to compare with, by identifier and by year."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.by_doi: dict[str, Work] = {}
        self.by_pmid: dict[str, Work] = {}
        self.by_year: dict[str, list[Work]] = {}
        self.effort = Effort(MOST_EFFORT)
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        if work.doi:
            self.by_doi.setdefault(work.doi, work)
        if work.pmid:
            self.by_pmid.setdefault(work.pmid, work)
        self.by_year.setdefault(work.year, []).append(work)

    def same_as(self, work: Work) -> Duplicate | None:
        if same := self.by_doi.get(work.doi):
            return Duplicate(same, "DOI")
        if same := self.by_pmid.get(work.pmid):
            return Duplicate(same, "PMID")
        # One without a year is compared with all, and all are compared with those without one.
        groups = [self.by_year.get(work.year, []), self.by_year.get("", [])] if work.year else self.by_year.values()
        is_same_title = nearly_equal_to(work.title, self.effort)
        for other in (other for group in groups for other in group):
            if _may_be_one(work, other) and is_same_title(other.title):
                return Duplicate(other, "title")
        return None


def _may_be_one(work: Work, other: Work) -> bool:
    """Two DOIs, or two PMIDs, that differ make different works whatever their titles."""
    return not (work.doi and other.doi) and not (work.pmid and other.pmid)
