"""What an amount of money may look like, and what must never be written down beside it. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_WITHOUT_CENTS = frozenset({"CLP", "HUF", "ISK", "JPY", "KRW", "VND"})
"""Currencies in which nobody pays fractions of the unit (ISO 4217; the forint's are out of use)."""

_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def decimal_places(currency: str) -> int:
    """How many digits stand behind the point in amounts of this currency."""
    return 0 if currency in _WITHOUT_CENTS else 2


def printed(amount: Decimal, currency: str) -> str:
    """An amount with its currency, such as EUR 25.00 or JPY 3000."""
    return f"{currency} {amount:.{decimal_places(currency)}f}"


def holds_card_number(text: str) -> bool:
    """Whether 13 to 19 digits, spaced or not, pass the check of payment card numbers (Luhn, ISO/IEC 7812-1)."""
    return any(_passes_luhn(re.sub(r"\D", "", found)) for found in _DIGITS.findall(text))


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
