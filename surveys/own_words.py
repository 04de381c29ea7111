"""Learners' own words as staff may read them: without time, learner or order of arrival, and only from ten learners on.

They stand on the staff page alone. No CSV, funder report or other export holds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from .models import Commitment, CommitmentReview, OwnWords, Survey, SurveyComment

FEWEST = 10
"""Learners who must have had their say before any words are shown."""
KINDS: dict[str, type[OwnWords]] = {"comment": SurveyComment, "commitment": Commitment, "review": CommitmentReview}
"""By the name that addresses use."""


@dataclass(frozen=True)
class Words:
    """What one learner wrote. texts: those that are not empty; none after redaction."""

    kind: str
    pk: UUID
    texts: tuple[str, ...]


@dataclass(frozen=True)
class WordsList:
    """Words of one kind. n: learners who wrote. words: None while fewer than ten had their say."""

    n: int
    words: tuple[Words, ...] | None


@dataclass(frozen=True)
class OwnWordsReport:
    """outcomes: what became of commitments, as (words, learners)."""

    comments: WordsList
    commitments: WordsList
    reviews: WordsList
    outcomes: tuple[tuple[str, int], ...]


def own_words(survey: Survey, responses: int) -> OwnWordsReport:
    """The words of a survey whose numbers count so many responses. Staff are left out. Three queries."""
    comments = list(SurveyComment.objects.filter(response__survey=survey, response__flags=None))
    commitments = list(Commitment.objects.filter(response__survey=survey, response__flags=None))
    reviews = list(
        CommitmentReview.objects.filter(commitment__response__survey=survey, commitment__response__flags=None)
    )
    return OwnWordsReport(
        comments=_listed("comment", comments, responses),
        commitments=_listed("commitment", commitments, len(commitments)),
        reviews=_listed("review", reviews, len(reviews)),
        outcomes=tuple(
            (str(outcome.label), sum(review.outcome == outcome for review in reviews))
            for outcome in CommitmentReview.Outcome
        ),
    )


def words_of_survey(kind: str, survey: Survey) -> QuerySet:
    """Rows of one kind that belong to a survey. Raises KeyError for an unknown kind."""
    model = KINDS[kind]
    return model.objects.filter(**{"commitment__response__survey" if kind == "review" else "response__survey": survey})


def _listed(kind: str, rows: Sequence[OwnWords], had_say: int) -> WordsList:
    """Random keys order the rows: nothing tells who wrote first."""
    words = tuple(
        Words(kind, row.pk, tuple(text for name in row.TEXTS if (text := getattr(row, name))))
        for row in sorted(rows, key=lambda row: row.pk)
    )
    return WordsList(len(rows), tuple(one for one in words if one.texts) if had_say >= FEWEST else None)
