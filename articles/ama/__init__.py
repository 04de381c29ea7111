"""Entries of a reference list in AMA style (11th edition), made from CSL-JSON items."""

from .entries import reference_html, reference_text
from .identifiers import doi_url, normalise_doi, normalise_pmid

__all__ = ["doi_url", "normalise_doi", "normalise_pmid", "reference_html", "reference_text"]
