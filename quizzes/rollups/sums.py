"""Which sums there are, and what one contribution adds to each. Pure: SQL text over the columns of `Contribution`."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.rollup import (
    OptionMoves,
    QuestionDay,
    QuestionMonth,
    QuestionMonthCountry,
    QuestionMonthLanguage,
    QuestionMonthSpecialty,
    QuizDay,
    QuizMonth,
    QuizMonthCountry,
    QuizMonthLanguage,
    QuizMonthSpecialty,
)

_MATCHED = "timing = 1"
_THRICE = "timing = 1 AND later_right IS NOT NULL"
_COUNTS_AT_ALL = "(before_right IS NOT NULL OR after_right IS NOT NULL OR later_right IS NOT NULL)"


def _if(condition: str, amount: str = "1") -> str:
    return f"CASE WHEN {condition} THEN {amount} ELSE 0 END"


OF_QUESTION = {
    "n_before": _if("before_right IS NOT NULL"),
    "right_before": _if("before_right = 1"),
    "n_after": _if("after_right IS NOT NULL"),
    "right_after": _if("after_right = 1"),
    "retained": _if(f"{_MATCHED} AND before_right = 1 AND after_right = 1"),
    "unlearned": _if(f"{_MATCHED} AND before_right = 1 AND after_right = 0"),
    "learned": _if(f"{_MATCHED} AND before_right = 0 AND after_right = 1"),
    "never": _if(f"{_MATCHED} AND before_right = 0 AND after_right = 0"),
    "late": _if("timing = 2"),
    "reversed": _if("timing = 3"),
    "flagged_before": "before_flagged",
    "flagged_after": "after_flagged",
    "n_later": _if("later_right IS NOT NULL"),
    "right_later": _if("later_right = 1"),
    "later_retained": _if(f"{_MATCHED} AND after_right = 1 AND later_right = 1"),
    "later_unlearned": _if(f"{_MATCHED} AND after_right = 1 AND later_right = 0"),
    "later_learned": _if(f"{_MATCHED} AND after_right = 0 AND later_right = 1"),
    "later_never": _if(f"{_MATCHED} AND after_right = 0 AND later_right = 0"),
    "n_simulated": _if(f"is_simulated = 1 AND {_COUNTS_AT_ALL}"),
}
OF_QUIZ = {
    "n_before": _if("before_right IS NOT NULL"),
    "n_after": _if("after_right IS NOT NULL"),
    "n_later": _if("later_right IS NOT NULL"),
    "matched": _if(_MATCHED),
    "late": _if("timing = 2"),
    "reversed": _if("timing = 3"),
    "all_three": _if(_THRICE),
    "clusters": _if("n_pairs > 0"),
    "retained": "n_retained",
    "unlearned": "n_unlearned",
    "learned": "n_learned",
    "never": "n_pairs - n_retained - n_unlearned - n_learned",
    "sum_ss": "(n_learned - n_unlearned) * (n_learned - n_unlearned)",
    "sum_sm": "(n_learned - n_unlearned) * n_pairs",
    "sum_mm": "n_pairs * n_pairs",
    "n_simulated": _if(f"is_simulated = 1 AND {_COUNTS_AT_ALL}"),
}
OF_OPTIONS = {"learners": "1"}

MONTH = {"postgresql": "date_trunc('month', day)::date", "sqlite": "substr(day, 1, 7) || '-01'"}
"""The first day of the month of `day`, by kind of database."""


@dataclass(frozen=True)
class Rollup:
    """One table of sums. key: its key columns, each with what it is of a contribution; `{month}` stands for MONTH.

    sums: column to the amount that one learner adds. of: which contributions enter.
    """

    model: type
    key: dict[str, str]
    sums: dict[str, str]
    of: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def selected(self, vendor: str, *, source: str, weight: str = "weight") -> str:
        """The rows of this table that the contributions (or states) in `source` amount to."""
        key = {name: what.replace("{month}", MONTH[vendor]) for name, what in self.key.items()}
        columns = [f"{what} AS {name}" for name, what in key.items()]
        columns += [f"SUM(({amount}) * {weight}) AS {name}" for name, amount in self.sums.items()]
        return f"SELECT {', '.join(columns)} FROM {source} WHERE {self.of} GROUP BY {', '.join(key.values())}"


_SERIES = {"quiz_id": "quiz_id", "question_id": "question_id", "series": "series"}
_QUIZ = {"quiz_id": "quiz_id"}
_A_QUESTION, _A_QUIZ = "question_id IS NOT NULL", "question_id IS NULL"
_CHOSEN = {"before_slot": "before_slot", "after_slot": "after_slot", "timing": "timing"}

_MONTH = {"month": "{month}"}

ROLLUPS = (
    Rollup(QuestionDay, _SERIES | {"day": "day"}, OF_QUESTION, _A_QUESTION),
    Rollup(QuestionMonth, _SERIES | _MONTH, OF_QUESTION, _A_QUESTION),
    Rollup(QuestionMonthSpecialty, _SERIES | _MONTH | {"specialty": "specialty"}, OF_QUESTION, _A_QUESTION),
    Rollup(QuestionMonthCountry, _SERIES | _MONTH | {"country": "country"}, OF_QUESTION, _A_QUESTION),
    Rollup(QuestionMonthLanguage, _SERIES | _MONTH | {"language": "language"}, OF_QUESTION, _A_QUESTION),
    Rollup(OptionMoves, _SERIES | _CHOSEN, OF_OPTIONS, _A_QUESTION),
    Rollup(QuizDay, _QUIZ | {"day": "day"}, OF_QUIZ, _A_QUIZ),
    Rollup(QuizMonth, _QUIZ | _MONTH, OF_QUIZ, _A_QUIZ),
    Rollup(QuizMonthSpecialty, _QUIZ | _MONTH | {"specialty": "specialty"}, OF_QUIZ, _A_QUIZ),
    Rollup(QuizMonthCountry, _QUIZ | _MONTH | {"country": "country"}, OF_QUIZ, _A_QUIZ),
    Rollup(QuizMonthLanguage, _QUIZ | _MONTH | {"language": "language"}, OF_QUIZ, _A_QUIZ),
)


def rollup_of(sums: dict[str, str], time: str | None, *dimensions: str) -> Rollup:
    """The table with these sums by `time` (day, month or None) and dimensions. Raises KeyError where there is none."""
    own = {"quiz_id", "question_id", "series", *_CHOSEN}
    wanted = {*dimensions, *([time] if time else [])}
    for rollup in ROLLUPS:
        if rollup.sums is sums and set(rollup.key) - own == wanted:
            return rollup
    raise KeyError(f"no sums by {sorted(wanted)}")
