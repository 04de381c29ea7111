"""References as RIS."""

import pytest

from articles.reference_export import write_ris
from tests.articles.reference_export.items import FACON, FDA, HOSTILE


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            FACON,
            [
                "TY  - JOUR", "ID  - imroz", "AU  - Facon, Thierry", "AU  - Leleu, Xavier P.",
                "TI  - Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma",
                "T2  - New England Journal of Medicine", "J2  - N Engl J Med", "PY  - 2024", "DA  - 2024/10//",
                "VL  - 391", "IS  - 17", "SP  - 1597", "EP  - 1609", "DO  - 10.1056/NEJMoa2400712", "AN  - 38832972",
                "N1  - The list of authors is cut short.", "ER  - ",
            ],
        ),
        (
            FDA,
            [
                "TY  - ELEC", "ID  - fda-isa", "AU  - U.S. Food and Drug Administration",
                "TI  - FDA approves isatuximab-irfc", "PY  - 2024", "DA  - 2024/09/20/",
                "UR  - https://www.fda.gov/x_y?a={b}", "Y2  - 2025/05/01/", "ER  - ",
            ],
        ),
        (
            HOSTILE,
            [
                "TY  - ABST", "ID  - evil key", "AU  - van de Donk, Niels, Jr", "AU  - de Other",
                "TI  - 50% of CD38+ cells & <script> TY - BOOK", "T2  - Blood_Book {2}", "SP  - S0140", "EP  - S0145",
                "M1  - LBA-1", "M3  - congress abstract", "ER  - ",
            ],
        ),
        ({"id": "x", "type": "book", "issued": {"date-parts": [[2020]]}}, ["TY  - BOOK", "ID  - x", "PY  - 2020", "DA  - 2020///", "ER  - "]),
    ],
    ids=["article", "webpage", "hostile", "bare"],
)  # fmt: skip
def test_record(item, expected):
    assert write_ris([item]).split("\r\n") == [*expected, ""]


def test_records_follow_each_other():
    assert write_ris([FACON, FDA]).count("ER  - \r\nTY  - ") == 1


def test_no_reference_is_an_empty_file():
    assert write_ris([]) == ""
