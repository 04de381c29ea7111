"""Trials in the database, in the form of a bundle."""

from articles.bundle.changes import Loading
from articles.bundle.dumping_trials import dump_trial, whole_trials
from articles.bundle.writing_trials import write_trials
from articles.models import Trial
from hub.models import Hub

STORED = {
    "slug": "cepheus",
    "acronym": "CEPHEUS",
    "ids": [{"registry": "NCT", "value": "NCT03652064", "role": "primary"}],
    "phases": ["PHASE3"],
    "design": "open-label randomized",
    "n_enrolled": 396,
    "arms": [
        {"key": "e", "abbr": "D-VRd", "type": "EXPERIMENTAL"},
        {"key": "c", "abbr": "VRd", "type": "ACTIVE_COMPARATOR"},
    ],
    "endpoints": [{"key": "mrd", "measure": "MRD negativity", "type": "PRIMARY", "better": "higher"}],
}


def store(trial: dict) -> Trial:
    return write_trials([trial], {}, {}, {}, Loading(Hub()))[trial["slug"]]


def held(trial) -> dict:
    return dump_trial(whole_trials([trial.pk])[trial.pk])
