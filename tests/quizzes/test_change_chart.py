import pytest

from quizzes.change_chart import ChangeChart, Dot, GridLine, Score, change_chart


def scores(*right: int) -> list[Score]:
    return [Score(f"time {place}", n) for place, n in enumerate(right)]


def test_scores_are_drawn_in_proportion():
    """120 units for three questions are 40 a question, from 150 at the bottom to 30 at the top."""
    before, after = Score("before", 1, is_before=True), Score("after", 2)

    chart = change_chart([before, after], 3)

    assert chart == ChangeChart(
        dots=(Dot(before, 90.0, 110.0), Dot(after, 230.0, 70.0)),
        grid=(GridLine(0, 150.0), GridLine(1, 110.0), GridLine(2, 70.0), GridLine(3, 30.0)),
    )
    assert chart.line == "M90 110L230 70"


def test_three_scores_are_evenly_spaced():
    chart = change_chart(scores(1, 3, 2), 3)

    assert [(dot.x, dot.y) for dot in chart.dots] == [(90.0, 110.0), (160.0, 30.0), (230.0, 70.0)]
    assert chart.line == "M90 110L160 30L230 70"


def test_one_question_spans_the_whole_height():
    chart = change_chart(scores(0, 1), 1)

    assert [dot.y for dot in chart.dots] == [150.0, 30.0]
    assert chart.grid == (GridLine(0, 150.0), GridLine(1, 30.0))


def test_many_questions_have_lines_at_both_ends_only():
    chart = change_chart(scores(3, 3), 7)

    assert [dot.y for dot in chart.dots] == [98.6, 98.6]
    assert chart.grid == (GridLine(0, 150.0), GridLine(7, 30.0))


@pytest.mark.parametrize(
    ("right", "n_questions"), [((0, 0), 0), ((-1, 0), 3), ((0, 4), 3), ((4, 0), 3), ((0, 1, 4), 3), ((1,), 3), ((), 3)]
)
def test_scores_outside_the_quiz_or_without_a_second_are_refused(right, n_questions):
    with pytest.raises(ValueError):
        change_chart(scores(*right), n_questions)
