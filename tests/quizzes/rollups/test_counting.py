"""What one more attempt changes, worked by hand."""

from datetime import UTC, datetime, timedelta

from quizzes.counts import Timing
from quizzes.models.rollup import ABSENT
from quizzes.rollups.counting import Mark, Sheet, State, changes

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, SECOND = (7, 1), (8, 1)
RIGHT, WRONG = Mark("3", True), Mark("1", False)


def sheet(phase, days=0, *, is_flagged=False, **marks):
    at = AT + timedelta(days=days)
    found = {FIRST: marks.get("first", RIGHT), SECOND: marks.get("second", WRONG)}
    return Sheet(phase, at, at.date(), marks.get("language", "en"), is_flagged, found)


def state(series, day=0, **fields):
    nothing = {"before_slot": ABSENT, "before_right": None, "before_flagged": 0, "after_slot": ABSENT}
    nothing |= {"after_right": None, "after_flagged": 0, "later_right": None, "later_flagged": 0, "timing": Timing.NONE}
    return State(series, (AT + timedelta(days=day)).date(), **({"language": "en"} | nothing | fields))


def test_first_sheet_adds_a_state_a_question_and_one_for_the_quiz():
    assert changes([], sheet("pre"), withdrawn=()) == {
        state(FIRST, before_slot="3", before_right=1): 1,
        state(SECOND, before_slot="1", before_right=0): 1,
        state(None, before_right=0): 1,
    }


def test_second_sheet_moves_the_learner_to_its_day_and_counts_what_was_gained():
    before, after = sheet("pre"), sheet("post", 2, second=RIGHT)

    change = changes([before], after, withdrawn=())

    matched = {"timing": Timing.MATCHED, "after_slot": "3", "after_right": 1}
    assert {found: weight for found, weight in change.items() if weight > 0} == {
        state(FIRST, 2, before_slot="3", before_right=1, **matched): 1,
        state(SECOND, 2, before_slot="1", before_right=0, **matched): 1,
        state(None, 2, before_right=0, after_right=0, timing=Timing.MATCHED, n_pairs=2, n_retained=1, n_learned=1): 1,
    }
    assert sum(change.values()) == 0


def test_withdrawn_series_is_in_no_sum_of_the_quiz():
    change = changes([sheet("pre")], sheet("post", second=RIGHT), withdrawn={SECOND})

    found = [one for one in change if one.series is None and change[one] > 0]
    assert [(one.n_pairs, one.n_retained, one.n_learned) for one in found] == [(1, 1, 0)]


def test_second_sheet_after_thirty_days_is_late_and_pairs_with_nothing():
    limit = changes([sheet("pre")], sheet("post", 30), withdrawn=())
    late = changes([sheet("pre")], sheet("post", 30.00001), withdrawn=())

    assert [found.timing for found in limit if found.series is None and limit[found] > 0] == [Timing.MATCHED]
    assert [(found.timing, found.n_pairs) for found in late if found.series is None and late[found] > 0] == [
        (Timing.LATE, 0)
    ]


def test_flagged_sheet_counts_by_its_flag_alone_on_its_own_day():
    assert changes([], sheet("pre", 1, is_flagged=True), withdrawn=()) == {
        state(series, 1, before_flagged=1): 1 for series in (FIRST, SECOND, None)
    }


def test_pair_counts_in_the_language_of_its_first_answers():
    change = changes([sheet("pre", language="de")], sheet("post", 1, language="en"), withdrawn=())

    assert {found.language for found in change} == {"de"}
    assert {found.language for found in changes([], sheet("post", language="fr"), withdrawn=())} == {"fr"}


def test_sheet_weeks_later_leaves_the_day_of_the_pair():
    change = changes([sheet("pre"), sheet("post")], sheet("follow-up", 50), withdrawn=())

    assert {(found.day, found.later_right) for found, weight in change.items() if weight > 0} == {
        (AT.date(), 1),
        (AT.date(), 0),
    }
