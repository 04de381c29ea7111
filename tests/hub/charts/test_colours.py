"""Every mark stands out from what it lies on, in both schemes (WCAG 2.2, 1.4.11 and 1.4.3)."""

import re
from pathlib import Path

import pytest

from hub.contrast import contrast

CSS = Path(__file__).resolve().parents[3] / "static" / "css"
MARKS = [
    ("--hub-accent", "--paper"),
    ("--edge", "--paper"),
    ("--edge", "--surface"),
    ("--hub-accent", "--surface"),
    ("--ink", "--paper"),
    ("--agree-strong", "--paper"),
    ("--disagree-strong", "--paper"),
    ("--muted", "--paper"),
    ("--agree-strong", "--agree-soft"),
    ("--disagree-strong", "--disagree-soft"),
    ("--muted", "--neutral"),
]
WORDS = [
    ("--muted", "--paper"),
    ("--on-soft", "--agree-soft"),
    ("--on-soft", "--disagree-soft"),
    ("--on-soft", "--neutral"),
    ("--on-strong", "--agree-strong"),
    ("--on-strong", "--disagree-strong"),
]


def tokens():
    light, dark = (CSS / "tokens.css").read_text().split("@media screen", 1)
    found = [dict(re.findall(r"(--[\w-]+):\s*([^;]+);", part)) for part in (light, dark)]
    return {"light": found[0], "dark": found[0] | found[1]}


def in_full(colour):
    return "#" + "".join(2 * digit for digit in colour[1:]) if len(colour) == 4 else colour


def blended(heat, share, paper):
    """The colour of heat at a share of its strength on paper."""
    ground = [int(in_full(paper)[start : start + 2], 16) for start in (1, 3, 5)]
    top = [int(part) for part in heat.split()]
    return "#" + "".join(
        f"{round(share * one + (1 - share) * other):02x}" for one, other in zip(top, ground, strict=True)
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(MARKS, 3), (WORDS, 4.5)])
def test_marks_and_words_have_contrast(scheme, pairs, least):
    colours = tokens()[scheme]

    weak = {pair: round(contrast(*(in_full(colours[name]) for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_on_every_step_of_heat_have_contrast(scheme):
    colours = tokens()[scheme]
    shares = {
        step: float(share or 1)
        for step, share in re.findall(
            r"\.h(\d) \{[^}]*fill: rgb\(var\(--heat\)(?: / (\.\d+))?\)", (CSS / "reports.css").read_text()
        )
    }

    assert sorted(shares) == list("0123456789")
    weak = {
        step: contrast(
            in_full(colours["--on-strong" if step in "89" else "--ink"]),
            blended(colours["--heat"], share, colours["--paper"]),
        )
        for step, share in shares.items()
    }
    assert {step: ratio for step, ratio in weak.items() if ratio < 4.5} == {}
