"""References of several kinds, from real works."""

FACON = {
    "id": "imroz",
    "type": "article-journal",
    "title": "Isatuximab, bortezomib, lenalidomide, and dexamethasone for multiple myeloma",
    "author": [{"family": "Facon", "given": "Thierry"}, {"family": "Leleu", "given": "Xavier P."}, {"literal": "et al"}],
    "container-title-short": "N Engl J Med",
    "container-title": "New England Journal of Medicine",
    "issued": {"date-parts": [[2024, 10]]},
    "volume": "391",
    "issue": "17",
    "page": "1597-1609",
    "DOI": "10.1056/NEJMoa2400712",
    "PMID": "38832972",
}  # fmt: skip
FDA = {
    "id": "fda-isa",
    "type": "webpage",
    "title": "FDA approves isatuximab-irfc",
    "author": [{"literal": "U.S. Food and Drug Administration"}],
    "issued": {"date-parts": [[2024, 9, 20]]},
    "URL": "https://www.fda.gov/x_y?a={b}",
    "accessed": {"date-parts": [[2025, 5, 1]]},
}
HOSTILE = {
    "id": "evil key",
    "type": "chapter",
    "title": "50% of CD38<sup>+</sup> cells & <script>\r\nTY  - BOOK",
    "author": [{"family": "van de Donk", "given": "Niels", "suffix": "Jr"}, {"family": "Other", "non-dropping-particle": "de"}],
    "container-title": "Blood_Book {2}",
    "page": "S0140–S0145",
    "genre": "congress abstract",
    "number": "LBA-1",
}  # fmt: skip
