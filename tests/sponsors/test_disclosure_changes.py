"""Changes of disclosures in words."""

import pytest

from sponsors.disclosure_changes import changes

STRIP = {
    "kind": "site",
    "opening": "A hub.",
    "lead_in": "It is supported at",
    "levels": [{"label": "level 1", "names": ["A"]}, {"label": "level 2", "names": ["B", "C"]}],
    "closing": "By amount.",
    "is_nameless": False,
}
ARTICLE = {
    "kind": "article",
    "version": 1,
    "title": "T",
    "line": "Supported by A.",
    "statement": "A paid.",
    "stake": "",
    "independence": "",
    "contributors": [{"name": "Ann", "role": "", "disclosure": "Nothing."}],
}
NAMELESS = STRIP | {"levels": [], "closing": "", "is_nameless": True}
NOTHING = {"kind": "nothing"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, STRIP, ["The record begins.", "Named: A (level 1), B (level 2), C (level 2)."]),
        (None, STRIP | {"levels": []}, ["The record begins."]),
        (
            STRIP,
            STRIP | {"levels": [{"label": "level 1", "names": ["A", "B", "D"]}]},
            ["Added: D (level 1).", "Removed: C (level 2).", "B moved from level 2 to level 1."],
        ),
        (STRIP, STRIP | {"opening": "Our hub."}, ["First sentence: “A hub.” became “Our hub.”."]),
        (STRIP, STRIP | {"closing": "By sum."}, ["Meaning of the levels: “By amount.” became “By sum.”."]),
        (STRIP, STRIP | {"language": "de"}, ["Other words for the same funders."]),
        (STRIP, NAMELESS, ["Funders are named on their own page only, no longer here."]),
        (NAMELESS, STRIP, ["Funders are named here again: A (level 1), B (level 2), C (level 2)."]),
        (None, ARTICLE, ["Published, version 1."]),
        (NOTHING, ARTICLE, ["Public again, version 1."]),
        (ARTICLE, NOTHING, ["Taken down: nothing is shown."]),
        (
            ARTICLE,
            ARTICLE | {"version": 2, "statement": "A and B paid.", "independence": "No influence.", "contributors": []},
            [
                "Version 2.",
                "Statement: “A paid.” became “A and B paid.”.",
                "Independence sentence: “No influence.” was added.",
                "Ann: “Nothing.” was taken out.",
            ],
        ),
    ],
)
def test_change_in_words(before, after, expected):
    assert changes(before, after) == expected
