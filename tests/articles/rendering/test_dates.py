"""Dates known to the year, the month or the day, in words."""

import pytest
from django.utils import translation

from articles.rendering.dates import partial_date_text


@pytest.mark.parametrize(
    ("text", "words"),
    [("2024", "2024"), ("2024-09", "September 2024"), ("2024-09-20", "Sept. 20, 2024"), ("2024-02-31", "2024-02-31")],
)
def test_date_is_said_as_far_as_it_is_known(text, words):
    assert partial_date_text(text) == words


def test_date_speaks_the_language_of_the_page():
    with translation.override("de"):
        assert partial_date_text("2024-05") == "Mai 2024"
