"""References from text: RIS, BibTeX, MEDLINE, CSL-JSON or an AMA list, as items that can be stored."""

import re
from collections.abc import Callable, Iterable, Iterator

from . import ama_line, bibtex, csl_json, medline, ris
from .reading import MOST_FAILURES, MOST_PROBLEMS, MOST_RECORDS, Draft, Problem, Reading, Understood
from .settling import settle

__all__ = ["MOST_RECORDS", "Draft", "Problem", "Reading", "Understood", "read_references", "settled"]

# The first pattern that the text matches names its format; what none of them knows is read as an AMA list.
_FORMATS: tuple[tuple[str, re.Pattern[str], Callable[[str], Iterator[Draft | Problem]]], ...] = (
    ("CSL-JSON", re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$))"), csl_json.read),
    ("BibTeX", re.compile(r"(?:.*\n)*?[ \t]*@[A-Za-z]+[ \t]*[{(]"), bibtex.read),
    ("MEDLINE", re.compile(r"(?:.*\n)*?PMID ?- ?[0-9]"), medline.read),
    ("RIS", re.compile(r"(?:.*\n)*?[ \t]*(?:TY {0,2}-|[A-Z][A-Z0-9] {2}- )"), ris.read),
    ("AMA list", re.compile(r""), ama_line.read),
)


def read_references(text: str) -> Reading:
    """What a pasted or uploaded text says, whatever it is; never raises.

    A record that cannot be read costs itself and a problem that names its line; the others stay.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        return Reading(problems=(Problem(None, "There is nothing to read. Paste references or choose a file."),))
    name, _pattern, read = next(one for one in _FORMATS if one[1].match(text))
    return settled(read(text), name)


def settled(found: Iterable[Draft | Problem], name: str) -> Reading:
    """The reading of what a format yields; records beyond the most that one import takes are left out."""
    records: list[Understood] = []
    problems: list[Problem] = []
    for one in found:
        if len(problems) >= MOST_FAILURES:
            problems.append(
                Problem(None, f"More than {MOST_FAILURES:,} remarks: from line {one.line} on nothing was read.")
            )
            break
        if isinstance(one, Problem):
            problems.append(one)
            continue
        if len(records) == MOST_RECORDS:
            told = f"At most {MOST_RECORDS} references are read at once. What begins here was left out: import it separately."
            problems.append(Problem(one.line, told))
            break
        record, faults = settle(one)
        problems += faults
        records += [record] if record else []
    problems.sort(key=lambda problem: problem.line or 0)
    if more := problems[MOST_PROBLEMS:]:
        problems = [*problems[:MOST_PROBLEMS], Problem(None, f"And {len(more):,} more remarks of this kind.")]
    return Reading(tuple(records), tuple(problems), name)
