"""The plain sentence under each figure of a quiz report. Pure.

Verbs come from the 95% interval alone: "rose" and "fell" only where it lies on one side of zero. Below 20 learners a
sentence gives counts and says "too few for an estimate". "After" means after reading, never because of it.
"""

from __future__ import annotations

from hub.formats import p_value, points, points_interval
from hub.shares import TOO_FEW, Share
from hub.stats import Interval

from .analysis import QuestionReport, QuizLearners, QuizReport
from .change import Direction, PairedChange, QuizChange, direction_of

_VERB = {Direction.ROSE: "rose", Direction.FELL: "fell", Direction.UNCLEAR: "went"}


def change_sentence(change: PairedChange) -> str:
    """What became of the matched learners of one question."""
    n = change.pairs.n
    if n == 0:
        return "Nobody has answered this question both times yet."
    if change.interval is None:
        return _counts(f"{_learners(n)} answered both times", change.before, change.after)
    return (
        f"Correct answers {_VERB[direction_of(change.interval)]} from {change.before.in_words} to {change.after.percent} "
        f"({change.after.limits}) among {n} learners who answered both times: "
        f"{_points(change.estimate, change.interval, n)}"
    )


def quiz_sentence(change: QuizChange) -> str:
    """The change over all questions of the quiz."""
    if change.learners == 0:
        return "Nobody has answered the quiz both times yet."
    if change.is_one_pair_each:
        return change_sentence(PairedChange(change.pairs))
    who = f"{_learners(change.learners)} answered both times and gave {change.pairs.n} pairs of answers"
    if not change.is_estimable:
        return _counts(who, change.before, change.after)
    # No intervals on the two percentages: the answers of one learner are not independent.
    levels = f"from {change.before.percent} to {change.after.percent}"
    if change.interval is None:
        moved = f"{points(change.estimate, change.learners)} points"
        return f"{who}. Correct answers went {levels}: {moved}. All learners changed alike, so there is no interval."
    verb = _VERB[direction_of(change.interval)]
    return f"{who}. Correct answers {verb} {levels}: {_points(change.estimate, change.interval, change.learners)}"


def with_flagged_sentence(report: QuizReport) -> str:
    """The change as it would be if flagged attempts counted; empty where nothing is flagged."""
    if report.change_with_flagged is None:
        return ""
    return f"With the flagged attempts counted: {quiz_sentence(report.change_with_flagged)}"


def answers_sentence(question: QuestionReport) -> str:
    """All answers of each phase, whoever gave them."""
    if not question.has_answers:
        return "Nobody has answered this question yet."
    return (
        f"Of all answers, {_of(question.before)} were correct before reading and {_of(question.after)} after. "
        "These are not all the same learners, so the one is not subtracted from the other."
    )


def newly_right_sentence(question: QuestionReport) -> str:
    """How many of those who were wrong became right, beside what guessing alone would give."""
    share = question.change.newly_right
    if share.n == 0:
        return ""
    verb = "was" if share.count == 1 else "were"
    is_estimable = question.change.is_estimable and share.estimate is not None
    detail = f" ({share.percent}, 95% CI {share.limits})" if is_estimable else ""
    return (
        f"Of {_learners(share.n)} who {'was' if share.n == 1 else 'were'} wrong before, {share.count}{detail} {verb} right "
        f"after. Guessing alone would make 1 in {question.n_choices} of them right."
    )


def conservative_sentence(question: QuestionReport) -> str:
    """The change if those who left learned nothing; empty where nobody left or no change is estimated."""
    left, change = question.exclusions.before_only, question.conservative_change
    if change is None or not left:
        return ""
    n = question.change.pairs.n + left
    return (
        f"Counting {_learners(left)} who answered only before reading as unchanged, the difference is "
        f"{points(change, n)} points."
    )


def later_sentence(question: QuestionReport) -> str:
    """What stayed weeks later: all answers of then, and the change of those who answered all three times; else empty."""
    share, change = question.follow_up, question.later
    if share.n == 0:
        return ""
    said = f"Weeks later {_of(share)} were correct."
    n = change.pairs.n
    if n == 0:
        return f"{said} Nobody of them answered all three times."
    who = f"{_learners(n)} who answered all three times"
    if change.interval is None:
        return (
            f"{said} Of {who}, {change.before.count} were correct after reading and {change.after.count} weeks later; "
            f"{TOO_FEW}."
        )
    return (
        f"{said} Among {who}, correct answers {_VERB[direction_of(change.interval)]} from {change.before.in_words} after "
        f"reading to {change.after.percent} ({change.after.limits}) weeks later: "
        f"{_points(change.estimate, change.interval, n)}"
    )


