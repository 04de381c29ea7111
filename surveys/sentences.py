"""The plain sentence under each figure of a survey report. Pure."""

from __future__ import annotations

from hub.formats import points, points_interval
from hub.shares import TOO_FEW, Share

from .analysis import StatementReport, SurveyReport

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
    if report.responses == 0:
        return "Nobody has answered this survey yet."
    rate = report.response_rate
    if rate is None:
        return f"{_learners(report.responses)} answered this survey."
    sentence = f"{_of(rate)} learners who came as far as the survey answered it."
    if is_self_selected(rate):
        sentence += " With fewer than 30% answering, they may differ from those who did not."
    return sentence


def is_self_selected(rate: Share | None) -> bool:
    return rate is not None and rate.estimate is not None and rate.estimate < LOW_RESPONSE


def median_words(median: float | None) -> str:
    """Such as "4", or "between 3 and 4" where the two middle answers differ; empty without answers."""
    if median is None:
        return ""
    return f"{median:.0f}" if median.is_integer() else f"between {int(median)} and {int(median) + 1}"


def _of(share: Share) -> str:
    detail = "" if share.estimate is None else f" ({share.percent})"
    return f"{share.count} of {share.n}{detail}"


def _learners(n: int) -> str:
    return "1 learner" if n == 1 else f"{n} learners"
