"""The slip of the keyboard that would explain an estimate that does not fit its interval."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from .effect import Effect
from .printed import printed_text

FITTING_ASYMMETRY = 0.10


def likely_typing_error(effect: Effect) -> str:
    """Return a sentence that names the one slip that makes estimate and limits fit, or "".

    Tried in this order: two neighbouring digits swapped, decimal point moved, one digit wrong. The first kind of slip
    with any fit decides; when several numbers could have slipped in that way, nothing is named.
    """
    for slips in (swapped_digits, moved_points, wrong_digits):
        fits = [
            f"With {printed_text(meant)} instead of {printed_text(typed)} as the {noun} the numbers would fit."
            for noun, typed, put in _numbers(effect)
            for meant in slips(typed)
            if _fits(put(meant))
        ]
        if fits:
            return fits[0] if len(fits) == 1 else ""
    return ""


def _numbers(effect: Effect) -> Iterator[tuple[str, Decimal, Callable[[Decimal], Effect]]]:
    """Yield each printed number with its noun and the way to put another one in its place."""
    if effect.estimate is not None:
        yield "estimate", effect.estimate, lambda number: replace(effect, estimate=number)
    if effect.lower is not None:
        yield "lower limit", effect.lower, lambda number: replace(effect, lower=number)
    if effect.upper is not None:
        yield "upper limit", effect.upper, lambda number: replace(effect, upper=number)


def _fits(effect: Effect) -> bool:
    measured = effect.measured()
    if measured is None or not measured.lower <= measured.estimate <= measured.upper:
        return False
    return measured.asymmetry <= FITTING_ASYMMETRY


def swapped_digits(number: Decimal) -> Iterator[Decimal]:
    """Yield the number with each pair of neighbouring, different digits swapped; the decimal point keeps its place."""
    text = f"{number:f}"
    for first, second in pairwise(place for place, character in enumerate(text) if character.isdigit()):
        if text[first] != text[second]:
            characters = list(text)
            characters[first], characters[second] = characters[second], characters[first]
            yield Decimal("".join(characters))


def moved_points(number: Decimal) -> Iterator[Decimal]:
    """Yield the number with its decimal point one and two places to the left and to the right."""
    for places in (-2, -1, 1, 2):
        yield number.scaleb(places)


def wrong_digits(number: Decimal) -> Iterator[Decimal]:
    """Yield the number with each digit replaced by each other digit."""
    text = f"{number:f}"
    for place, character in enumerate(text):
        if character.isdigit():
            others = (digit for digit in "0123456789" if digit != character)
            yield from (Decimal(text[:place] + digit + text[place + 1 :]) for digit in others)
