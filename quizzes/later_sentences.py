"""The plain sentences on what stayed weeks later. Pure."""

from __future__ import annotations

from hub.formats import percent, percent_interval, points, points_interval
from hub.shares import TOO_FEW, Share
from hub.stats import Interval

from .change import Direction, PairedChange, QuizChange, direction_of
from .later import LaterQuestion, LaterReport
from .score_sentences import contrasts_sentence

_VERB = {Direction.ROSE: "rose", Direction.FELL: "fell", Direction.UNCLEAR: "went"}


def returning_sentence(report: LaterReport) -> str:
    """Who came back, of whom, and when."""
    share = report.response
    said = (
        f"{share.count} of {share.n} learners who answered both times and had the time came back"
        f"{'' if share.estimate is None else f' ({share.percent})'}"
    )
    if report.days is not None:
        said += f", {report.days:.0f} days after reading (median)"
    if report.waiting:
        waiting = "1 learner" if report.waiting == 1 else f"{report.waiting} learners"
        said += f". {waiting} can still come until 84 days after reading"
    return f"{said}."


def retention_sentence(report: LaterReport) -> str:
    """What was right after reading and still is, over all questions."""
    kept = report.retention
    counts = f"{kept.share.count} of {kept.share.n}"
    if not kept.share.n:
        return "Nobody who came back had a correct answer after reading."
    if kept.estimate is None:
        return f"Of the answers that were correct after reading, {counts} were still correct weeks later; {TOO_FEW}."
    shown = percent(kept.estimate, kept.learners)
    limits = f", 95% CI {percent_interval(kept.interval, kept.learners)}" if kept.interval else ""
    return (
        f"Of the answers that were correct after reading, {counts} ({shown}{limits}) were still correct weeks later, among "
        f"{kept.learners} learners."
    )


def changes_sentence(report: LaterReport) -> str:
    """How correct answers moved since reading, and since before reading; empty where nobody answered three times."""
    if not report.since_reading.pairs.n:
        return ""
    return (
        f"{_change(report.since_reading, 'after reading')} {_change(report.since_before, 'before reading')} "
        "Answering the same questions again helps memory too, so these learners may have kept more than others."
    )


def retention_words(question: LaterQuestion) -> str:
    """Such as "80% (65 to 90)"; the counts below 20 learners; a dash where nobody was right after reading."""
    share = question.retention
    if not share.n:
        return "–"
    return f"{share.percent} ({share.limits})" if question.is_estimable else f"{share.count} of {share.n}"


def change_words(change: PairedChange) -> tuple[str, str]:
    """The change in points and its limits, both empty below 20 learners."""
    if change.estimate is None or change.interval is None:
        return "", ""
    return points(change.estimate, change.pairs.n), points_interval(change.interval, change.pairs.n)


def who_came_sentence(report: LaterReport) -> str:
    """Scores of who came back beside those of who did not; empty until they are compared."""
    if report.scores is None:
        return ""
    return contrasts_sentence(report.scores, "those who came back", "those who did not")


def _change(change: QuizChange, since: str) -> str:
    first, last = change.before, change.after
    if change.estimate is None:
        return f"Since {since}: {_count(first)} correct then, {_count(last)} weeks later; {TOO_FEW}."
    levels = f"from {first.percent} {since} to {last.percent} weeks later"
    moved = f"{points(change.estimate, change.learners)} points"
    if change.interval is None:
        return f"Correct answers went {levels}: {moved}."
    return f"Correct answers {_VERB[direction_of(change.interval)]} {levels}: {moved} ({_limits(change.interval, change)})."


def _limits(interval: Interval, change: QuizChange) -> str:
    return f"95% CI {points_interval(interval, change.learners)}"


def _count(share: Share) -> str:
    return f"{share.count} of {share.n}"
