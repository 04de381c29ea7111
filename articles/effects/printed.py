"""Printed numbers: their value, their precision, and the range of values that rounding could have hidden."""

import re
from decimal import Decimal

LONGEST_NUMBER = 30
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_POWER = re.compile(r"(?<=[0-9])\^([−–-]?[0-9]{1,2})(?![0-9])")
_RAISED = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_AFTER_SIGN = re.compile(r"^([+-])\s+")
# Minus sign, en dash, hyphen, non-breaking hyphen; middle dot and the dots that stand for it in pasted text.
_SAME_SIGN = str.maketrans({**dict.fromkeys("−–‐‑", "-"), **dict.fromkeys("·⋅∙•‧", ".")})


def printed(text: str | Decimal) -> Decimal:
    """Return the number with the decimal places it was printed with: "0.50" keeps two, "1e-05" is 0.00001.

    A decimal comma, a middle dot and the usual Unicode minus signs are read. Raises ValueError with a sentence when the
    text is not one finite number, or when a comma could separate thousands as well as decimals ("1,234").
    """
    if isinstance(text, Decimal) and text.is_finite():
        return text
    original = str(text)
    compact = _AFTER_SIGN.sub(r"\1", original.strip().translate(_SAME_SIGN))
    if len(compact) > LONGEST_NUMBER:
        raise ValueError(f"A number has at most {LONGEST_NUMBER} characters; this one has {len(compact)}.")
    if _THOUSANDS.fullmatch(compact):
        raise ValueError(
            f"“{original}” could mean thousands or decimals; write it with a decimal point and no separator."
        )
    if compact.count(",") == 1 and "." not in compact:
        compact = compact.replace(",", ".")
    if not _NUMBER.fullmatch(compact):
        raise ValueError(f"“{original}” is not a number.")
    return Decimal(compact)


def printed_text(number: str | Decimal) -> str:
    """Return the number in plain digits with its printed decimals, a decimal point and U+2212 as minus."""
    return f"{printed(number):f}".replace("-", "−")


def with_powers(text: str) -> str:
    """Return a plain label with its typed powers raised: "10^-5 by NGS" gives "10⁻⁵ by NGS"."""
    return _POWER.sub(lambda match: match[1].translate(_RAISED), text)


def half_unit(number: Decimal) -> float:
    """Return half a unit of the last printed digit: 0.005 for 0.57."""
    return 0.5 * 10.0 ** int(number.as_tuple().exponent)


def rounding_range(number: Decimal) -> tuple[float, float]:
    """Return the lowest and highest value that print as this number; above 0 at both ends for a positive number."""
    return float(number) - half_unit(number), float(number) + half_unit(number)
