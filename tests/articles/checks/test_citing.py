"""Citations where they belong, and digits that only look like one."""

import pytest

from articles.checks import citing
from tests.articles.checks.contents import ITEM, content_of, found, said, trial_of

TRIALS = trial_of(acronym="GMMG-HD7", aliases=["HD7"])


@pytest.mark.parametrize(
    ("text", "is_misplaced"),
    [
        ("In HD7[@a] it was so.", True),
        ("At 10[@a] it was so.", True),
        ("Given 16 mg[@a] weekly.", True),
        ("At 10^-5^[@a] it was so.", True),
        ("It was so.[@a]", False),
        ("It was so[@a]; then not.", False),
        ("It was so[@a].", False),
        ("In 45.2%[@a] it was so.", False),
        ("In 2025.[@a]", False),
    ],
)
def test_citation_stands_off_digits(text, is_misplaced):
    wanted = [("REF-AFTERDIGIT", "warning", ITEM)] if is_misplaced else []

    assert found(citing.beside_digits, content_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("for treatment of (NDMM).2,3", "NDMM).2,3"),
        ("approved for NDMM.2,3", "NDMM.2,3"),
        ("restoration of CD38 expression.7", "expression.7"),
        ("restoration of expression.^7^ Then", "expression.⁷"),
        ("restoration of expression^2,3^ then", "expression²,³"),
        ("restoration of expression3 then", "expression3"),
        ("In GMMG-HD7 and CD38.", None),
        ("At 10^-5^ and 3.5 m^2^.", None),
        ("MRD of 10⁻⁵ or a dose of 2 mg.", None),
        ("See Fig.2 and Vol.3.", None),
        ("The p value was 0.05.", None),
        ("Values rose.5 mg followed", None),
        ("It was so.[@a]", None),
    ],
)
def test_typed_reference_number(text, typed):
    content = content_of(text, trial=TRIALS, references=[f"r{n}" for n in range(9)])
    wanted = [f"“{typed}” looks like a typed reference number; cite the reference instead."] if typed else []

    assert said(citing.typed_numbers, content) == wanted


def test_typed_number_is_an_error_and_no_larger_than_the_list():
    few, many = (content_of("expression.7", references=[f"r{n}" for n in range(count)]) for count in (3, 8))

    assert (found(citing.typed_numbers, few), found(citing.typed_numbers, many)) == (
        [],
        [("REF-TYPED", "error", ITEM)],
    )


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("GMMG-HD76", "GMMG-HD7"),
        ("HD72,3", "HD7"),
        ("Smoldering MM8", "MM"),
        ("GMMG-HD7", None),
        ("Retreatment with CD38", None),
        ("COVID-19", None),
        ("Part 2", None),
        ("Smoldering MM77", None),
    ],
)
def test_heading_ends_in_no_typed_number(heading, name):
    body = [{"block": "heading", "level": 2, "text": heading}, {"block": "paragraph", "text": "On CD38."}]
    content = content_of(trial=TRIALS, body=body, references=[f"r{n}" for n in range(40)])

    messages = said(citing.typed_in_headings, content)

    assert [message.endswith(f"leave “{name}”.") for message in messages] == ([True] if name else [])


@pytest.mark.parametrize(
    ("item", "is_bare"),
    [
        ("PFS was 60%.", True),
        ("PFS was 60%.[@a]", False),
        ({"text": "PFS was 60%.", "source_kind": "publication"}, True),
        ({"text": "PFS was 60%.", "source_kind": "expert_opinion"}, False),
        ({"text": "This may change practice.", "kind": "outlook"}, False),
    ],
)
def test_claim_has_a_source(item, is_bare):
    body = [{"block": "heading", "level": 2, "text": "H"}, {"block": "trial", "trial": "t", "findings": [item]}]
    wanted = [("REF-CLAIM", "warning", ITEM)] if is_bare else []

    assert found(citing.claims_without_source, content_of(body=body)) == wanted


@pytest.mark.parametrize(
    ("headings", "is_bare"),
    [
        ([{"level": 2, "cites": ["a"]}], False),
        ([{"level": 2, "cites": ["a"]}, {"level": 3}], False),
        ([{"level": 2, "cites": ["a"]}, {"level": 2}], True),
    ],
)
def test_source_of_a_heading_holds_until_the_next_of_its_level(headings, is_bare):
    blocks = [{"block": "heading", "text": "H", **heading} for heading in headings]
    content = content_of(body=[*blocks, {"block": "list", "items": ["PFS was 60%."]}])

    assert bool(found(citing.claims_without_source, content)) is is_bare


def test_source_of_the_pinned_result_is_a_source():
    item = {"text": "PFS was 60%.", "result": "r"}
    trial = trial_of({"endpoint": "pfs", "key": "r", "ref": "a"})
    body = [{"block": "trial", "trial": "t", "findings": [item]}]

    assert found(citing.claims_without_source, content_of(trial=trial, body=body)) == []
