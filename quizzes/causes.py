"""Why a question may not teach or measure what it should: causes, each with its numbers in one sentence. Pure.

A cause is named only where enough learners answered: 20 for a proportion or a change, 50 where a share of 5% or the
absence of a change is judged. Limits: measurement of items before reading (85% and more right: nothing left to learn;
a wrong option below 5%: it distracts nobody), after reading (below 60% right: the gap persists), and of matched
learners (more than 10% right and then wrong). One cause may be all there is behind another one, see `EXPLAINS`; then
the other one is not named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from hub.formats import points, points_interval
from hub.shares import FEWEST_FOR_ESTIMATE, Share
from hub.stats import benjamini_hochberg, equal_proportions_p, net_agreement, newcombe_independent

from .analysis import OptionUse, QuestionReport
from .change import Direction

CEILING = 0.85
GAP = 0.6
UNLEARNED = 0.1
LANGUAGE_POINTS = 0.15
FALSE_DISCOVERIES = 0.05
FEW_READS = 0.5
FEWEST_FOR_NO_GAIN = 50
"""With fewer learners nearly every interval includes no change, whatever the question."""


class Cause(Enum):
    """What may be wrong, the gravest first: wrong numbers, then harm to readers, then no learning, then a blunt question."""

    MISKEY = "miskey"
    REVERSAL = "reversal"
    LANGUAGE = "language"
    UNLEARNED = "unlearned"
    GAP = "gap"
    NO_GAIN = "no-gain"
    LOW_READERS = "low-readers"
    CEILING = "ceiling"
    DEAD_DISTRACTOR = "dead-distractor"

    @property
    def severity(self) -> int:
        """0 for the gravest."""
        return list(Cause).index(self)


EXPLAINS = {
    # With the wrong key all that is counted by the key says the opposite of what happened.
    Cause.MISKEY: frozenset({Cause.REVERSAL, Cause.UNLEARNED, Cause.GAP, Cause.NO_GAIN}),
    Cause.REVERSAL: frozenset({Cause.UNLEARNED, Cause.NO_GAIN}),
    # Where nearly everybody is right, few are left to choose wrong options.
    Cause.CEILING: frozenset({Cause.NO_GAIN, Cause.DEAD_DISTRACTOR}),
}
"""By cause: the causes that follow from it and are not named beside it."""


@dataclass(frozen=True)
class LanguageFacility:
    """Right answers before reading in one language. name: as the sentence writes it."""

    code: str
    name: str
    before: Share


@dataclass(frozen=True)
class Reading:
    """How far an article was read since it is counted: page loads that reached its end, and learners who answered before.

    reads count page loads of anybody, so no more than `reads` of those learners can have read to the end.
    """

    reads: int
    answered_before: int


@dataclass(frozen=True)
class CauseFound:
    """A cause with its sentence. size: share of the question's learners whom it affects, 0 to 1; see `affected`.

    is_clear: whether the numbers alone could hardly have come about by chance; only a reversal may be unclear.
    """

    cause: Cause
    sentence: str
    size: float
    is_clear: bool = True


def learners_of(report: QuestionReport) -> int:
    """Learners who answered the question before reading, after it, or both."""
    return report.before.n + report.exclusions.after_only


def affected(report: QuestionReport, found: CauseFound) -> int:
    """Learners affected: those who answered the question, times the share of them to whom it happened, rounded up.

    That share is, by cause: miskey, chose the favoured wrong option after reading; reversal and unlearned, went from
    right to wrong; gap, wrong after reading; no gain, wrong both times; low readers, cannot have read to the end;
    language, answered in that language times the points it lies below the others; ceiling, right before reading beyond
    85%; dead distractor, right by guessing more often than if every option distracted.
    """
    return max(1, ceil(round(learners_of(report) * found.size, 6)))


def causes_of(
    report: QuestionReport, languages: Sequence[LanguageFacility] = (), reading: Reading | None = None
) -> tuple[CauseFound, ...]:
    """The causes of one series, clear ones first, each group by severity; none for a question that is no longer asked.

    languages: of its answers before reading. reading: of the article, None where it is not known.
    """
    if report.is_withdrawn:
        return ()
    named = [
        *_miskey(report),
        *_reversal(report),
        *_languages(languages, report),
        *_unlearned(report),
        *_gap(report),
        *_no_gain(report),
        *_low_readers(report, reading),
        *_ceiling(report),
        *_dead_distractors(report),
    ]
    explained = {other for one in named for other in EXPLAINS.get(one.cause, ())}
    kept = [one for one in named if one.cause not in explained]
    return tuple(sorted(kept, key=lambda one: (not one.is_clear, one.cause.severity)))


def _miskey(report: QuestionReport) -> Iterator[CauseFound]:
    """One wrong option was chosen more often than the key after reading, beyond chance."""
    key = next((use for use in report.options if use.option.is_key), None)
    wrong = _distractors(report)
    if key is None or not wrong or report.after.n < FEWEST_FOR_ESTIMATE:
        return
    favourite = max(wrong, key=lambda use: use.after.count)
    ahead, behind, n = favourite.after.count, key.after.count, report.after.n
    if ahead <= behind:
        return
    lead = net_agreement(ahead, n - ahead - behind, behind)
    # Without an interval all chose that one option.
    if lead and (lead.interval is None or lead.interval.lower > 0):
        yield CauseFound(
            Cause.MISKEY,
            f"After reading, {ahead} of {n} learners chose {_named(favourite)} and {behind} chose the key, "
            f"{_named(key)}: is the key right?",
            ahead / n,
        )


def _reversal(report: QuestionReport) -> Iterator[CauseFound]:
    change, pairs = report.change, report.change.pairs
    if change.interval is None or pairs.unlearned <= pairs.learned:
        return
    is_clear = change.direction is Direction.FELL
    ending = "" if is_clear else " The interval includes no change, so this may be chance."
    yield CauseFound(
        Cause.REVERSAL,
        f"Of {pairs.n} learners who answered both times, {pairs.unlearned} went from right to wrong and {pairs.learned} "
        f"from wrong to right: {_change(report)}.{ending}",
        pairs.unlearned / pairs.n,
        is_clear,
    )


def _unlearned(report: QuestionReport) -> Iterator[CauseFound]:
    pairs = report.change.pairs
    if report.change.is_estimable and pairs.unlearned > UNLEARNED * pairs.n:
        share = Share(pairs.unlearned, pairs.n)
        yield CauseFound(
            Cause.UNLEARNED,
            f"{share.count} of {share.n} learners who answered both times ({share.percent}) were right before reading and "
            "wrong after.",
            pairs.unlearned / pairs.n,
        )


def _gap(report: QuestionReport) -> Iterator[CauseFound]:
    after = report.after
    if after.n >= FEWEST_FOR_ESTIMATE and after.count < GAP * after.n:
        yield CauseFound(
            Cause.GAP,
            f"After reading, {after.count} of {after.n} answers were right: {after.in_words}.",
            1 - after.count / after.n,
        )


def _no_gain(report: QuestionReport) -> Iterator[CauseFound]:
    pairs = report.change.pairs
    if pairs.n >= FEWEST_FOR_NO_GAIN and report.change.direction is Direction.UNCLEAR:
        yield CauseFound(
            Cause.NO_GAIN,
            f"Among {pairs.n} learners who answered both times the change is {_change(report)}. The interval includes no "
            "change.",
            pairs.never / pairs.n,
        )


def _low_readers(report: QuestionReport, reading: Reading | None) -> Iterator[CauseFound]:
    """Only where the question does not show that readers learned: what is not read cannot teach."""
    if reading is None or reading.answered_before < FEWEST_FOR_ESTIMATE:
        return
    has_taught = report.change.direction is Direction.ROSE and not any(_gap(report))
    if not has_taught and reading.reads < FEW_READS * reading.answered_before:
        missing = 1 - reading.reads / reading.answered_before
        yield CauseFound(
            Cause.LOW_READERS,
            f"The article was read to its end {_times(reading.reads)}, while {reading.answered_before} learners answered "
            "before reading: most of them cannot have read it.",
            missing,
        )


def _ceiling(report: QuestionReport) -> Iterator[CauseFound]:
    before = report.before
    if before.n >= FEWEST_FOR_ESTIMATE and before.count >= CEILING * before.n:
        yield CauseFound(
            Cause.CEILING,
            f"Before reading, {before.count} of {before.n} answers were right already: {before.in_words}. Hardly anybody "
            "can learn from it.",
            before.count / before.n - CEILING,
        )


def _dead_distractors(report: QuestionReport) -> Iterator[CauseFound]:
    dead = [use for use in report.options if use.is_nonfunctional]
    if not dead:
        return
    listed = ", ".join(f"{_named(use)} ({use.before.count})" for use in dead)
    whom = "it distracts nobody" if len(dead) == 1 else "they distract nobody"
    yield CauseFound(
        Cause.DEAD_DISTRACTOR,
        f"Fewer than 5% of {report.before.n} learners chose {listed} before reading: {whom}.",
        1 / (report.n_choices - len(dead)) - 1 / report.n_choices,
    )


def _languages(languages: Sequence[LanguageFacility], report: QuestionReport) -> Iterator[CauseFound]:
    """Languages whose learners were right less often before reading than those of all the others together.

    Each language with 20 learners is compared with the rest: score test, adjusted for the languages of this question
    by Benjamini and Hochberg; Newcombe's interval excludes 0; and the difference is 15 points at least.
    """
    right, n = sum(one.before.count for one in languages), sum(one.before.n for one in languages)
    compared = [
        (one, Share(right - one.before.count, n - one.before.n))
        for one in languages
        if min(one.before.n, n - one.before.n) >= FEWEST_FOR_ESTIMATE
    ]
    p_values = [equal_proportions_p(one.before.count, one.before.n, rest.count, rest.n) for one, rest in compared]
    for (one, rest), p in zip(compared, benjamini_hochberg(p_values), strict=True):
        interval = newcombe_independent(one.before.count, one.before.n, rest.count, rest.n)
        difference = one.before.count / one.before.n - rest.count / rest.n
        if interval and p <= FALSE_DISCOVERIES and interval.upper < 0 and difference <= -LANGUAGE_POINTS:
            fewest = min(one.before.n, rest.n)
            yield CauseFound(
                Cause.LANGUAGE,
                f"Before reading, {one.before.percent} of {one.before.n} answers in {one.name} were right and "
                f"{rest.percent} of {rest.n} in other languages: {points(difference, fewest)} points "
                f"(95% CI {points_interval(interval, fewest)}). Is it translated well?",
                min(1.0, -difference * one.before.n / n),
            )


def _distractors(report: QuestionReport) -> list[OptionUse]:
    return [use for use in report.options if use.option.slot is not None and not use.option.is_key]


def _change(report: QuestionReport) -> str:
    change, n = report.change, report.change.pairs.n
    return f"{points(change.estimate, n)} points (95% CI {points_interval(change.interval, n)})"


def _named(use: OptionUse) -> str:
    return f"{use.option.letter} “{use.option.text}”"


def _times(n: int) -> str:
    return {0: "not once", 1: "once"}.get(n, f"{n} times")
