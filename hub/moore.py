"""Levels of outcome after Moore, as reports name them. Pure.

Moore DE, Green JS, Gallis HA. J Contin Educ Health Prof 2009;29:1-15 numbers them 1 to 7 and splits the third into
declarative knowledge (3A, to know what) and procedural knowledge (3B, to know how). Editors tag a question with the
number alone; its Bloom level tells A from B: whoever remembers or understands knows what, whoever applies, analyses,
evaluates or creates knows how. A question of level 3 without a Bloom level stays undivided.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """UNDIVIDED: level 3 of a question without Bloom level. NONE: nobody said a level."""

    PARTICIPATION = "1"
    SATISFACTION = "2"
    DECLARATIVE = "3A"
    PROCEDURAL = "3B"
    UNDIVIDED = "3"
    COMPETENCE = "4"
    PERFORMANCE = "5"
    PATIENTS = "6"
    COMMUNITY = "7"
    NONE = ""


KNOWING_WHAT = frozenset({"remember", "understand"})
"""Bloom levels of declarative knowledge; the other four are procedural."""


def level_of(moore: int | None, bloom: str = "") -> Level:
    """The level of a question or statement. Raises ValueError for a number outside 1 to 7."""
    if moore is None:
        return Level.NONE
    if moore != 3 or not bloom:
        return Level(str(moore))
    return Level.DECLARATIVE if bloom in KNOWING_WHAT else Level.PROCEDURAL
