"""The quiz report as flat rows for export: every printed number and the ones that only specialists read. Pure.

Percentages and points run from -100 to 100. A field is None where the report prints no estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.formats import percentage
from hub.shares import Share
from hub.stats import Interval

from .analysis import QuestionReport, QuizReport
from .change import PairedChange


@dataclass(frozen=True)
class QuestionRow:
    """One question, or the whole quiz where `number` is None.

    all_*: unflagged answers of the phase. matched_*: learners who answered both times, and their pairs of answers. From
    thrice_*: of those the ones who answered once more weeks later, with the change since reading. From
    before_only on: learners left out of the change; in the row of the whole quiz those of the quiz, flagged_* answers.
    with_flagged_*: the change of the whole quiz if flagged attempts counted, where there are any.
    Right answers are counted by the key as it stands, *_as_scored as they were scored when stored; days are of UTC.
    A withdrawn question is in no number of the whole quiz.
    """

    number: int | None
    question: str
    series: int | None
    versions: str
    all_before: int
    all_before_right: int
    all_before_pct: float | None
    all_before_lower: float | None
    all_before_upper: float | None
    all_after: int
    all_after_right: int
    all_after_pct: float | None
    all_after_lower: float | None
    all_after_upper: float | None
    all_follow_up: int
    all_follow_up_right: int
    all_follow_up_pct: float | None
    all_follow_up_lower: float | None
    all_follow_up_upper: float | None
    matched_learners: int
    matched_pairs: int
    matched_before_pct: float | None
    matched_after_pct: float | None
    right_both_times: int
    right_then_wrong: int
    wrong_then_right: int
    wrong_both_times: int
    change_points: float | None
    change_lower: float | None
    change_upper: float | None
    thrice_learners: int | None
    thrice_after_right: int | None
    thrice_later_right: int | None
    later_change_points: float | None
    later_change_lower: float | None
    later_change_upper: float | None
    mid_p: float | None
    mid_p_adjusted: float | None
    exact_p: float | None
    cluster_p: float | None
    odds_ratio: float | None
    odds_ratio_lower: float | None
    odds_ratio_upper: float | None
    cohen_g: float | None
    cohen_h: float | None
    newly_right_pct: float | None
    newly_right_lower: float | None
    newly_right_upper: float | None
    guessing_pct: float | None
    conservative_change_points: float | None
    before_only: int
    after_only: int
    late: int
    post_before_pre: int
    flagged_before: int
    flagged_after: int
    with_flagged_learners: int | None
    with_flagged_change_points: float | None
    with_flagged_change_lower: float | None
    with_flagged_change_upper: float | None
    key_corrected: date | None
    answers_rescored: int | None
    before_right_as_scored: int | None
    after_right_as_scored: int | None
    change_points_as_scored: float | None
    withdrawn: date | None
    includes_simulated: bool


@dataclass(frozen=True)
class OptionRow:
    """How many chose one option, among all unflagged answers of a phase."""

    number: int
    question: str
    series: int
    option: str
    text: str
    is_key: bool
    before: int
    before_of: int
    before_pct: float | None
    after: int
    after_of: int
    after_pct: float | None
    under_5_pct_before: bool
    includes_simulated: bool


@dataclass(frozen=True)
class TransitionRow:
    """Matched learners who chose one option before and one after."""

    number: int
    question: str
    series: int
    option_before: str
    text_before: str
    option_after: str
    text_after: str
    learners: int
    includes_simulated: bool


def question_rows(report: QuizReport) -> Iterator[QuestionRow]:
    """A row for each question, then one for the whole quiz."""
    for question in report.questions:
        yield _question_row(question, report.has_simulated)
    yield _quiz_row(report)


def option_rows(report: QuizReport) -> Iterator[OptionRow]:
    for question in report.questions:
        for use in question.options:
            yield OptionRow(
                number=question.number,
                question=question.head.stem,
                series=question.head.series,
                option=use.option.letter,
                text=use.option.text,
                is_key=use.option.is_key,
                before=use.before.count,
                before_of=use.before.n,
                before_pct=percentage(use.before.estimate),
                after=use.after.count,
                after_of=use.after.n,
                after_pct=percentage(use.after.estimate),
                under_5_pct_before=use.is_nonfunctional,
                includes_simulated=report.has_simulated,
            )


def transition_rows(report: QuizReport) -> Iterator[TransitionRow]:
    for question in report.questions:
        for before, row in zip(question.options, question.transitions, strict=True):
            for after, learners in zip(question.options, row, strict=True):
                yield TransitionRow(
                    number=question.number,
                    question=question.head.stem,
                    series=question.head.series,
                    option_before=before.option.letter,
                    text_before=before.option.text,
                    option_after=after.option.letter,
                    text_after=after.option.text,
                    learners=learners,
                    includes_simulated=report.has_simulated,
                )


def _question_row(question: QuestionReport, has_simulated: bool) -> QuestionRow:
    change, left_out = question.change, question.exclusions
    odds = change.odds_ratio
    return QuestionRow(
        number=question.number,
        question=question.head.stem,
        series=question.head.series,
        versions=", ".join(map(str, question.head.version_numbers)),
        **_share("all_before", question.before),
        **_share("all_after", question.after),
        **_share("all_follow_up", question.follow_up),
        matched_learners=change.pairs.n,
        matched_pairs=change.pairs.n,
        matched_before_pct=percentage(change.before.estimate) if change.is_estimable else None,
        matched_after_pct=percentage(change.after.estimate) if change.is_estimable else None,
        right_both_times=change.pairs.retained,
        right_then_wrong=change.pairs.unlearned,
        wrong_then_right=change.pairs.learned,
        wrong_both_times=change.pairs.never,
        change_points=percentage(change.estimate),
        **_limits("change", change.interval),
        **_later(question.later),
        mid_p=change.mid_p,
        mid_p_adjusted=change.adjusted_p,
        exact_p=change.exact_p,
        cluster_p=None,
        odds_ratio=odds.estimate if odds else None,
        odds_ratio_lower=odds.interval.lower if odds else None,
        odds_ratio_upper=odds.interval.upper if odds else None,
        cohen_g=change.cohen_g,
        cohen_h=change.cohen_h,
        newly_right_pct=percentage(change.newly_right.estimate) if change.is_estimable else None,
        **_limits("newly_right", change.newly_right.interval if change.is_estimable else None),
        guessing_pct=percentage(1 / question.n_choices) if question.n_choices else None,
        conservative_change_points=percentage(question.conservative_change),
        before_only=left_out.before_only,
        after_only=left_out.after_only,
        late=left_out.late,
        post_before_pre=left_out.reversed,
        flagged_before=left_out.flagged_before,
        flagged_after=left_out.flagged_after,
        with_flagged_learners=None,
        with_flagged_change_points=None,
        with_flagged_change_lower=None,
        with_flagged_change_upper=None,
        **_history(question),
        includes_simulated=has_simulated,
    )


def _later(change: PairedChange) -> dict[str, Any]:
    return {
        "thrice_learners": change.pairs.n,
        "thrice_after_right": change.before.count,
        "thrice_later_right": change.after.count,
        "later_change_points": percentage(change.estimate),
        **_limits("later_change", change.interval),
    }


def _history(question: QuestionReport) -> dict[str, Any]:
    head, then = question.head, question.as_scored
    return {
        "key_corrected": head.key_corrected_at.date() if head.key_corrected_at else None,
        "answers_rescored": then.n_changed if then else None,
        "before_right_as_scored": then.before.count if then else None,
        "after_right_as_scored": then.after.count if then else None,
        "change_points_as_scored": percentage(then.change.estimate) if then else None,
        "withdrawn": head.withdrawn_at.date() if head.withdrawn_at else None,
    }


def _quiz_row(report: QuizReport) -> QuestionRow:
    """The sums over all questions; what only makes sense for one question stays empty."""
    change, pairs, learners = report.change, report.change.pairs, report.learners
    phases = {
        "all_before": [question.before for question in report.asked],
        "all_after": [question.after for question in report.asked],
        "all_follow_up": [question.follow_up for question in report.asked],
    }
    counts = {}
    for phase, shares in phases.items():
        counts[phase] = sum(share.n for share in shares)
        counts[f"{phase}_right"] = sum(share.count for share in shares)
    known: dict[str, Any] = dict.fromkeys(QuestionRow.__dataclass_fields__) | counts
    known |= {
        "question": "All questions",
        "versions": "",
        "matched_learners": change.learners,
        "matched_pairs": pairs.n,
        "matched_before_pct": percentage(pairs.pre) if change.is_estimable else None,
        "matched_after_pct": percentage(pairs.post) if change.is_estimable else None,
        "right_both_times": pairs.retained,
        "right_then_wrong": pairs.unlearned,
        "wrong_then_right": pairs.learned,
        "wrong_both_times": pairs.never,
        "change_points": percentage(change.estimate),
        "cluster_p": change.cluster_p,
        "before_only": learners.before_only,
        "after_only": learners.after_only,
        "late": learners.late,
        "post_before_pre": learners.reversed,
        "flagged_before": sum(question.exclusions.flagged_before for question in report.asked),
        "flagged_after": sum(question.exclusions.flagged_after for question in report.asked),
        "includes_simulated": report.has_simulated,
    }
    if (all_in := report.change_with_flagged) is not None:
        known |= {
            "with_flagged_learners": all_in.learners,
            "with_flagged_change_points": percentage(all_in.estimate),
            **_limits("with_flagged_change", all_in.interval),
        }
    return QuestionRow(**known | _limits("change", change.interval))


def _share(prefix: str, share: Share) -> dict[str, Any]:
    return {
        prefix: share.n,
        f"{prefix}_right": share.count,
        f"{prefix}_pct": percentage(share.estimate),
        **_limits(prefix, share.interval),
    }


def _limits(prefix: str, interval: Interval | None) -> dict[str, Any]:
    return {
        f"{prefix}_lower": percentage(interval.lower) if interval else None,
        f"{prefix}_upper": percentage(interval.upper) if interval else None,
    }
