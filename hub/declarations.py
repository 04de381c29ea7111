"""How long a declaration of interests counts."""

from datetime import date

VALID_DAYS = 366


def is_current(declared_on: date, on: date) -> bool:
    """Whether a declaration of that day still counts; one that lies ahead counts too."""
    return (on - declared_on).days <= VALID_DAYS
