"""DOI, PMID and PMCID: their stored forms and their addresses."""

import re
from urllib.parse import quote, unquote

_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"doi\s*:?\s*(?=10\.)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_PMID_PREFIX = re.compile(
    r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)|pmid\s*:?\s*", re.IGNORECASE
)
_PMCID = re.compile(r"(?:pmc)?([1-9][0-9]{0,8})", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """Return the DOI as typed without label or address; raises ValueError as `normalise_doi` does."""
    doi = text.strip()
    if address := _DOI_ADDRESS.match(doi):
        doi = unquote(doi[address.end() :])
    doi = _DOI_LABEL.sub("", doi, count=1) if _DOI_LABEL.match(doi) else doi
    if not _DOI.fullmatch(doi):
        raise ValueError(f"“{text.strip()}” is not a DOI; a DOI looks like 10.1056/NEJMoa2400712.")
    if doi.endswith("."):
        raise ValueError(f"The DOI “{doi}” ends with a full stop, which is not part of it.")
    return doi


def normalise_doi(text: str) -> str:
    """Return the DOI in lower case without "doi:" or the address of its resolver.

    Raises ValueError with a sentence when the text is not 10.NNNN/… or ends with a full stop.
    """
    return bare_doi(text).lower()


def doi_url(doi: str) -> str:
    """Return the resolver's address; parentheses and angle brackets, which occur in DOIs, are percent-encoded."""
    return "https://doi.org/" + quote(doi, safe="/")


def normalise_pmid(text: str) -> str:
    """Return the PubMed number as digits, without label or address. Raises ValueError with a sentence."""
    number = text.strip()
    if prefix := _PMID_PREFIX.match(number):
        number = number[prefix.end() :].rstrip("/")
    if not re.fullmatch(r"[1-9][0-9]{0,7}", number):
        raise ValueError(f"“{text.strip()}” is not a PMID; a PMID is a number of at most 8 digits.")
    return number


def pubmed_url(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def normalise_pmcid(text: str) -> str:
    """Return the PubMed Central number as "PMC" and digits. Raises ValueError with a sentence."""
    match = _PMCID.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text.strip()}” is not a PMCID; a PMCID looks like PMC8754321.")
    return f"PMC{match[1]}"


def pmc_url(pmcid: str) -> str:
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
