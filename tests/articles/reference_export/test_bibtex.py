"""References as BibTeX."""

import pytest

from articles.reference_export import write_bibtex
from tests.articles.reference_export.items import FACON, FDA, HOSTILE


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            FACON,
            """@article{imroz,
  author = {Facon, Thierry and Leleu, Xavier P. and others},
  title = {{Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma}},
  journal = {New England Journal of Medicine},
  year = {2024},
  volume = {391},
  number = {17},
  pages = {1597--1609},
  doi = {10.1056/NEJMoa2400712},
  pmid = {38832972},
  month = oct
}
""",
        ),
        (
            FDA,
            """@misc{fda-isa,
  author = {{U.S. Food and Drug Administration}},
  title = {{FDA approves isatuximab-irfc}},
  year = {2024},
  url = {https://www.fda.gov/x_y?a=%7Bb%7D},
  urldate = {2025-05-01},
  month = sep
}
""",
        ),
        (
            HOSTILE,
            r"""@misc{evilkey,
  author = {van de Donk, Jr, Niels and de Other},
  title = {{50\% of CD38\textsuperscript{+} cells \& <script> TY - BOOK}},
  howpublished = {Blood\_Book \{2\}},
  number = {LBA-1},
  pages = {S0140--S0145},
  note = {congress abstract}
}
""",
        ),
    ],
    ids=["article", "webpage", "hostile"],
)
def test_entry(item, expected):
    assert write_bibtex([item]) == expected


def test_entries_are_set_apart():
    assert write_bibtex([FACON, FDA]).count("\n}\n\n@misc{") == 1
