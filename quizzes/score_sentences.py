"""What the scores of two groups of learners allow to say. Pure."""

from __future__ import annotations

from hub.formats import percent, points, points_interval
from hub.shares import TOO_FEW

from .change import Direction, direction_of
from .score_groups import GroupScores, ScoreContrast, ScoreContrasts


def contrasts_sentence(contrasts: ScoreContrasts, did: str, did_not: str) -> str:
    """Before and after reading. did, did_not: the groups in words, such as "those who answered the survey"."""
    before = _sentence(contrasts.before, did, did_not)
    after = _sentence(contrasts.after, did, did_not)
    return f"Before reading, {before} After reading, {after}"


def score_words(scores: GroupScores) -> str:
    """Such as "62% (55 to 69)", the counts below 20 learners, or a dash without answers."""
    if not scores.learners:
        return "–"
    if scores.estimate is None:
        return f"{scores.share.count} of {scores.share.n}"
    return percent(scores.estimate, scores.learners)


def _sentence(contrast: ScoreContrast, did: str, did_not: str) -> str:
    said = f"{_answers(contrast.did)} of {did} were correct and {_answers(contrast.did_not)} of {did_not}"
    if contrast.estimate is None:
        return f"{said}; {TOO_FEW} of a difference."
    difference = f"{points(contrast.estimate, contrast.learners)} points"
    if contrast.interval is None:
        return f"{said}: {difference}."
    said = f"{said}: {difference} (95% CI {points_interval(contrast.interval, contrast.learners)})."
    if direction_of(contrast.interval) is Direction.UNCLEAR:
        return f"{said} The interval includes no difference."
    return said


def _answers(scores: GroupScores) -> str:
    if scores.estimate is None:
        return f"{scores.share.count} of the {scores.share.n} answers"
    return f"{percent(scores.estimate, scores.learners)} of the answers"
