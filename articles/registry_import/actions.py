"""Taking the facts of a registered study into the stored trial, or making the trial."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from hub import audit
from hub.models import Hub, User

from ..bundle.changes import Loading
from ..bundle.dumping_trials import dump_trial, whole_trials
from ..bundle.writing_trials import write_trials
from ..models import Result, Trial, TrialId
from ..models.trial import slug_stem
from .comparing import Change, Compared, compared, lacking
from .ctgov import Study, StudyError
from .pairing import aligned


class StaleComparison(Exception):
    """The stored trial is no longer the one that somebody compared; nothing was written."""

    def __init__(self) -> None:
        super().__init__("What is stored changed meanwhile; nothing was written. Compare once more.")


class Unfit(Exception):
    """The chosen changes do not fit what is stored; nothing was written. `sentences` say why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Beside:
    """A study beside the stored trial.

    stored: the trial's canonical form, of a new one the slug alone. given: the study's, under the same keys.
    """

    trial: Trial | None
    stored: dict[str, Any]
    given: dict[str, Any]

    @property
    def state(self) -> str:
        """A hash of what is stored, to notice that it changed."""
        return hashlib.sha256(json.dumps(self.stored, sort_keys=True).encode()).hexdigest()

    def compared(self, chosen: Collection[str] = ()) -> Compared:
        return compared(self.stored, self.given, chosen)


def trial_of(study: Study, asked: Trial | None = None) -> Trial | None:
    """The stored trial of a study: the one asked for, else the one of its number, None where there is none.

    Raises StudyError where the study is of another trial than the one asked for.
    """
    holder = Trial.objects.of_number("NCT", study.number).first()
    if asked is None or holder == asked:
        return holder
    if holder:
        raise StudyError(
            f"The file is of {study.number}, which is the trial {holder}, not {asked}. Nothing was compared."
        )
    numbers = TrialId.objects.filter(trial=asked, registry="NCT").values_list("value", flat=True)
    if numbers:
        raise StudyError(
            f"The file is of {study.number}; the trial {asked} is {', '.join(numbers)}. Nothing was compared."
        )
    return asked


def beside(study: Study, trial: Trial | None) -> Beside:
    if trial is None:
        slug = Trial.objects.free_slug(slug_stem(study.trial["acronym"]) or study.number.lower())
        return Beside(None, {"slug": slug}, study.trial)
    stored = dump_trial(whole_trials([trial.pk])[trial.pk])
    return Beside(trial, stored, aligned(study.trial, stored))


@dataclass(frozen=True)
class Taken:
    """What taking a study did. n_changes: chosen changes that were not stored already."""

    trial: Trial
    n_changes: int


def take_study(*, study: Study, trial: Trial | None, chosen: Collection[str], seen: str, actor: User) -> Taken:
    """Store the chosen changes, all or nothing; what was not chosen stays as it is. Repeating it changes nothing.

    trial: None makes a new one, which always has acronym and number. chosen: paths of changes. seen: the state that was
    compared. Raises StaleComparison where what is stored changed since, and Unfit where the choice does not fit.
    """
    try:
        with transaction.atomic():
            if trial:
                Trial.objects.select_for_update().get(pk=trial.pk)
            side = beside(study, trial)
            comparison = side.compared(_with_needed(side, chosen))
            changes = [change for change in comparison.changes if change.path in chosen]
            if trial and not changes:
                return Taken(trial, 0)
            if side.state != seen:
                raise StaleComparison
            if sentences := [*lacking(side.stored, comparison.taken), *_taken_numbers(comparison.taken, trial)]:
                raise Unfit(sentences)
            return Taken(_write(side, comparison.taken, changes, study.number, actor), len(changes))
    except IntegrityError as error:
        raise StaleComparison from error


def _with_needed(side: Beside, chosen: Collection[str]) -> set[str]:
    """The choice; of a new trial together with its acronym and its first number, which is the study's own."""
    return {*chosen, *(() if side.trial else ("acronym", "ids[0]"))}


def _taken_numbers(taken: Mapping[str, Any], trial: Trial | None) -> list[str]:
    sentences = []
    for number in taken.get("ids", []):
        holder = Trial.objects.of_number(number["registry"], number["value"]).first()
        if holder and holder != trial:
            sentences.append(f"{number['value']} belongs to the trial {holder}. Leave it unticked.")
    return sentences


def _write(side: Beside, taken: dict[str, Any], changes: list[Change], number: str, actor: User) -> Trial:
    # No row of a trial belongs to a hub; the loading asks for one because articles do.
    loading = Loading(Hub(), overwrite=True)
    stored = {side.stored["slug"]: side.trial.pk} if side.trial else {}
    trial = write_trials([taken], stored, {}, {}, loading)[side.stored["slug"]]
    _void_checks(trial, side, changes)
    audit.record(
        actor=actor,
        verb="import",
        subject=f"trial {trial.slug}",
        source=f"ClinicalTrials.gov {number}",
        taken=[change.label for change in changes],
        created=dict(loading.created),
        updated=dict(loading.updated),
    )
    return trial


def _void_checks(trial: Trial, side: Beside, changes: list[Change]) -> None:
    """A stored result whose numbers change has been checked by nobody."""
    for index, result in enumerate(side.given.get("results", [])):
        if any(change.path.startswith(f"results[{index}].") for change in changes):
            Result.objects.filter(trial=trial, key=result.get("key")).update(checked_by=None, checked_on=None)
