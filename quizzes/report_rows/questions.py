"""A row for each question and one for the whole quiz. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.formats import percentage

from ..analysis import QuestionReport, QuizReport
from ..change import PairedChange
from ..measures import measures
from .columns import limit_columns, share_columns
from .effects import effect_columns, gain_columns, measure_columns


@dataclass(frozen=True)
class QuestionRow:
    """One question, or the whole quiz where `number` is None.

    all_*: unflagged answers of the phase. matched_*: learners who answered both times, and their pairs of answers. From
    thrice_*: of those the ones who answered once more weeks later, with the change since reading. From
    before_only on: learners left out of the change; in the row of the whole quiz those of the quiz, flagged_* answers.
    with_flagged_*: the change of the whole quiz if flagged attempts counted, where there are any.
    *_size: in words, two where the interval spans them. hake_gain: none from 90% right before on. guess_corrected_*: the
    four cells had nobody guessed; is_cut where one of them fell outside 0 to 100 and stands at the end. bowker_*,
    stuart_maxwell_*: of the table of moves. functional_distractors: chosen by 5% or more before, from 50 answers on.
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
    cohen_g_lower: float | None
    cohen_g_upper: float | None
    cohen_g_size: str
    cohen_h: float | None
    cohen_h_lower: float | None
    cohen_h_upper: float | None
    cohen_h_size: str
    hake_gain: float | None
    hake_gain_size: str
    newly_right_pct: float | None
    newly_right_lower: float | None
    newly_right_upper: float | None
    guessing_pct: float | None
    guess_corrected_retained_pct: float | None
    guess_corrected_learned_pct: float | None
    guess_corrected_unlearned_pct: float | None
    guess_corrected_never_pct: float | None
    guess_corrected_is_cut: bool | None
    bowker_chi2: float | None
    bowker_df: int | None
    bowker_p: float | None
    stuart_maxwell_chi2: float | None
    stuart_maxwell_df: int | None
    stuart_maxwell_p: float | None
    distractors: int | None
    functional_distractors: int | None
    distractor_efficiency_pct: float | None
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


def question_rows(report: QuizReport) -> Iterator[QuestionRow]:
    """A row for each question, then one for the whole quiz."""
    for question in report.questions:
        yield _question_row(question, report.has_simulated)
    yield _quiz_row(report)


def _question_row(question: QuestionReport, has_simulated: bool) -> QuestionRow:
    change, left_out = question.change, question.exclusions
    return QuestionRow(
        number=question.number,
        question=question.head.stem,
        series=question.head.series,
        versions=", ".join(map(str, question.head.version_numbers)),
        **share_columns("all_before", question.before),
        **share_columns("all_after", question.after),
        **share_columns("all_follow_up", question.follow_up),
        matched_learners=change.pairs.n,
        matched_pairs=change.pairs.n,
        matched_before_pct=percentage(change.before.estimate) if change.is_estimable else None,
        matched_after_pct=percentage(change.after.estimate) if change.is_estimable else None,
        right_both_times=change.pairs.retained,
        right_then_wrong=change.pairs.unlearned,
        wrong_then_right=change.pairs.learned,
        wrong_both_times=change.pairs.never,
        change_points=percentage(change.estimate),
        **limit_columns("change", change.interval),
        **_later(question.later),
        mid_p=change.mid_p,
        mid_p_adjusted=change.adjusted_p,
        exact_p=change.exact_p,
        cluster_p=None,
        **effect_columns(change),
        newly_right_pct=percentage(change.newly_right.estimate) if change.is_estimable else None,
        **limit_columns("newly_right", change.newly_right.interval if change.is_estimable else None),
        guessing_pct=percentage(1 / question.n_choices) if question.n_choices else None,
        **measure_columns(measures(question)),
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
        **limit_columns("later_change", change.interval),
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
        "cohen_g_size": "",
        "cohen_h": change.cohen_h,
        "cohen_h_size": "",
        **gain_columns(change.hake_gain),
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
            **limit_columns("with_flagged_change", all_in.interval),
        }
    return QuestionRow(**known | limit_columns("change", change.interval))
