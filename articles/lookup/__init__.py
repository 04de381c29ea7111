"""References by DOI or PMID from the services that keep them. Asked by editors' pages and commands alone."""

from .identifiers import Identifier, read_identifiers, too_many
from .services import MOST_AT_ONCE, look_up

__all__ = ["MOST_AT_ONCE", "Identifier", "look_up", "read_identifiers", "too_many"]
