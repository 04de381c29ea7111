"""What is said of a revision, and when a decision should be looked at again."""

from dataclasses import astuple
from datetime import date

import pytest

from hub.shares import Share
from hub.stats import Pairs, difference_of_changes, newcombe_independent
from quizzes.change import PairedChange
from quizzes.revisions import Numbers, Revised, Revision, is_clearly_worse, since

POOR, GOOD = Pairs(30, 10, 10, 50), Pairs(30, 2, 50, 18)


def numbers(pairs, left=0):
    return Numbers(
        Share(pairs.retained + pairs.unlearned, pairs.n + left),
        PairedChange(pairs),
    )


def revision(then, now, what=Revised.QUESTION):
    return Revision(what, date(2026, 5, 3), 2, numbers(then), numbers(now))


def test_revision_that_helped_says_so_with_both_intervals():
    found = revision(POOR, GOOD)

    assert found.sentence == (
        "The revision of 3 May 2026: the change was 0 (−9 to +9) until then and is +48 (+36 to +58) since, a difference "
        "of +48 points (95% CI +33 to +61). Before reading, 40% of answers were right until then and 32% since, a "
        "difference of −8 points (95% CI −21 to +5). The interval includes no difference."
    )
    assert astuple(found.facility.interval) == astuple(newcombe_independent(32, 100, 40, 100))
    assert astuple(found.change.interval) == astuple(difference_of_changes(GOOD, POOR))


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (POOR, Pairs(0, 0, 0, 0), "The revision of 3 May 2026: nobody has answered both times since, 20 are needed for an estimate."),
        (POOR, Pairs(0, 0, 1, 0), "The revision of 3 May 2026: 1 learner has answered both times since, 20 are needed for an estimate."),
        (POOR, Pairs(9, 0, 10, 0), "The revision of 3 May 2026: 19 learners have answered both times since, 20 are needed for an estimate."),
        (Pairs(2, 0, 3, 0), GOOD, "The revision of 3 May 2026: 5 learners have answered both times until then, 20 are needed for an estimate."),
    ],
)  # fmt: skip
def test_revision_with_too_few_learners_gives_no_number(then, now, sentence):
    found = revision(then, now)

    assert (found.sentence, found.facility, found.change) == (sentence, None, None)


@pytest.mark.parametrize(
    ("what", "opening"),
    [(Revised.WORDING, "The new wording of 3 May"), (Revised.ARTICLE, "The new version of the article of 3 May")],
)
def test_sentence_names_what_was_revised(what, opening):
    assert revision(POOR, GOOD, what).sentence.startswith(opening)


def test_what_was_until_a_day_is_the_whole_without_what_came_since():
    whole = Numbers(Share(60, 150), PairedChange(Pairs(40, 10, 30, 20)))
    now = Numbers(Share(20, 50), PairedChange(Pairs(10, 1, 12, 7)))

    assert whole.without(now) == Numbers(Share(40, 100), PairedChange(Pairs(30, 9, 18, 13)))


def test_learners_since_are_the_difference_of_the_cells():
    assert since(Pairs(1, 2, 3, 4), Pairs(5, 5, 5, 5)) == Pairs(4, 3, 2, 1)
    assert since(Pairs(1, 2, 3, 4), Pairs(5, 1, 5, 5)) is None


@pytest.mark.parametrize(
    ("new", "is_worse"),
    [
        pytest.param(Pairs(4, 8, 2, 16), True, id="6 of 30 right after reading, where 80 of 100 were"),
        pytest.param(Pairs(20, 2, 2, 6), False, id="22 of 30, which may be chance"),
        pytest.param(Pairs(0, 5, 0, 14), False, id="19 learners"),
        pytest.param(Pairs(30, 0, 10, 0), False, id="better"),
        pytest.param(Pairs(0, 0, 0, 0), False, id="nobody"),
    ],
)
def test_numbers_are_clearly_worse_only_beyond_chance(new, is_worse):
    assert is_clearly_worse(GOOD, GOOD + new) is is_worse


def test_numbers_that_cannot_be_told_apart_are_not_worse():
    assert not is_clearly_worse(GOOD, Pairs(0, 100, 0, 100))
    assert not is_clearly_worse(Pairs(10, 0, 9, 0), Pairs(10, 50, 9, 50))
