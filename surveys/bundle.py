"""The survey of an article in a bundle: keys of the hub's statements, or statements in full."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from articles.bundle.shape import Boolean, Either, Integer, Key, ListOf, Problem, Record, Text
from articles.models import Article, Objective
from hub.models import Change, Hub

from .library import STANDARD_BY_KEY
from .models import Statement, Survey, SurveyStatement
from .versions import revision

if TYPE_CHECKING:
    from articles.bundle.loading import Loading


def _short(record: dict[str, Any]) -> str | None:
    """The key alone, where it names a statement of the product in the product's words."""
    standard = STANDARD_BY_KEY.get(record.get("key", ""))
    return standard.key if standard and record == {"key": standard.key} | _standard(standard.key) else None


def _standard(key: str) -> dict[str, Any]:
    """The product's words for a key, {} for a key that only the hub knows."""
    standard = STANDARD_BY_KEY.get(key)
    if standard is None:
        return {}
    commitment = {"commitment": True} if standard.opens_commitment else {}
    return {"text": standard.text, "moore": standard.moore} | commitment


STATEMENT = Record(
    {
        "key": Key(60),
        "text": Text(300),
        "moore": Integer(1, 7),
        "reversed": Boolean(),
        "commitment": Boolean(),
        "objective": Key(),
    },
    required=("key", "text"),
)
SURVEY = ListOf(Either(Key(60), STATEMENT, short=_short), unique="key", noun="survey key")


def validate(value: Any, bundle: Mapping[str, Any]) -> Iterable[Problem]:
    """Reversed statements that open a commitment, and unknown objectives. Whether a key is known depends on the hub."""
    objectives = bundle.get("article", {}).get("objectives", [])
    known = {objective.get("id") for objective in objectives}
    for index, entry in enumerate(value or []):
        # An objective that could not be read may be the one that is meant.
        if isinstance(entry, dict) and all(objectives) and entry.get("objective", "") not in {"", *known}:
            yield Problem(f"survey[{index}].objective", f'unknown objective "{entry["objective"]}"')
        if isinstance(entry, dict) and entry.get("reversed") and entry.get("commitment"):
            yield Problem(f"survey[{index}].commitment", "agreement with a reversed statement announces no change")


def conflicts(value: Any, hub: Hub | None) -> Iterator[Problem]:
    """Keys that neither the hub nor the product knows."""
    known = set(STANDARD_BY_KEY) | (set(hub.statements.values_list("key", flat=True)) if hub else set())
    for index, entry in enumerate(value or []):
        if isinstance(entry, str) and entry not in known:
            yield Problem(f"survey[{index}]", f'unknown survey key "{entry}"')


def load(article: Article, value: Any, loading: "Loading") -> None:
    """Ask these statements after the article; statements in full are made where the hub does not have their key."""
    survey = Survey.objects.filter(article=article).first()
    objectives = {objective.key: objective for objective in article.objectives.all()}
    wanted = [
        (_statement(entry, f"survey[{index}]", loading), objectives.get(_objective(entry)))
        for index, entry in enumerate(value or [])
    ]
    if survey is None:
        if not wanted:
            return
        survey = loading.create(Survey, article=article)
    standing = [(line.statement_id, line.objective_id) for line in survey.lines.all()]
    if standing == [(statement.pk, objective and objective.pk) for statement, objective in wanted]:
        return
    loading.replaced(survey)
    survey.lines.all().delete()
    for order, (statement, objective) in enumerate(wanted):
        SurveyStatement.objects.create(survey=survey, statement=statement, objective=objective, order=order)


def _objective(entry: str | dict[str, Any]) -> str:
    """The key of the objective that the statement is about in this article, "" for the whole article."""
    return "" if isinstance(entry, str) else entry.get("objective", "")


def _statement(entry: str | dict[str, Any], path: str, loading: "Loading") -> Statement:
    record = {"key": entry} | _standard(entry) if isinstance(entry, str) else entry
    stored = Statement.objects.filter(hub=loading.hub, key=record["key"]).first()
    if stored is None:
        return loading.create(Statement, hub=loading.hub, key=record["key"], **_columns(record))
    if not isinstance(entry, str):
        # What it is about is said by its place in the survey, not by the statement.
        record = {name: held for name, held in record.items() if name != "objective"}
        loading.change(stored, **_columns(loading.settle(_record(stored), record, STATEMENT, path)))
        _say_what_changed(stored, path, loading)
    return stored


def _say_what_changed(statement: Statement, path: str, loading: "Loading") -> None:
    """A file does not tell a slip of the pen from another meaning: other words of an answered statement start anew."""
    found = revision(statement)
    if found is None or not found.needs_word or statement.change:
        return
    statement.change = Change.MEANING
    statement.save(update_fields=["change"])
    message = (
        f"The words of an answered statement ({found.n_answers} answers) changed: it counts as one of another meaning. "
        "Say otherwise on its page where only the wording changed."
    )
    loading.note("SURVEY-CHANGE", message, path, severity="warning")


def _columns(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "text": entry["text"],
        "moore": entry.get("moore"),
        "is_reversed": entry.get("reversed", False),
        "opens_commitment": entry.get("commitment", False),
    }


def _record(statement: Statement, objective: Objective | None = None) -> dict[str, Any]:
    return STATEMENT.canonical(
        {
            "key": statement.key,
            "text": statement.text,
            "moore": statement.moore,
            "reversed": statement.is_reversed,
            "commitment": statement.opens_commitment,
            "objective": objective and objective.key,
        }
    )


def dump(article: Article) -> list[str | dict[str, Any]] | None:
    """The statements of the survey in order, None without any."""
    lines = SurveyStatement.objects.filter(survey__article=article).select_related("statement", "objective")
    return [_record(line.statement, line.objective) for line in lines] or None
