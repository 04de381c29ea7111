import pytest

from quizzes.change_chart import ChangeChart, GridLine, change_chart


def test_scores_are_drawn_in_proportion():
    """120 units for three questions are 40 a question, from 150 at the bottom to 30 at the top."""
    assert change_chart(1, 2, 3) == ChangeChart(
        before=110.0,
        after=70.0,
        grid=(GridLine(0, 150.0), GridLine(1, 110.0), GridLine(2, 70.0), GridLine(3, 30.0)),
    )


def test_one_question_spans_the_whole_height():
    assert change_chart(0, 1, 1) == ChangeChart(150.0, 30.0, (GridLine(0, 150.0), GridLine(1, 30.0)))


def test_many_questions_have_lines_at_both_ends_only():
    assert change_chart(3, 3, 7) == ChangeChart(98.6, 98.6, (GridLine(0, 150.0), GridLine(7, 30.0)))


@pytest.mark.parametrize("scores", [(0, 0, 0), (-1, 0, 3), (0, 4, 3), (4, 0, 3)])
def test_scores_outside_the_quiz_are_refused(scores):
    with pytest.raises(ValueError):
        change_chart(*scores)
