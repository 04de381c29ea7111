"""Moore levels from the number that editors give and the Bloom level of the question."""

import pytest

from hub.moore import Level, level_of


@pytest.mark.parametrize(
    ("moore", "bloom", "level"),
    [
        (None, "remember", Level.NONE),
        (2, "", Level.SATISFACTION),
        (3, "", Level.UNDIVIDED),
        (3, "remember", Level.DECLARATIVE),
        (3, "understand", Level.DECLARATIVE),
        (3, "apply", Level.PROCEDURAL),
        (3, "analyze", Level.PROCEDURAL),
        (3, "evaluate", Level.PROCEDURAL),
        (3, "create", Level.PROCEDURAL),
        (4, "remember", Level.COMPETENCE),
        (7, "", Level.COMMUNITY),
    ],
)
def test_level_follows_from_number_and_bloom(moore, bloom, level):
    assert level_of(moore, bloom) is level


@pytest.mark.parametrize("moore", [0, 8])
def test_number_outside_one_to_seven_is_refused(moore):
    with pytest.raises(ValueError, match=str(moore)):
        level_of(moore)
