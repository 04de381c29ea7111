"""What the database counts for a survey report. Pure."""

from __future__ import annotations

from dataclasses import dataclass

Series = tuple[int, int]
"""Primary key of a statement and the number of a series of its versions, which pool."""


@dataclass(frozen=True)
class PointCount:
    """Learners who chose one point of one series of a statement, None for "not applicable".

    version: number of the article version they read. month: such as 2026-03, of the hub that asked. is_uniform: they
    chose one point throughout the survey.
    """

    point: int | None
    version: int
    month: str
    is_uniform: bool
    is_flagged: bool
    learners: int


@dataclass(frozen=True)
class ResponseCount:
    """Learners who answered the survey after one version of the article; one learner answers once."""

    version: int
    is_uniform: bool
    is_flagged: bool
    learners: int
    simulated: int


@dataclass(frozen=True)
class StatementHead:
    """One series of a statement as a survey showed it. shown_in: numbers of the article versions that showed it.

    statement: primary key in the library. text: its newest wording. version_numbers: the versions that pool.
    """

    statement: int
    series: int
    text: str
    version_numbers: tuple[int, ...]
    is_reversed: bool
    shown_in: frozenset[int]
    opens_commitment: bool = False
