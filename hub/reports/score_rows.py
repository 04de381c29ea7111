"""Quiz scores of two groups of learners as rows of a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.formats import points, points_interval
from quizzes.score_groups import ScoreContrast, ScoreContrasts
from quizzes.score_sentences import score_words


@dataclass(frozen=True)
class ScoreRow:
    """One phase of a quiz: scores of those who did something more and of those who did not, and the difference."""

    phase: str
    contrast: ScoreContrast
    did: str
    did_not: str
    difference: str
    limits: str


def score_rows(scores: ScoreContrasts) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(
            phase=phase,
            contrast=contrast,
            did=score_words(contrast.did),
            did_not=score_words(contrast.did_not),
            difference=points(contrast.estimate, contrast.learners),
            limits=points_interval(contrast.interval, contrast.learners) if contrast.interval else "",
        )
        for phase, contrast in ((_("Before reading"), scores.before), (_("After reading"), scores.after))
    )
