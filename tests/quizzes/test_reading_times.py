from datetime import UTC, datetime, timedelta

import pytest

from quizzes.reading_times import moments

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_seconds_ago_become_moments():
    assert moments({"article-opened": "600", "article-read": "0"}, NOW) == (NOW - timedelta(minutes=10), NOW)


def test_what_is_not_told_is_unknown():
    assert moments({}, NOW) == (None, None)


@pytest.mark.parametrize("said", ["", "-1", "1.5", "1e3", " 5", "x", "١٢", "172801", "9" * 400])
def test_what_cannot_be_believed_is_unknown(said):
    assert moments({"article-opened": said, "article-read": "172800"}, NOW) == (None, NOW - timedelta(hours=48))
