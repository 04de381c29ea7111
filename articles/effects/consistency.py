"""Checks of one effect estimate against its interval and its p value, from the printed digits alone."""

from collections.abc import Iterator
from dataclasses import replace

from ..findings import Finding
from .effect import Effect, MeasuredEffect, read_effect
from .p_values import agreement_findings, format_findings, read_p_value
from .printed import printed_text
from .typing_errors import likely_typing_error

SYMMETRY_INFO = 0.10
SYMMETRY_WARNING = 0.50


def check_effect(
    kind: str,
    estimate: str | None,
    lower: str | None,
    upper: str | None,
    level: str | None,
    p: str | None = None,
    p_operator: str = "=",
    sides: int | None = 2,
) -> list[Finding]:
    """Return what does not fit in one printed effect estimate; an empty list when all does.

    kind: HR, OR, RR, RATE_RATIO (checked on the log scale), RD, MD, RMSTD, or "none" for a p value alone. Numbers are
    the printed texts, since their decimals say what rounding may hide; level is a percentage such as "98.5". A limit
    that is None was not reached, and then position and p value are not compared. p_operator: < <= = >= >. sides of the
    test: 1, 2, or None when the source does not say. Raises ValueError with a sentence for an unknown kind or operator
    and for text that is not a number.

    Rules: STAT-OUT, STAT-CILEVEL, STAT-PFORMAT, STAT-ASYM (ratios) and STAT-ASYMADD (differences), STAT-PCI,
    STAT-PSIDES, STAT-SIG. An info on symmetry and one on the p value together make the latter a warning.
    """
    p_value = read_p_value(p, p_operator, sides)
    p_format = list(format_findings(p_value)) if p_value else []
    if kind == "none":
        return p_format
    effect = read_effect(kind, estimate, lower, upper, level)
    impossible = [*order_findings(effect), *level_findings(effect)]
    measured = effect.measured()
    if impossible or not measured:
        return [*impossible, *p_format]
    symmetry = list(symmetry_findings(measured))
    agreement = list(agreement_findings(measured, p_value)) if p_value and p_value.is_probability else []
    if any(finding.severity == "info" for finding in symmetry):
        agreement = [_raised(finding) for finding in agreement]
    return [*p_format, *symmetry, *agreement]


def order_findings(effect: Effect) -> Iterator[Finding]:
    """Yield STAT-OUT errors: a ratio not above 0, limits in the wrong order, an estimate outside its limits."""
    numbers = [number for number in (effect.estimate, effect.lower, effect.upper) if number is not None]
    not_positive = [number for number in numbers if number <= 0] if effect.is_ratio else []
    if not_positive:
        listed = ", ".join(printed_text(number) for number in not_positive)
        yield Finding("STAT-OUT", "error", f"A ratio and its limits are greater than 0; {effect.text} has {listed}.")
        return
    lower, estimate, upper = effect.lower, effect.estimate, effect.upper
    if lower is not None and upper is not None and lower >= upper:
        message = f"The lower limit {printed_text(lower)} is not below the upper limit {printed_text(upper)}."
        yield Finding("STAT-OUT", "error", message)
        return
    is_below = lower is not None and estimate is not None and estimate < lower
    is_above = upper is not None and estimate is not None and estimate > upper
    if is_below or is_above:
        message = f"{effect.name} lies outside its interval: {effect.text}."
        yield Finding("STAT-OUT", "error", _with_likely_slip(message, effect))


def level_findings(effect: Effect) -> Iterator[Finding]:
    """Yield STAT-CILEVEL: an interval without its level, or a level that is no percentage from 50 to 99.99."""
    has_interval = effect.lower is not None or effect.upper is not None
    if has_interval and effect.level is None:
        yield Finding("STAT-CILEVEL", "error", f"{effect.text}: the interval has no level; it is not always 95%.")
    elif effect.level is not None and not effect.has_usable_level:
        message = f"{printed_text(effect.level)} is not the level of an interval; write a percentage such as 95."
        yield Finding("STAT-CILEVEL", "error", message)


def symmetry_findings(measured: MeasuredEffect) -> Iterator[Finding]:
    """Yield STAT-ASYM or STAT-ASYMADD where more than rounding keeps the estimate from the middle of its interval."""
    off, effect = measured.asymmetry, measured.effect
    if off <= SYMMETRY_INFO:
        return
    rule, scale = ("STAT-ASYM", " on the log scale") if effect.is_ratio else ("STAT-ASYMADD", "")
    message = (
        f"{effect.name} does not sit in the middle of {measured.limits}: "
        f"the middle{scale} is {printed_text(measured.middle)}, {off:.2f} standard errors away."
    )
    if off > SYMMETRY_WARNING:
        yield Finding(rule, "warning", _with_likely_slip(message, effect))
    else:
        yield Finding(rule, "info", f"{message} Exact and profile intervals may do this.")


def _with_likely_slip(message: str, effect: Effect) -> str:
    return f"{message} {likely_typing_error(effect)}".rstrip()


def _raised(finding: Finding) -> Finding:
    if finding.rule != "STAT-PCI" or finding.severity != "info":
        return finding
    return replace(finding, severity="warning", message=f"{finding.message} The interval is lopsided as well.")
