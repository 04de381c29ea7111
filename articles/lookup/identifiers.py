"""DOIs and PMIDs as somebody types them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..ama.identifiers import bare_doi, normalise_pmid
from ..reference_import import Problem


@dataclass(frozen=True)
class Identifier:
    """A DOI as it is written, or a PMID as digits."""

    kind: Literal["DOI", "PMID"]
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


def read_identifiers(text: str) -> tuple[list[Identifier], list[Problem]]:
    """The identifiers between blanks, commas and semicolons, each once; and a sentence for each word that is none."""
    found: dict[Identifier, None] = {}
    problems = []
    joined = re.sub(r"\b(doi|pmid)\s*:?\s+(?=[0-9])", r"\1:", text, flags=re.IGNORECASE)
    for word in re.split(r"[\s;]+|,(?=\s|$)|,(?=10\.|[0-9]+(?:,|$))", joined):
        if not (bare := word.strip(".,;")):
            continue
        try:
            found[_identifier(bare)] = None
        except ValueError:
            problems.append(
                Problem(
                    None,
                    f"“{bare[:60]}” is neither a DOI such as 10.1056/NEJMoa2400712 nor a PMID of at most 8 digits.",
                )
            )
    return list(found), problems


def _identifier(word: str) -> Identifier:
    """Raises ValueError for anything else."""
    try:
        return Identifier("PMID", normalise_pmid(word))
    except ValueError:
        return Identifier("DOI", bare_doi(word))


def too_many(left_out: Sequence[Identifier]) -> tuple[Problem, ...]:
    """A sentence for each identifier beyond those that are asked for at once."""
    return tuple(Problem(None, "Not asked: too many at once. Ask for it next.", str(one)) for one in left_out)
