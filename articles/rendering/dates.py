"""Dates of which only the year or the month may be known, in the words of the active language."""

from django.utils.formats import date_format

from ..ama.dates import dates, first_day


def partial_date_text(text: str) -> str:
    """The words for "2024", "2024-09" or "2024-09-20"; a day that no calendar has stays as it was typed."""
    known, day = next(iter(dates(text)), ()), first_day(text)
    if day is None or len(known) == 1:
        return text
    return date_format(day, "DATE_FORMAT" if len(known) == 3 else "YEAR_MONTH_FORMAT")
