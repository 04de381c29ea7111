"""The content of an outcomes report as JSON values: what an edition freezes, and how it is read again. Pure.

Every number of learners stands in a table, in a row with a key and n, so that `hub.suppression.carried` can let rows of
the edition before stand; what is outside of tables is words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from hub.stats import LearnerSums, Pairs
from quizzes.analysis import Exclusions

from .rows import (
    ArticleOutcome,
    Breakdown,
    Cohort,
    Confidence,
    Count,
    FundingOutcome,
    LeftOut,
    OptionOutcome,
    Outcomes,
    QuestionOutcome,
    StatementOutcome,
)

Values = Mapping[str, Any]

WORDS = ("kind", "key", "name", "hubs", "publishers", "language", "until", "software", "has_simulated", "funders")
PARTICIPATION = ("learners", "completers", "before", "after", "follow_up", "responses", "reached")
GROUPS = {"specialty": "specialties", "country": "countries"}
_ARTICLE_COUNTS = ("before", "after", "matched", "views", "reads")


def content(report: Outcomes) -> dict[str, Any]:
    """The report as JSON values. No row is of 1 to 9 learners: a count that is not told has no row."""
    return (
        {name: _plain(getattr(report, name)) for name in WORDS}
        | {
            "funding": [asdict(row) for row in report.funding],
            "untold_reasons": [row.reason for row in report.left_out if row.n is None],
            "n_small_questions": report.n_small_questions,
            "articles": [
                {name: _plain(getattr(row, name)) for name in ("slug", "title", "hub", "versions", "is_counted")}
                for row in report.articles
            ],
            "articles_counted": _table(
                _row([row.slug], row.learners, {name: getattr(row, name) for name in _ARTICLE_COUNTS})
                for row in report.counted
            ),
            "participation": _table(
                _row([name], n) for name in PARTICIPATION if (n := getattr(report, name)) is not None
            ),
            "left_out": _table(_row([row.reason], row.n) for row in report.left_out if row.n is not None),
            "months": _table((_row([row.value], row.n) for row in report.months.rows), {"n": report.months.n}),
            "change": _table(
                [_row(["all"], report.sums.learners, _changed(report) | {"before_only": report.before_only})]
            ),
            "questions": _table(
                _row([row.slug, str(row.question_id), str(row.series)], row.pairs.n, asdict(row))
                for row in report.questions
            ),
            "statements": _table(
                _row([str(row.statement_id), str(row.series)], row.learners, asdict(row)) for row in report.statements
            ),
            "confidence": _table(
                [_row(["all"], report.confidence.learners, asdict(report.confidence))] if report.confidence else []
            ),
        }
        | {name: _groups(report, dimension) for dimension, name in GROUPS.items()}
    )


def _groups(report: Outcomes, dimension: str) -> dict[str, Any]:
    rows = [row for row in report.cohorts if row.dimension == dimension]
    total = {"n": report.sums.learners} | _changed(report)
    return _table((_row([row.value], row.sums.learners, _changed(row)) for row in rows), total)


def _changed(row: Outcomes | Cohort) -> dict[str, Any]:
    return {"pairs": asdict(row.pairs), "sums": asdict(row.sums)}


def _table(rows: Iterable[Values], total: Values | None = None) -> dict[str, Any]:
    return {"rows": list(rows)} | ({"total": total} if total is not None else {})


def _row(key: list[str], n: int, more: Values | None = None) -> dict[str, Any]:
    return {**(more or {}), "key": key, "n": n}


def _plain(value: Any) -> Any:
    """Tuples as the lists that JSON makes of them."""
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def read(values: Values) -> Outcomes:
    """The report of a content, also of one in which rows of an earlier edition stand."""
    participation = {row["key"][0]: row["n"] for row in values["participation"]["rows"]}
    known: dict[str, Any] = {name: participation.get(name) for name in PARTICIPATION}
    (change,) = values["change"]["rows"]
    return Outcomes(
        **{name: _tuples(values[name]) for name in WORDS},
        **known,
        funding=tuple(FundingOutcome(**row) for row in values["funding"]),
        articles=_articles(values),
        left_out=(
            *(LeftOut(row["key"][0], row["n"]) for row in values["left_out"]["rows"]),
            *(LeftOut(reason, None) for reason in values["untold_reasons"]),
        ),
        months=_breakdown(values["months"]),
        specialties=_breakdown(values["specialties"]),
        countries=_breakdown(values["countries"]),
        pairs=Pairs(**change["pairs"]),
        sums=LearnerSums(**change["sums"]),
        before_only=change["before_only"],
        n_small_questions=values["n_small_questions"],
        questions=tuple(_question(row) for row in values["questions"]["rows"]),
        cohorts=tuple(
            Cohort(dimension, row["key"][0], Pairs(**row["pairs"]), LearnerSums(**row["sums"]))
            for dimension, name in GROUPS.items()
            for row in values[name]["rows"]
        ),
        statements=tuple(
            StatementOutcome(**_own(StatementOutcome, row) | {"counts": tuple(row["counts"])})
            for row in values["statements"]["rows"]
        ),
        confidence=_confidence(values["confidence"]["rows"]),
    )


def _articles(values: Values) -> tuple[ArticleOutcome, ...]:
    counts = {row["key"][0]: row for row in values["articles_counted"]["rows"]}
    return tuple(
        ArticleOutcome(
            **row | {"versions": _tuples(row["versions"]), "is_counted": row["slug"] in counts},
            **(
                {name: counts[row["slug"]][name] for name in _ARTICLE_COUNTS} | {"learners": counts[row["slug"]]["n"]}
                if row["slug"] in counts
                else {}
            ),
        )
        for row in values["articles"]
    )


def _own(kind: type, row: Values) -> dict[str, Any]:
    return {name: row[name] for name in kind.__dataclass_fields__}  # type: ignore[attr-defined]


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value


def _breakdown(table: Values) -> Breakdown:
    rows = tuple(Count(row["key"][0], row["n"]) for row in table["rows"])
    return Breakdown(rows, table["total"]["n"] - sum(row.n for row in rows))


def _question(row: Values) -> QuestionOutcome:
    return QuestionOutcome(
        **_own(QuestionOutcome, row)
        | {
            "versions": _tuples(row["versions"]),
            "sources": tuple(row["sources"]),
            "options": tuple(OptionOutcome(**option) for option in row["options"]),
            "right": tuple(row["right"]),
            "answered": tuple(row["answered"]),
            "pairs": Pairs(**row["pairs"]),
            "later": Pairs(**row["later"]),
            "transitions": _tuples(row["transitions"]),
            "exclusions": Exclusions(**row["exclusions"]),
        }
    )


def _confidence(rows: list[Values]) -> Confidence | None:
    if not rows:
        return None
    cells = {name: tuple(rows[0][name]) for name in Confidence.__dataclass_fields__ if name != "learners"}
    return Confidence(learners=rows[0]["learners"], **cells)
