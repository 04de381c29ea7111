"""One effect estimate as printed, and its position on the scale on which its interval is symmetrical."""

import math
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

from .printed import printed, printed_text, rounding_range
from .wording import effect_text

RATIOS = frozenset({"HR", "OR", "RR", "RATE_RATIO"})
DIFFERENCES = frozenset({"RD", "MD", "RMSTD"})
LOWEST_LEVEL = Decimal(50)
HIGHEST_LEVEL = Decimal("99.99")


@dataclass(frozen=True)
class Effect:
    """Estimate and limits as printed; level is the percentage of the interval. None stands for what was not given."""

    kind: str
    estimate: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    level: Decimal | None

    @property
    def is_ratio(self) -> bool:
        return self.kind in RATIOS

    @property
    def has_usable_level(self) -> bool:
        return self.level is not None and LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL

    @property
    def text(self) -> str:
        return effect_text(self.kind, self.estimate, self.lower, self.upper, self.level)

    @property
    def name(self) -> str:
        """The estimate alone at the beginning of a sentence, such as "HR 0.57"."""
        text = effect_text(self.kind, self.estimate, None, None, None)
        return text[:1].upper() + text[1:]

    def measured(self) -> "MeasuredEffect | None":
        """Return the effect for measuring; None unless all is given, in order and possible, and a width is left.

        Long numbers can differ in their last digits only, and are then equal as floating-point numbers: no width.
        """
        if self.estimate is None or self.lower is None or self.upper is None or self.level is None:
            return None
        if not self.has_usable_level:
            return None
        if self.lower >= self.upper or (self.is_ratio and min(self.lower, self.estimate) <= 0):
            return None
        effect = MeasuredEffect(self, self.estimate, self.lower, self.upper, self.level)
        return effect if effect.standard_error > 0 else None


@dataclass(frozen=True)
class MeasuredEffect:
    """An effect with everything needed to measure it; made by `Effect.measured`.

    The scale is the natural logarithm for ratios and the number itself for differences; no effect is 0 on it.
    """

    effect: Effect
    estimate: Decimal
    lower: Decimal
    upper: Decimal
    level: Decimal

    def scaled(self, value: float) -> float:
        return math.log(value) if self.effect.is_ratio else value

    def scaled_range(self, number: Decimal) -> tuple[float, float]:
        """Return the ends of the number's rounding range on the scale."""
        low, high = rounding_range(number)
        return self.scaled(low), self.scaled(high)

    @property
    def widths(self) -> float:
        """Standard errors in one interval width: 3.92 at a level of 95."""
        return 2 * NormalDist().inv_cdf(0.5 + float(self.level) / 200)

    @property
    def standard_error(self) -> float:
        return (self.scaled(float(self.upper)) - self.scaled(float(self.lower))) / self.widths

    @property
    def z(self) -> float:
        """Distance of the printed estimate from no effect, in standard errors."""
        return abs(self.scaled(float(self.estimate))) / self.standard_error

    @property
    def z_range(self) -> tuple[float, float]:
        """Smallest and largest z that the rounding of estimate and limits leaves open."""
        low, high = self.scaled_range(self.estimate)
        (lower_out, lower_in), (upper_in, upper_out) = self.scaled_range(self.lower), self.scaled_range(self.upper)
        nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        farthest = max(abs(low), abs(high))
        widest, narrowest = upper_out - lower_out, upper_in - lower_in
        return nearest * self.widths / widest, farthest * self.widths / narrowest if narrowest > 0 else math.inf

    @property
    def asymmetry(self) -> float:
        """Distance of the estimate from the middle of its interval, in standard errors, less what rounding explains."""
        (low, high), (lower_low, lower_high), (upper_low, upper_high) = (
            self.scaled_range(number) for number in (self.estimate, self.lower, self.upper)
        )
        least, most = low - (lower_high + upper_high) / 2, high - (lower_low + upper_low) / 2
        return max(0.0, least, -most) / self.standard_error

    @property
    def middle(self) -> Decimal:
        """The value in the middle of the interval on the scale, with the decimals of the estimate."""
        is_ratio = self.effect.is_ratio
        middle = math.sqrt(self.lower * self.upper) if is_ratio else float(self.lower + self.upper) / 2
        return Decimal(f"{middle:.{max(0, -int(self.estimate.as_tuple().exponent))}f}")

    @property
    def limits(self) -> str:
        """The limits in words, such as "0.41 to 0.79"."""
        return f"{printed_text(self.lower)} to {printed_text(self.upper)}"


def read_effect(kind: str, estimate: str | None, lower: str | None, upper: str | None, level: str | None) -> Effect:
    """Return the effect from printed texts.

    Raises ValueError with a sentence for an unknown kind and for text that is not a number.
    """
    if kind not in RATIOS | DIFFERENCES:
        raise ValueError(f"“{kind}” is not a known effect measure.")
    return Effect(kind, *(None if text is None else printed(text) for text in (estimate, lower, upper, level)))
