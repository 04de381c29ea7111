"""Dates known to the year, the month or the day."""

import pytest
from django.core.exceptions import ValidationError

from hub.fields import validate_partial_date


@pytest.mark.parametrize("text", ["0001", "2024", "2024-09", "2024-02-29", "9999-12-31"])
def test_partial_date_of_the_calendar_passes(text):
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text", ["0000", "2024-13", "2023-02-29", "2024-02-30", "2024-00", "2024-9", "2024\n", "٢٠٢٤", ""]
)
def test_other_text_is_no_partial_date(text):
    with pytest.raises(ValidationError, match="Write a date as 2024, 2024-09 or 2024-09-20"):
        validate_partial_date(text)
