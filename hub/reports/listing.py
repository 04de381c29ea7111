"""The lines of the list of survey reports, for many surveys at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.models import Survey
from surveys.reports import SurveyLine, survey_lines


@dataclass(frozen=True)
class SurveyEntry:
    survey: Survey
    line: SurveyLine


def survey_entries(surveys: Sequence[Survey]) -> list[SurveyEntry]:
    surveys = list(surveys)
    lines = survey_lines(surveys)
    return [SurveyEntry(survey, lines[survey.pk]) for survey in surveys]
