"""A study straight from ClinicalTrials.gov."""

import json

from django.conf import settings

from hub.fetching import FetchError, fetch_json

from ..registries import problem_with, tidy_number
from .ctgov import StudyError

LARGEST_STUDY = 5 * 1024 * 1024


def fetch_study(number: str, *, contact: str = "") -> bytes:
    """The JSON of a study, as its page offers it for download. No transaction may be open: another server is asked.

    contact: an e-mail address that the service may write to.
    Raises StudyError with a sentence: the number is none, no such study, offline, too slow, too big.
    """
    number = tidy_number("NCT", number)
    if problem := problem_with("NCT", number):
        raise StudyError(problem)
    url = f"{settings.CLINICALTRIALS_URL.rstrip('/')}/api/v2/studies/{number}"
    try:
        study = fetch_json(url, contact=contact, largest=LARGEST_STUDY)
    except FetchError as error:
        if error.status == 404:
            raise StudyError(f"ClinicalTrials.gov has no study {number}.") from error
        raise StudyError(f"{error} You can also download the study yourself and give the file here.") from error
    return json.dumps(study).encode()
