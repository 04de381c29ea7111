"""Items, consistency and scores of a quiz, from learners by their marks."""

from dataclasses import astuple
from itertools import repeat

import pytest

from hub.shares import Share
from hub.stats import cronbach_alpha, item_statistics, paired_t, wilcoxon_signed_rank
from quizzes.item_sentences import (
    consistency_sentence,
    discrimination_sentence,
    p_values_sentence,
    score_sentence,
    why_no_items,
)
from quizzes.items import Item, ItemHead, ItemPhase, Remark, ScoreChange, analyse_items


def heads(n):
    return [ItemHead(place, 1, place, f"Question {place}?") for place in range(1, n + 1)]


def marks(text):
    """Marks as "101"."""
    return tuple(mark == "1" for mark in text)


def analyse(k, *patterns):
    """patterns: marks before, marks after, learners."""
    return analyse_items(heads(k), {(marks(before), marks(after)): n for before, after, n in patterns})


FORTY = (
    5,
    ("11000", "11100", 8),
    ("10000", "11110", 10),
    ("11111", "11111", 4),
    ("00001", "11001", 6),
    ("00000", "10000", 5),
    ("11010", "10010", 4),
    ("10100", "11111", 3),
)


def rows(phase):
    return [[int(mark) for mark in row[phase]] for row in FORTY[1:] for _ in repeat(None, row[2])]


def test_items_of_forty_learners_have_the_statistics_of_their_rows():
    analysis = analyse(*FORTY)

    expected = item_statistics(rows(0), [1] * 5)
    assert (analysis.n, analysis.n_asked, len(analysis.items)) == (40, 5, 5)
    for item, statistics in zip(analysis.items, expected.items, strict=True):
        assert item.before.right == Share(round(40 * statistics.facility), 40)
        assert item.before.item_rest == pytest.approx(statistics.discrimination / 100)
        assert item.before.efficiency == pytest.approx(statistics.efficiency / 100)
    assert analysis.alpha_before.alpha == pytest.approx(cronbach_alpha(rows(0)).alpha)
    assert analysis.alpha_after.alpha == pytest.approx(cronbach_alpha(rows(1)).alpha)
    assert analysis.is_unstable


def test_change_in_score_of_forty_learners():
    change = analyse(*FORTY).change

    before, after = ([sum(row) for row in rows(phase)] for phase in (0, 1))
    expected = paired_t(before, after)
    assert (change.improved, change.same, change.declined) == (32, 4, 4)
    assert change.t.mean == pytest.approx(expected.mean)
    assert astuple(change.t.interval) == pytest.approx(astuple(expected.interval))
    assert (change.t_p, change.t.dz) == (pytest.approx(expected.p), pytest.approx(expected.dz))
    assert change.signed_rank == wilcoxon_signed_rank([b - a for a, b in zip(before, after, strict=True)])
    # Twice the binomial tail of 4 or fewer in 36: 66712 in 2**36.
    assert change.sign_p == pytest.approx(2 * 66712 / 2**36)
    assert change.median == 1.0


def test_score_sentences_of_forty_learners():
    change = analyse(*FORTY).change

    assert score_sentence(change) == (
        "40 learners answered all 5 questions both times. Right answers changed by +1.5 of 5 on average (95% CI +1.1 to "
        "+1.9), by +1 in the median; 32 improved, 4 stayed the same, 4 declined."
    )
    assert p_values_sentence(change).startswith(
        "Paired t test P <0.001; Wilcoxon signed-rank test, zeros ranked (Pratt), P <0.001; sign test of improved against "
        "declined P <0.001. Standardised change dz 1."
    )


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ({}, "Nobody has answered all 3 questions both times yet."),
        (
            {2: 11, 0: 5, -1: 3},
            "19 learners answered all 3 questions both times: 11 improved, 5 stayed the same, 3 declined; too few for an "
            "estimate.",
        ),
        (
            {1: 1},
            "1 learner answered all 3 questions both times: 1 improved, 0 stayed the same, 0 declined; too few for an estimate.",
        ),
        ({1: 25}, "25 learners answered all 3 questions both times: all changed by +1 of 3, so there is no interval."),
    ],
)
def test_score_sentence_of_little_or_even_data(differences, sentence):
    assert score_sentence(ScoreChange(3, differences)) == sentence


