"""A p value as printed, and what it says beside the interval of its effect."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

from ..findings import Finding
from .effect import MeasuredEffect
from .printed import printed, rounding_range
from .wording import OPERATOR_SIGNS, p_text

GAP_INFO = 0.25
GAP_INFO_SHARE = 0.1
GAP_WARNING = 1.0
GAP_SIGNIFICANCE = 0.05
ONE_SIDED_TOLERANCE = 0.25
TWO_SIDED_LOG_RATIO = 0.51
LARGE_P = 0.1
LARGE_P_DIFFERENCE = 0.1
UNINFORMATIVE_BOUND = Decimal("0.5")


@dataclass(frozen=True)
class PValue:
    """p as printed, its operator as one of < ≤ = ≥ >, and the sides of its test (None: not stated)."""

    value: Decimal
    operator: str
    sides: int | None

    @property
    def is_probability(self) -> bool:
        return 0 <= self.value <= 1

    @property
    def text(self) -> str:
        return p_text(self.operator, self.value)

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest p that print like this, within 0 and 1."""
        value = float(self.value)
        low, high = rounding_range(self.value)
        if self.operator in "<≤":
            return 0.0, value
        return (value, 1.0) if self.operator in ">≥" else (max(0.0, low), min(1.0, high))

    @property
    def z_range(self) -> tuple[float, float]:
        """Smallest and largest absolute z that give such a p; two-sided unless the test is stated as one-sided."""
        low, high = self.range
        if self.sides != 1:
            return _upper_quantile(high / 2), _upper_quantile(low / 2)
        least, most = _upper_quantile(high), _upper_quantile(low)
        if least <= 0 <= most:
            return 0.0, max(-least, most)
        return min(abs(least), abs(most)), max(abs(least), abs(most))

    def is_significant(self, alpha: float) -> bool | None:
        """Return whether p lies below alpha, None where the operator leaves it open."""
        value = float(self.value)
        if self.operator == "=":
            return value < alpha
        if self.operator in "<≤":
            return True if value < alpha or (value == alpha and self.operator == "<") else None
        return False if value >= alpha else None


def _upper_quantile(tail: float) -> float:
    """Return z with this probability above it; infinite at 0 and 1."""
    if tail <= 0:
        return math.inf
    return -math.inf if tail >= 1 else -NormalDist().inv_cdf(tail)


def read_p_value(p: str | None, operator: str, sides: int | None) -> PValue | None:
    """Return the p value from its printed text, None without one. Raises ValueError with a sentence."""
    if p is None:
        return None
    if operator not in OPERATOR_SIGNS:
        raise ValueError(f"“{operator}” is not an operator of a p value.")
    if sides not in (1, 2, None):
        raise ValueError(f"A test has 1 or 2 sides, not {sides}.")
    return PValue(printed(p), OPERATOR_SIGNS[operator], sides)


def format_findings(p: PValue) -> Iterator[Finding]:
    """Yield STAT-PFORMAT: p outside 0 to 1 (error), p of 0 and a bound too high to say anything (warnings)."""
    if not p.is_probability:
        yield Finding("STAT-PFORMAT", "error", f"{p.text}: a p value lies between 0 and 1.")
    elif p.value == 0:
        message = f"{p.text}: a p value is never 0; print an upper bound such as p < 0.001."
        yield Finding("STAT-PFORMAT", "warning", message)
    elif p.operator in "<≤" and p.value >= UNINFORMATIVE_BOUND:
        yield Finding("STAT-PFORMAT", "warning", f"{p.text} says next to nothing; check for a lost zero.")


def agreement_findings(measured: MeasuredEffect, p: PValue) -> Iterator[Finding]:
    """Yield STAT-PSIDES or STAT-PCI, and STAT-SIG, for a p value between 0 and 1.

    The p value and the interval each leave a range of z open; the gap is the distance between the two ranges. The
    limits come from simulated trials in which a stratified log-rank p stood beside a Cox interval.
    """
    gap = _gap(measured.z_range, p.z_range)
    if _fits_one_sided(measured, p):
        yield _one_sided_finding(measured, p)
    elif gap > max(GAP_INFO, GAP_INFO_SHARE * measured.z):
        yield Finding("STAT-PCI", "warning" if gap > GAP_WARNING else "info", _disagreement(measured, p))
    if gap > GAP_SIGNIFICANCE:
        yield from _significance_clash(measured, p)


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(0.0, one[0] - other[1], other[0] - one[1])


def _two_sided_p(measured: MeasuredEffect) -> float:
    return math.erfc(measured.z / math.sqrt(2))


def _fits_one_sided(measured: MeasuredEffect, p: PValue) -> bool:
    if p.sides is not None or p.operator != "=" or p.value <= 0:
        return False
    stated, two_sided = float(p.value), _two_sided_p(measured)
    if stated > LARGE_P:
        is_off = abs(stated - two_sided) > LARGE_P_DIFFERENCE
    else:
        is_off = two_sided <= 0 or abs(math.log(stated / two_sided)) > TWO_SIDED_LOG_RATIO
    tails = (two_sided / 2, 1 - two_sided / 2)
    return is_off and any(abs(stated - tail) <= ONE_SIDED_TOLERANCE * tail for tail in tails)


def _one_sided_finding(measured: MeasuredEffect, p: PValue) -> Finding:
    implied = _implied_text(_two_sided_p(measured))
    fit = f"{p.text} beside {measured.effect.text} fits a one-sided test (two-sided: {implied})"
    return Finding("STAT-PSIDES", "info", f"{fit}; state the sides of the test.")


def _disagreement(measured: MeasuredEffect, p: PValue) -> str:
    two_sided = _two_sided_p(measured)
    implied = (
        f"{_implied_text(two_sided / 2)} (one-sided)" if p.sides == 1 else f"{_implied_text(two_sided)} (two-sided)"
    )
    return (
        f"{p.text} does not fit {measured.effect.text}, which implies {implied}. "
        "Check the digits and the level of the interval; a log-rank p beside a Cox interval may also differ."
    )


def _significance_clash(measured: MeasuredEffect, p: PValue) -> Iterator[Finding]:
    alpha = float(100 - measured.level) / 100
    null = 1 if measured.effect.is_ratio else 0
    (lower_out, lower_in), (upper_in, upper_out) = rounding_range(measured.lower), rounding_range(measured.upper)
    includes_null, excludes_null = lower_in < null < upper_in, null < lower_out or upper_out < null
    significant = p.is_significant(alpha / 2 if p.sides == 1 else alpha)
    if (significant is True and includes_null) or (significant is False and excludes_null):
        verdict = f"includes {null} (no effect)" if includes_null else f"excludes {null} (no effect)"
        message = f"{p.text} contradicts {measured.effect.text}: the interval {verdict}."
        yield Finding("STAT-SIG", "warning", message)


def _implied_text(p: float) -> str:
    """Return "p = 0.00078": two significant digits, "p < 0.0001" below that."""
    if p < 0.0001:
        return p_text("<", "0.0001")
    decimals = 1 - math.floor(math.log10(p))
    return p_text("=", f"{p:.{decimals}f}")
