"""Figures that are replaced from month to month: which stand, and that no two editions give anybody away."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.suppression import carried, month_blocks, release, shown_span
from tests.subtraction import examples, small

K = 10


def row(key, n, **figures):
    return {"key": [key], "n": n, **figures}


def table(total=None, **rows):
    """The word of each figure is its number, so that one that stood is told apart."""
    content = {"rows": [row(key, n, told=f"{key} {n}") for key, n in rows.items()]}
    return content | ({"total": {"n": total}} if total is not None else {})


def numbers(content):
    return {one["key"][0]: one["n"] for one in content["rows"]}


def test_the_first_edition_is_taken_as_it_is():
    content = {"title": "Outcomes", "questions": table(q1=12, q2=40)}

    assert carried(None, content, K) == content


def test_a_figure_is_replaced_where_it_differs_by_none_or_many():
    before = {"questions": table(q1=12, q2=40, q3=40, q4=50)}
    after = {"questions": table(q1=21, q2=50, q3=40, q4=41)}
    after["questions"]["rows"][2]["told"] = "by another key"

    assert carried(before, after, K) == {
        "questions": {
            "rows": [
                row("q1", 12, told="q1 12"), row("q2", 50, told="q2 50"), row("q3", 40, told="by another key"),
                row("q4", 50, told="q4 50"),
            ]
        }
    }  # fmt: skip


def test_words_are_always_the_new_ones():
    before = {"title": "Outcomes", "notes": {"period": "to April"}, "gone": "words"}
    after = {"title": "What they learned", "notes": {"period": "to May"}}

    assert carried(before, after, K) == after


def test_tables_are_found_by_their_place():
    before = {"quizzes": {"one": table(q1=12), "two": table(q1=30)}}
    after = {"quizzes": {"one": table(q1=30), "two": table(q1=31)}}

    assert carried(before, after, K) == {"quizzes": {"one": table(q1=30), "two": table(q1=30)}}


LARGE = [
    (table(60, a=20, b=40), table(90, a=30, b=60)),
    # Of what is not printed there are 14, and then 24.
    (table(74, a=20, b=40), table(94, a=30, b=40)),
    # b was among the 14 that were not printed; with it they have become 25.
    (table(34, a=20), table(55, a=30, b=25)),
    # 10 learners were erased.
    (table(60, a=20, b=40), table(50, a=20, b=30)),
    # Without a total before, nobody else was counted.
    (table(a=20), table(30, a=30)),
]
SMALL = {
    "the total grew by 3": (table(74, a=20, b=40), table(77, a=20, b=40)),
    "the total grew by 3, as a lost 12 and others gained 15": (table(74, a=40, b=20), table(77, a=28, b=20)),
    "a grew by 3": (table(60, a=20, b=40), table(93, a=23, b=70)),
    "what is not printed grew by 3": (table(74, a=20, b=40), table(87, a=30, b=40)),
    "of what was not printed, which is b now, 3 are new": (table(34, a=20), table(47, a=30, b=17)),
    "of what was not printed, which is partly b now, 3 are left": (table(34, a=20), table(45, a=20, b=22)),
    "b would be hidden now, but that it had 40 is known": (table(60, a=20, b=40), table(90, a=30)),
    "nobody but a was counted before": (table(a=20), table(24, a=20)),
    "the total, of 60 before, is not told": (table(60, a=20, b=40), table(a=30, b=40)),
}


@pytest.mark.parametrize(("before", "after"), LARGE)
def test_a_table_with_a_total_is_replaced_where_all_differences_are_large(before, after):
    assert carried({"t": before}, {"t": after}, K) == {"t": after}


@pytest.mark.parametrize(("before", "after"), SMALL.values(), ids=SMALL)
def test_a_table_with_a_total_stands_whole_where_one_difference_is_small(before, after):
    assert carried({"t": before}, {"t": after}, K) == {"t": before}


def test_what_was_printed_stands_where_it_is_missing_now():
    assert numbers(carried({"t": table(q1=12, q2=50)}, {"t": table(q2=70)}, K)["t"]) == {"q2": 70, "q1": 12}
    assert carried({"t": table(q1=12)}, {"title": "No tables"}, K) == {"title": "No tables", "t": table(q1=12)}
    assert carried({"parts": {"t": table(q1=12), "word": "old"}}, {"parts": {"u": table(q1=12)}}, K) == {
        "parts": {"t": table(q1=12), "u": table(q1=12)}
    }


def test_a_row_that_is_new_comes_in_where_it_is_large():
    assert numbers(carried({"t": table(q1=12)}, {"t": table(q1=12, q2=9, q3=10)}, K)["t"]) == {"q1": 12, "q3": 10}


def test_two_rows_of_a_key_are_refused():
    with pytest.raises(ValueError, match="two rows"):
        carried({"t": {"rows": [row("a", 20), row("a", 30)]}}, {"t": {"rows": []}}, K)


arrivals = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=2, max_size=3)
)


def blocks_until(learners, edition, k):
    """Rows as a report of cohorts makes them: by blocks, which later months do not change."""
    months = {}
    for (value, past), n in learners.items():
        if past <= edition:
            months.setdefault(date(2026, past + 1, 1), {})[value] = n
    blocks = month_blocks(months, k)
    spans = {block.value: (shown_span(blocks, block.value)) for block in blocks}
    return {value: (span.n, span.last.month - 1) for value, span in spans.items()}


def released_until(learners, edition, k):
    """Rows as a table of all learners so far."""
    counts = defaultdict(int)
    for (value, past), n in learners.items():
        counts[value] += n if past <= edition else 0
    return {value: (n, edition) for value, n in release(counts, k).shown.items() if n}


@pytest.mark.parametrize("rows_until", [blocks_until, released_until])
@examples(30)
@given(arrivals=arrivals, k=st.sampled_from([2, 3, 4]))
def test_no_small_number_follows_from_editions(rows_until, arrivals, k):
    """Learners by value and edition in which they first counted. Each figure notes until which edition it counts."""
    learners = {
        (value, edition): n for edition, line in enumerate(arrivals) for value, n in zip("abc", line, strict=False)
    }
    assume(sum(arrivals[0]) >= k)  # a first edition on fewer is for its makers not to make
    content, known = None, []
    for edition in range(len(arrivals)):
        rows = [row(value, n, until=last) for value, (n, last) in rows_until(learners, edition, k).items()]
        everybody = {"n": sum(map(sum, arrivals[: edition + 1])), "until": edition}
        content = carried(content, {"t": {"rows": rows, "total": everybody}}, k)
        printed = content["t"]
        known += [until(learners, printed["total"]["until"])]
        known += [until(learners, one["until"], one["key"][0]) for one in printed["rows"]]

    assert small(learners, known, k) == []


def until(learners, edition, value=None):
    return {cell for cell in learners if cell[1] <= edition and value in (None, cell[0])}
