"""What a sentence may state of a trial, and what is known of the trial beforehand."""

from dataclasses import dataclass

from ..effects import effect_text, value_text


@dataclass(frozen=True)
class KnownEndpoint:
    """A stored endpoint: its key in the trial and its measure, such as "PFS"."""

    key: str
    measure: str


@dataclass(frozen=True)
class KnownArm:
    """A stored arm: its key in the trial and the names that a sentence may use for it."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ArmNumber:
    """The number of one arm. All numbers are texts with their printed decimals; None stands for what is not said.

    arm: key of the arm whose name stands beside the number, "" where none does. unit: "%", "months", "years", "weeks",
    "days". param_type: "median" or "".
    """

    value: str | None = None
    unit: str = ""
    not_reached: bool = False
    x: int | None = None
    n: int | None = None
    ci_lower: str | None = None
    ci_upper: str | None = None
    ci_pct: str | None = None
    param_type: str = ""
    arm: str = ""

    @property
    def needs_level(self) -> bool:
        return (self.ci_lower is not None or self.ci_upper is not None) and self.ci_pct is None

    @property
    def text(self) -> str:
        return value_text(
            self.value, self.unit, self.x, self.n, self.ci_lower, self.ci_upper, self.ci_pct, self.not_reached,
            self.param_type,
        )  # fmt: skip


@dataclass(frozen=True)
class Contrast:
    """The effect between arms. measure: HR, OR, RR, RATE_RATIO, RD, MD, RMSTD, or "none" for a p value alone.

    ci_pct is None where the sentence gives no level: it is then to be chosen, never 95 by default. p_op: < <= = >= >,
    "" without a p value. p_sides: 1, 2 or None where the sentence does not say.
    """

    measure: str = "none"
    value: str | None = None
    unit: str = ""
    ci_lower: str | None = None
    ci_upper: str | None = None
    ci_pct: str | None = None
    p_op: str = ""
    p_value: str | None = None
    p_sides: int | None = None

    @property
    def needs_level(self) -> bool:
        return (self.ci_lower is not None or self.ci_upper is not None) and self.ci_pct is None

    @property
    def text(self) -> str:
        return effect_text(
            self.measure, self.value, self.ci_lower, self.ci_upper, self.ci_pct, self.p_op or None, self.p_value,
            self.unit,
        )  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """One result that the sentence states: values of arms in reading order, a comparison, or both.

    endpoint: the measure in the trial's words where it is stored, else in those of the vocabulary, "" where the sentence
    names none. endpoint_key: key of the stored endpoint or "". time_point: such as "60 months".
    """

    endpoint: str = ""
    endpoint_key: str = ""
    time_point: str = ""
    values: tuple[ArmNumber, ...] = ()
    comparison: Contrast | None = None

    @property
    def needs_level(self) -> bool:
        """Whether an interval stands without its confidence level."""
        return any(value.needs_level for value in self.values) or bool(self.comparison and self.comparison.needs_level)

    @property
    def text(self) -> str:
        """The result on one line, such as "PFS, 60 months: 63.2% | 45.2%; HR 0.60 (98.5% CI 0.41–0.88; p < 0.001)"."""
        name = ", ".join(part for part in (self.endpoint, self.time_point) if part)
        values = " | ".join(value.text for value in self.values)
        numbers = "; ".join(part for part in (values, self.comparison.text if self.comparison else "") if part)
        return f"{name}: {numbers}" if name else numbers


@dataclass(frozen=True)
class FollowUpTime:
    """Median follow-up, such as 58.7 months."""

    value: str
    unit: str


@dataclass(frozen=True)
class Suggestion:
    """Everything read from one sentence. notes: English sentences on what to look at, such as a change in percent."""

    candidates: tuple[Candidate, ...] = ()
    follow_up: FollowUpTime | None = None
    notes: tuple[str, ...] = ()
