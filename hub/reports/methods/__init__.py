"""The methods page: how every number of a report is computed, with an example computed as the page is made."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.charts import DumbbellRow, Svg, dumbbell, estimate_of
from hub.formats import points, points_interval
from hub.stats import Pairs
from quizzes.change import PairedChange
from quizzes.sentences import change_sentence, p_sentence

from ..quadrants import Quadrant, quadrant_chart, quadrants
from . import change, quizzes, words
from .sections import Section

EXAMPLE = Pairs(retained=32, unlearned=8, learned=33, never=27)
"""A made-up question: of 100 learners 40 were right before and 65 after."""


@dataclass(frozen=True)
class Example:
    """The worked example: its change, the sentence and charts that a report would show, and the steps to the numbers."""

    change: PairedChange
    sentence: str
    p_sentence: str
    quadrants: tuple[Quadrant, ...]
    quadrant_chart: Svg
    chart: Svg
    points: str
    limits: str


@dataclass(frozen=True)
class MethodsPage:
    """thresholds: what is shown, and from when on. sections come in reading order around the example."""

    example: Example
    sections: tuple[Section, ...]
    thresholds: tuple[tuple[str, str], ...]
    closing: tuple[Section, ...]
    sources: tuple[str, ...]


def methods_page() -> MethodsPage:
    return MethodsPage(
        example=worked_example(EXAMPLE),
        sections=(
            change.who_counts(),
            change.change_of_a_question(),
            change.effect_sizes(),
            change.options(),
            quizzes.several_questions(),
            quizzes.items(),
            quizzes.confidence(),
            quizzes.surveys(),
        ),
        thresholds=words.thresholds(),
        closing=(words.left_out(), words.limits(), words.glossary()),
        sources=words.SOURCES,
    )


def worked_example(pairs: Pairs) -> Example:
    """Raises ValueError below 20 learners, of whom no report says more than counts."""
    found = PairedChange(pairs)
    if found.estimate is None or found.interval is None:
        raise ValueError(f"the example needs at least 20 learners, got {pairs.n}")
    parts = quadrants(pairs)
    moved = points(found.estimate, pairs.n)
    limits = points_interval(found.interval, pairs.n)
    return Example(
        change=found,
        sentence=change_sentence(found),
        p_sentence=p_sentence(found, 1),
        quadrants=parts,
        quadrant_chart=quadrant_chart(parts, name="example-moves"),
        chart=dumbbell(
            [DumbbellRow(_("Example"), estimate_of(found.before), estimate_of(found.after), f"{moved} ({limits})")],
            name="example-change",
            title=_("Correct answers before and after reading in the example"),
            desc=_("The same numbers stand in the table below."),
            heading=_("change, points (95% CI)"),
        ),
        points=moved,
        limits=limits,
    )