def correction_sentence(question: QuestionReport) -> str:
    """What a correction of the key did to the numbers; empty where there was none."""
    then, corrected_at = question.as_scored, question.head.key_corrected_at
    if then is None or corrected_at is None:
        return ""
    day = f"{corrected_at.day} {corrected_at:%B %Y}"
    answers = "1 answer" if then.n_changed == 1 else f"{then.n_changed} answers"
    now = question.change
    if not now.pairs.n:
        return f"The key was corrected on {day}: {answers} changed."
    return (
        f"The key was corrected on {day}: {answers} changed. Of the learners who answered both times, as scored then: "
        f"{_brief(then.change.before)} before, {_brief(then.change.after)} after; by the key as it stands: "
        f"{_brief(now.before)} before, {_brief(now.after)} after."
    )


def withdrawal_sentence(question: QuestionReport) -> str:
    """Since when the question is no longer asked; empty where it is."""
    since = question.head.withdrawn_at
    if since is None:
        return ""
    return f"Withdrawn on {since.day} {since:%B %Y}: its answers are kept and enter no number of the quiz."


def p_sentence(change: PairedChange, family: int) -> str:
    """The P value of one question; empty where none is printed."""
    if change.mid_p is None:
        return ""
    alone = f"McNemar mid-p {_p(change.mid_p)}"
    if family == 1 or change.adjusted_p is None:
        return f"{alone}."
    return f"{alone}; adjusted for the {family} questions tested in this quiz, {p_value(change.adjusted_p)}."


def option_sentence(question: QuestionReport) -> str:
    """The wrong option most matched learners chose before, where its takers went, and which wrong option gained."""
    totals = [sum(row) for row in question.transitions]
    wrong = [
        place for place, use in enumerate(question.options) if use.option.slot is not None and not use.option.is_key
    ]
    keys = [place for place, use in enumerate(question.options) if use.option.is_key]
    if not wrong or not keys or not any(totals):
        return ""
    favourite = max(wrong, key=lambda place: totals[place])
    if totals[favourite] == 0:
        return "Nobody who answered both times chose a wrong option before reading."
    taken, became_right = totals[favourite], question.transitions[favourite][keys[0]]
    parts = [
        f"The wrong answer chosen most before reading was {_named(question, favourite)} "
        f"({taken} of {_learners(sum(totals))} who answered both times); {became_right} of these {taken} chose the key after."
    ]
    misled = max(wrong, key=lambda place: question.transitions[keys[0]][place])
    if count := question.transitions[keys[0]][misled]:
        parts.append(f"{_learners(count)} who had the key before chose {_named(question, misled)} after.")
    return " ".join(parts)


def learners_sentence(learners: QuizLearners) -> str:
    """Who answered when, and how many enter the change."""
    if learners.all == 0:
        return "Nobody has answered this quiz yet."
    return (
        f"{_learners(learners.all)} answered: {learners.before} before reading, {learners.after} after. "
        f"{learners.matched} answered both times within 30 days and enter the change."
    )


def _points(estimate: float | None, interval: Interval, n: int) -> str:
    sentence = f"{points(estimate, n)} points (95% CI {points_interval(interval, n)})."
    if direction_of(interval) is Direction.UNCLEAR:
        return f"{sentence} The interval includes no change."
    return sentence


def _counts(who: str, before: Share, after: Share) -> str:
    return f"{who}: {before.count} of {before.n} correct before reading, {after.count} of {after.n} after; {TOO_FEW}."


def _brief(share: Share) -> str:
    return f"{share.count} of {share.n}" if share.estimate is None else f"{share.percent} ({share.count} of {share.n})"


def _of(share: Share) -> str:
    counts = f"{share.count} of {share.n}"
    return counts if share.estimate is None else f"{counts} ({share.percent}, 95% CI {share.limits})"


def _named(question: QuestionReport, place: int) -> str:
    option = question.options[place].option
    return f"{option.letter} “{option.text}”" if option.letter else f"“{option.text}”"


def _learners(n: int) -> str:
    return "1 learner" if n == 1 else f"{n} learners"


def _p(p: float | None) -> str:
    text = p_value(p)
    return text if text[0] in "<>" else f"= {text}"
