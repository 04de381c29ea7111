"""Storing a result that a sentence states: found or written, with its endpoint and analysis, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hub import audit
from hub.models import User

from .actions import Refused
from .effects import printed
from .models import Analysis, Arm, ArmValue, Comparison, Endpoint, FollowUp, Reference, Result, Trial
from .result_offers import has_follow_up, states
from .suggestions import Candidate, FollowUpTime
from .suggestions.vocabulary import concept_of

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Placing:
    """Where an editor wants a candidate.

    arms: key of the arm of each value. endpoint: key of a stored endpoint, "" for a new one named as the sentence does.
    analysis: key of a stored analysis, or "" for none; new_analysis: the follow-up of an analysis to be found or made.
    """

    arms: tuple[str, ...] = ()
    endpoint: str = ""
    analysis: str = ""
    new_analysis: FollowUpTime | None = None
    source: Reference | None = None


@transaction.atomic
def accept_suggestion(*, trial: Trial, writer: User, candidate: Candidate, placing: Placing) -> Result:
    """Store the candidate as a result that nobody has checked yet, and return it with its key.

    Accepting the same numbers again for the same endpoint, analysis and time point returns the stored result. Raises
    Refused with a sentence when a choice is missing or no part of the trial, or when the numbers are impossible; then
    nothing is written.
    """
    trial = Trial.objects.select_for_update().get(pk=trial.pk)
    if candidate.needs_level:
        raise Refused(_("Choose the confidence level of the interval; the sentence does not give it."))
    arms = _arms(trial, candidate, placing.arms)
    endpoint = _endpoint(trial, candidate, placing.endpoint)
    analysis = _analysis(trial, placing)
    stored = _stored(endpoint, analysis, candidate, placing.arms)
    if stored:
        return pin_result(result=stored, writer=writer)
    result = Result(
        trial=trial,
        key=_free_key(trial.results.all(), f"{endpoint.key} {candidate.time_point}", 60),
        analysis=analysis,
        endpoint=endpoint,
        part=_common_part(arms),
        time_point=candidate.time_point,
        ref=placing.source,
        order=trial.results.count(),
    )
    _write(result)
    _write_values(result, candidate, arms)
    _write_comparison(result, candidate, arms)
    audit.record(
        actor=writer, verb="accept suggestion", subject=f"trial {trial.slug}", result=result.key, numbers=candidate.text
    )
    return result


@transaction.atomic
def pin_result(*, result: Result, writer: User) -> Result:
    """Give the result a key, where it has none yet, so that a finding may point to it."""
    result = Result.objects.select_for_update(of=("self",)).select_related("trial", "endpoint").get(pk=result.pk)
    if result.key is None:
        result.key = _free_key(result.trial.results.all(), f"{result.endpoint.key} {result.time_point}", 60)
        result.save(update_fields=["key"])
        audit.record(actor=writer, verb="name result", subject=f"trial {result.trial.slug}", result=result.key)
    return result


def _arms(trial: Trial, candidate: Candidate, keys: Sequence[str]) -> list[Arm]:
    """The arm of each value. Raises Refused unless each value has an arm of the trial of its own."""
    arms = {arm.key: arm for arm in trial.arms.select_related("part")}
    if len(keys) != len(candidate.values) or any(key not in arms for key in keys):
        raise Refused(_("Choose an arm of %(trial)s for each value.") % {"trial": trial})
    if len(set(keys)) != len(keys):
        raise Refused(_("Choose a different arm for each value."))
    return [arms[key] for key in keys]


def _endpoint(trial: Trial, candidate: Candidate, key: str) -> Endpoint:
    if key:
        endpoint = trial.endpoints.filter(key=key).first()
        if endpoint is None:
            raise Refused(_("%(trial)s has no endpoint %(key)s.") % {"trial": trial, "key": key})
        return endpoint
    if not candidate.endpoint:
        raise Refused(_("Choose the endpoint; the sentence does not name one."))
    found = trial.endpoints.filter(measure=candidate.endpoint).first()
    if found:
        return found
    concept = concept_of(candidate.endpoint)
    is_harm = concept is not None and concept.kind == "harm"
    endpoint = Endpoint(
        trial=trial,
        key=_free_key(trial.endpoints.all(), candidate.endpoint.replace("≥", ""), 40),
        measure=candidate.endpoint,
        type=Endpoint.Type.SAFETY if is_harm else "",
        better=concept.better if concept else "",
        order=trial.endpoints.count(),
    )
    return _write(endpoint)


def _analysis(trial: Trial, placing: Placing) -> Analysis | None:
    if placing.new_analysis:
        return _analysis_with(trial, placing.new_analysis)
    if not placing.analysis:
        return None
    analysis = trial.analyses.filter(key=placing.analysis).first()
    if analysis is None:
        raise Refused(_("%(trial)s has no analysis %(key)s.") % {"trial": trial, "key": placing.analysis})
    return analysis


def _analysis_with(trial: Trial, follow_up: FollowUpTime) -> Analysis:
    """The analysis with this median follow-up, made where there is none."""
    for analysis in trial.analyses.prefetch_related("median_follow_up"):
        if has_follow_up(analysis, follow_up):
            return analysis
    label = f"median follow-up {follow_up.value} {follow_up.unit}"
    key = _free_key(trial.analyses.all(), label.replace(".", "-"), 40)
    analysis = _write(Analysis(trial=trial, key=key, label=label, order=trial.analyses.count()))
    _write(FollowUp(analysis=analysis, value=printed(follow_up.value), unit=follow_up.unit))
    return analysis


def _stored(endpoint: Endpoint, analysis: Analysis | None, candidate: Candidate, arms: Sequence[str]) -> Result | None:
    rows = endpoint.results.filter(analysis=analysis, time_point=candidate.time_point)
    rows = rows.select_related("comparison").prefetch_related("values__arm")
    return next((row for row in rows if states(row, candidate, arms)), None)


def _common_part(arms: Iterable[Arm]):
    parts = {arm.part for arm in arms}
    return parts.pop() if len(parts) == 1 else None


def _write_values(result: Result, candidate: Candidate, arms: Sequence[Arm]) -> None:
    for order, (arm, value) in enumerate(zip(arms, candidate.values, strict=True)):
        row = ArmValue(result=result, arm=arm, order=order, unit=value.unit, x=value.x, n=value.n)
        row.not_reached, row.param_type = value.not_reached, value.param_type
        _fill(row, value, "value", "ci_lower", "ci_upper", "ci_pct")
        _write(row)


def _write_comparison(result: Result, candidate: Candidate, arms: Sequence[Arm]) -> None:
    effect = candidate.comparison
    if effect is None:
        return
    row = Comparison(result=result, measure=effect.measure, unit=effect.unit, p_op=effect.p_op, p_sides=effect.p_sides)
    _fill(row, effect, "value", "ci_lower", "ci_upper", "ci_pct", "p_value")
    if len(arms) > 1 and result.trial.arms.count() > len(arms):
        row.groups = [arm.key for arm in arms]
    _write(row)


def _fill(row: models.Model, numbers: object, *names: str) -> None:
    for name in names:
        text = getattr(numbers, name)
        setattr(row, name, None if text is None else printed(text))


def _write(row: Row) -> Row:
    """Save the row. Raises Refused with the sentences of its constraints."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save()
    return row


def _free_key(rows: models.QuerySet, words: str, longest: int) -> str:
    """A key made of the words that none of the rows holds yet."""
    taken = set(rows.values_list("key", flat=True))
    stem = slugify(words)[: longest - 4].strip("-") or "result"
    return next(key for key in chain([stem], (f"{stem}-{number}" for number in count(2))) if key not in taken)
