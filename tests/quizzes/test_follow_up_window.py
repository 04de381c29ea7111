from datetime import UTC, datetime, timedelta

import pytest

from quizzes.follow_up_window import Window

POST_AT = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def test_window_opens_after_six_weeks_and_closes_after_twelve():
    assert Window.after(POST_AT) == Window(
        opens=datetime(2026, 2, 16, 12, 0, tzinfo=UTC), closes=datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("days", "seconds", "state"),
    [
        (41, 0, (True, False, False)),
        (42, -1, (True, False, False)),
        (42, 0, (False, True, False)),
        (84, 0, (False, True, False)),
        (84, 1, (False, False, True)),
        (85, 0, (False, False, True)),
    ],
)
def test_both_ends_belong_to_the_window(days, seconds, state):
    now = POST_AT + timedelta(days=days, seconds=seconds)
    window = Window.after(POST_AT)

    assert (window.is_before(now), window.is_open(now), window.is_over(now)) == state
