"""The plain sentence under each figure of a survey report. Pure."""

from __future__ import annotations

from hub.formats import points, points_interval
from hub.shares import TOO_FEW, Share

from .agreement import Agreement, Shift
from .analysis import StatementReport, SurveyReport, VersionAgreement
from .commitment_counts import CommitmentCounts

LOW_RESPONSE = 0.3
"""Below this response rate those who answered have to be taken for self-selected."""


def agreement_sentence(statement: StatementReport) -> str:
    """How many agree with one statement, and by how much agreement outweighs disagreement."""
    if statement.n == 0:
        return "Nobody has chosen a point of this statement yet."
    reversed_note = " Here agreement is the unfavourable answer." if statement.is_reversed else ""
    agree, disagree = statement.top_two, statement.bottom_two
    if statement.net is None:
        return (
            f"{_learners(statement.n)} answered: {agree.count} agreed or strongly agreed, {disagree.count} disagreed or "
            f"strongly disagreed; {TOO_FEW}.{reversed_note}"
        )
    net = f"{points(statement.net.estimate, statement.n)} points"
    limits = statement.net.interval
    net += f" (95% CI {points_interval(limits, statement.n)})" if limits else ""
    return (
        f"{agree.percent} (95% CI {agree.limits}) of {statement.n} learners agreed or strongly agreed; agreement minus "
        f"disagreement is {net}.{reversed_note}"
    )


def response_sentence(report: SurveyReport) -> str:
    """How many answered, of how many who came as far as the survey."""
    if report.hidden:
        return "These filters pick out fewer than 5 learners, or leave so few others that their numbers would follow: nothing is shown, so that nobody can be recognised."
    if report.responses == 0:
        return "Nobody has answered this survey yet."
    rate = report.response_rate
    if rate is None:
        return f"{_learners(report.responses)} answered this survey."
    sentence = f"{_of(rate)} learners who came as far as the survey answered it."
    if is_self_selected(rate):
        sentence += " With fewer than 30% answering, they may differ from those who did not."
    return sentence


def uniform_sentence(report: SurveyReport) -> str:
    """How many chose one point throughout; empty where nobody did and nobody was left out."""
    if not report.uniform and not report.left_out:
        return ""
    counted = f"{_learners(report.uniform)} of the {report.responses} counted chose one point for every statement they answered."
    if not report.left_out:
        return counted
    return (
        f"{counted} Of the flagged responses, {report.straight_lined} did so in less than 3 seconds and "
        f"{'is' if report.straight_lined == 1 else 'are'} taken for straight-lining."
    )


def version_sentence(statement: StatementReport) -> str:
    """How agreement differs between the two newest article versions with answers; empty with one version."""
    if len(statement.by_version) < 2:
        return ""
    before, after = statement.by_version[-2:]
    said = f"{_agreed(before)} agreed or strongly agreed after version {before.version} of the article, {_agreed(after)} after version {after.version}"
    if after.shift is None:
        return f"{said}; {TOO_FEW} of the difference."
    return f"{said}: {shift_words(after.shift, before.agreement, after.agreement)}."


def shift_words(change: Shift, before: Agreement, after: Agreement) -> str:
    """Such as "+12 points (95% CI +3 to +21)"."""
    n = min(before.n, after.n)
    return f"{points(change.estimate, n)} points (95% CI {points_interval(change.interval, n)})"


def commitment_sentence(counts: CommitmentCounts) -> str:
    """What learners announced, and what they said of it weeks later; empty where nobody announced anything."""
    if not counts.agreed and not counts.announced:
        return ""
    agreed = (
        f"{_learners(counts.agreed)} agreed with the statement that announces a change; {counts.announced} of them wrote "
        "down what they want to change."
    )
    if not counts.reviewed:
        return f"{agreed} Nobody has said yet what became of it."
    delay = "" if counts.days is None else f", {counts.days:.0f} days later (median)"
    made = counts.made
    said = (
        f"{made.count} of {made.n}"
        if made.estimate is None
        else f"{made.count} of {made.n} ({made.percent}, 95% CI {made.limits})"
    )
    return (
        f"{agreed} {_learners(counts.reviewed)} of these said weeks later what became of it{delay}: {said} said they made "
        "the change. Nobody checked it."
    )


def _agreed(one: VersionAgreement) -> str:
    return one.agreement.top_two.in_words


def is_self_selected(rate: Share | None) -> bool:
    return rate is not None and rate.estimate is not None and rate.estimate < LOW_RESPONSE


def median_words(median: float | None) -> str:
    """Such as "4", or "between 3 and 4" where the two middle answers differ; empty without answers."""
    if median is None:
        return ""
    return f"{median:.0f}" if median.is_integer() else f"between {int(median)} and {int(median) + 1}"


def quartile_words(quartiles: tuple[float, float] | None) -> str:
    """Such as "3 to 5"; empty below 20 learners."""
    return "" if quartiles is None else " to ".join(f"{point:g}" for point in quartiles)


def _of(share: Share) -> str:
    detail = "" if share.estimate is None else f" ({share.percent})"
    return f"{share.count} of {share.n}{detail}"


def _learners(n: int) -> str:
    return "1 learner" if n == 1 else f"{n} learners"