def test_few_learners_have_counts_and_no_estimates():
    change = ScoreChange(3, {2: 11, 0: 5, -1: 3})

    assert (change.t, change.median, change.signed_rank, change.sign_p, change.t_p) == (None,) * 5
    assert p_values_sentence(change) == ""


def test_t_test_needs_thirty_learners_and_the_other_tests_six_that_moved():
    twenty_nine, still = ScoreChange(3, {1: 20, -1: 9}), ScoreChange(3, {0: 40, 1: 5})

    assert (twenty_nine.t_p, twenty_nine.sign_p is None) == (None, False)
    assert (still.signed_rank, still.sign_p, still.t_p is None) == (None, None, False)


def test_median_between_two_differences_is_half_a_question():
    assert ScoreChange(3, {0: 10, 1: 10}).median == 0.5
    assert ScoreChange(3, {0: 11, 1: 10}).median == 0.0


def item(before, after, item_rest=0.4):
    return Item(
        heads(1)[0],
        ItemPhase(Share(before, 100), item_rest, 0.3, 0.5),
        ItemPhase(Share(after, 100), None, None, None),
    )


@pytest.mark.parametrize(
    ("found", "remarks"),
    [
        (item(60, 80), ()),
        (item(85, 90), ()),
        (item(86, 90), (Remark.KNOWN,)),
        (item(30, 50), ()),
        (item(30, 49), (Remark.GAP,)),
        (item(30, 80, item_rest=0.19), (Remark.REVIEW,)),
        (item(30, 80, item_rest=-0.01), (Remark.CHECK_KEY,)),
        (item(30, 80, item_rest=None), ()),
        (item(90, 40, item_rest=-0.2), (Remark.KNOWN, Remark.GAP, Remark.CHECK_KEY)),
    ],
)
def test_remarks_on_an_item(found, remarks):
    assert found.remarks == remarks


def test_no_remarks_below_twenty_learners():
    assert [item.remarks for item in analyse(2, ("11", "00", 19)).items] == [(), ()]


def test_discrimination_and_consistency_wait_for_thirty_learners():
    k, *patterns = FORTY
    few = analyse(k, *[(before, after, max(1, n // 2)) for before, after, n in patterns])

    assert few.n == 19
    assert [(item.before.item_rest, item.before.upper_lower) for item in few.items] == [(None, None)] * 5
    assert (few.alpha_before, few.alpha_after) == (None, None)
    assert discrimination_sentence(few) == "Discrimination is shown from 30 learners on."
    assert consistency_sentence(few) == (
        "Consistency (KR-20) is not shown: it needs at least 5 questions and 30 learners who answered all of them."
    )


def test_consistency_waits_for_five_questions():
    four = analyse(4, ("1100", "1110", 20), ("0000", "1000", 20))

    assert (four.alpha_before, four.alpha_after) == (None, None)


def test_item_that_everyone_had_right_tells_nobody_apart():
    analysis = analyse(2, ("11", "11", 20), ("10", "11", 20))

    assert analysis.items[0].before == ItemPhase(Share(40, 40), None, None, None)
    assert analysis.items[1].before.item_rest is None


def test_consistency_where_all_had_the_same_score_is_not_defined():
    same = analyse(5, ("10000", "11111", 20), ("01000", "11111", 20))

    assert consistency_sentence(same) == "Consistency (KR-20) is not defined: all learners had the same score."


def test_consistency_sentence_of_forty_learners():
    assert consistency_sentence(analyse(*FORTY)).startswith("Consistency (KR-20): 0.")
    assert discrimination_sentence(analyse(*FORTY)) == (
        "Discrimination from 40 learners is unstable: below 100 it moves much by chance."
    )


def test_discrimination_of_a_hundred_learners_needs_no_warning():
    assert discrimination_sentence(analyse(2, ("11", "11", 50), ("00", "11", 50))) == ""


@pytest.mark.parametrize(
    ("k", "words"),
    [
        (0, "Nobody has answered a question of this quiz yet."),
        (1, "The quiz asks one question: scores, discrimination and consistency need several, and are not shown."),
        (2, ""),
        (31, ""),
        (32, "The quiz asks 32 questions; scores are compared up to 31."),
    ],
)
def test_why_a_quiz_has_no_items(k, words):
    assert why_no_items(analyse(k)) == words
    assert bool(analyse(k).items) == (not words)
