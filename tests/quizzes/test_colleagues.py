import pytest

from quizzes.colleagues import BLANK, Colleagues, Count, PhaseShares, pooled

Q1, Q2 = (1, 1), (1, 2)


def test_counts_of_versions_pool_by_series_phase_and_slot():
    colleagues = pooled(
        [
            Count(Q1, "post", "a", False, 6),
            Count(Q1, "post", "a", False, 3),
            Count(Q1, "post", "b", False, 1),
            Count(Q1, "pre", "a", False, 4),
            Count(Q2, "post", "a", False, 7),
        ]
    )

    assert colleagues == Colleagues(
        {
            (Q1, "post"): PhaseShares(10, {"a": 9, "b": 1}),
            (Q1, "pre"): PhaseShares(4, {"a": 4}),
            (Q2, "post"): PhaseShares(7, {"a": 7}),
        }
    )


@pytest.mark.parametrize(
    ("counts", "slot", "percent"),
    [
        ({"a": 9}, "a", None),
        ({"a": 10}, "a", 100),
        ({"a": 9, BLANK: 1}, BLANK, 10),
        ({"a": 7, "b": 9}, "a", 44),
        ({"a": 5, "b": 195}, "a", 3),
        ({"a": 10}, "never chosen", 0),
    ],
)
def test_share_is_told_from_ten_colleagues_on(counts, slot, percent):
    """7 of 16 is 43.75; 5 of 200 is 2.5, rounded up."""
    assert PhaseShares(sum(counts.values()), counts).percent(slot) == percent


def test_simulated_answers_serve_only_while_there_are_no_others():
    simulated = [Count(Q1, "post", "a", True, 50)]

    assert pooled(simulated) == Colleagues({(Q1, "post"): PhaseShares(50, {"a": 50})}, is_simulated=True)
    assert pooled([*simulated, Count(Q1, "post", "b", False, 1)]) == Colleagues(
        {(Q1, "post"): PhaseShares(1, {"b": 1})}
    )
    assert pooled([]) == Colleagues({})


def test_nobody_answered_is_not_told():
    assert Colleagues({}).of(Q1, "post").percent("a") is None
