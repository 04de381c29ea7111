"""What became of one answer since reading, in words."""

import pytest

from quizzes.marks import Mark, then_and_now
from quizzes.models import Phase


def mark(phase: Phase, is_correct: bool, is_blank: bool = False) -> Mark:
    return Mark(phase, is_correct, is_blank, is_rescored=False)


@pytest.mark.parametrize(
    ("after", "later", "said"),
    [
        (True, True, "After reading: correct. Weeks later: correct. It has stayed."),
        (
            True,
            False,
            "After reading: correct. Weeks later: not correct. You had it after reading; it has slipped since.",
        ),
        (
            False,
            True,
            "After reading: not correct. Weeks later: correct. You have it now, though not yet after reading.",
        ),
        (
            False,
            False,
            "After reading: not correct. Weeks later: not correct. The passage and the reasons below are worth another look.",
        ),
    ],
)
def test_each_course_has_its_sentence(after, later, said):
    marks = (mark(Phase.POST, after), mark(Phase.FOLLOW_UP, later))

    assert then_and_now(marks) == said
    before = mark(Phase.PRE, False, is_blank=True)
    assert then_and_now((before, *marks)) == f"Before reading: you did not know. {said}"


@pytest.mark.parametrize("phases", [(), (Phase.PRE,), (Phase.PRE, Phase.POST), (Phase.PRE, Phase.FOLLOW_UP)])
def test_nothing_is_said_without_both(phases):
    assert then_and_now([mark(phase, True) for phase in phases]) == ""
