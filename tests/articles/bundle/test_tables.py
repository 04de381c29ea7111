"""Tables and landscape tables of a bundle: every fault with its path, nothing stored of a file that has one."""

import pytest

from articles.bundle.shape import Cells, canonical, leaves, rewritten
from articles.models import LandscapeBlock, TableBlock
from tests.articles.bundle import bundles

TABLE = {"block": "table", "id": "t1", "header": ["a", "b"], "rows": [["c", "d"]]}
LANDSCAPE = {"block": "landscape", "trials": ["alpha"], "columns": ["phase"]}


def with_block(block):
    bundle = bundles.small()
    bundle["article"]["body"].append(block)
    return bundle


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (TABLE | {"header": None}, ["header: is missing"]),
        (TABLE | {"header": ["", None]}, ["header: has no cell with a text"]),
        (TABLE | {"header": "a"}, ["header: a list of cells is expected here, not a text"]),
        (TABLE | {"rows": []}, ["rows: is missing"]),
        (TABLE | {"rows": [["c"], ["c", "d"], ["c", "d", ""]]}, ["rows[0]: has 1 cell, the header has 2", "rows[2]: has 3 cells, the header has 2"]),
        (TABLE | {"rows": [["c", "d"], [], ["", ""]]}, ["rows[1]: is empty", "rows[2]: has no cell with a text"]),
        (TABLE | {"rows": [["c", 63.2]]}, ["rows[0][1]: a text is expected here, not a number"]),
        (TABLE | {"rows": [["c", "[@"]]}, ['rows[0][1]: "[@" has no closing "]". If the bracket is meant as text, write "\\[".']),
        (TABLE | {"rows": [["c", "d.[@imrz]"]]}, ['rows[0][1]: unknown citation key "imrz"']),
        (TABLE | {"header": ["h"] * 13, "rows": [["c"] * 13]}, ["header: has 13 cells; a table holds 12 columns"]),
        (TABLE | {"rows": [["c", "d"]] * 101}, ["rows: has 101 rows; a table holds 100"]),
        (TABLE | {"footnotes": {"first": "x", "a": "y[@imrz]"}}, ['footnotes.first: "first" is not the mark of a footnote, such as a or b', 'footnotes.a: unknown citation key "imrz"']),
        (TABLE | {"footnotes": ["x"]}, ["footnotes: an object is expected here, not a list"]),
        (TABLE | {"source_cites": ["one", "imrz"]}, ['source_cites[1]: unknown citation key "imrz"']),
        (TABLE | {"caption": "[@imrz]", "captoin": "x"}, ['captoin: unknown key; did you mean "caption"?', 'caption: unknown citation key "imrz"']),
        (TABLE | {"abbreviations": "x" * 1001}, ["abbreviations: the text has 1001 characters; 1000 fit here"]),
        (LANDSCAPE | {"trials": []}, ["trials: is missing"]),
        (LANDSCAPE | {"trials": ["alpha", "beta"]}, ['trials[1]: unknown trial "beta"']),
        (LANDSCAPE | {"trials": ["alpha", "alpha"]}, ['trials[1]: the trial "alpha" is used twice']),
        (LANDSCAPE | {"columns": ["phase", "colour"]}, ['columns[1]: "colour" is not one of phase, setting, condition, design, patients, arms, primary_endpoint, primary_result, follow_up, registration, approval']),
        (LANDSCAPE | {"columns": ["phase", "phase"]}, ['columns[1]: the column "phase" is used twice']),
    ],
)  # fmt: skip
def test_fault_has_its_path_and_nothing_is_stored(block, expected):
    problems = bundles.problems_of(with_block(block))

    assert problems == [f"article.body[2].{line}" for line in expected]
    assert (TableBlock.objects.count(), LandscapeBlock.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_landscape_of_too_many_trials_is_refused():
    bundle = with_block(LANDSCAPE | {"trials": [f"t{number}" for number in range(41)]})
    bundle["trials"] += [{"slug": f"t{number}", "acronym": f"T{number}"} for number in range(41)]

    assert bundles.problems_of(bundle) == ["article.body[2].trials: has 41 trials; a landscape table holds 40"]


@pytest.mark.django_db
def test_cells_keep_their_places_and_their_spelling():
    rows = [["c [x]", None], ["", " d* & <b> "]]

    article = bundles.load(with_block(TABLE | {"rows": rows, "footnotes": {"b": "2", "a": " 1 "}})).article

    assert bundles.exported(article)["article"]["body"][2] == TABLE | {
        "rows": [["c [x]", ""], ["", "d* & <b>"]],
        "footnotes": {"a": "1", "b": "2"},
    }


@pytest.mark.django_db
def test_changed_order_of_a_landscape_is_a_change():
    bundle = with_block(LANDSCAPE | {"trials": ["alpha", "beta"]})
    bundle["trials"].append({"slug": "beta", "acronym": "BETA"})
    bundles.load(bundle)
    bundle["article"]["body"][2]["trials"] = ["beta", "alpha"]

    assert bundles.load(bundle).created["LandscapeBlock"] == 1
    assert [trial.slug for trial in LandscapeBlock.objects.get().trials_in_order()] == ["beta", "alpha"]


@pytest.mark.django_db
def test_trial_of_a_landscape_is_exported_and_not_unused():
    article = bundles.load(with_block(LANDSCAPE)).article
    article.trial_lines.all().delete()

    assert [trial["slug"] for trial in bundles.exported(article)["trials"]] == ["alpha"]
    bundle = with_block(LANDSCAPE)
    del bundle["article"]["body"][1]
    bundle["references"].pop()
    assert bundles.load(bundle).findings == []


@pytest.mark.django_db
def test_renamed_keys_reach_cells_and_landscapes():
    bundles.load(bundles.small())
    text = bundles.to_text(with_block(TABLE | {"rows": [["c", "[@one]"]], "source_cites": ["one"]}))

    article = bundles.load(text.replace('"one"', '"other"').replace("[@one]", "[@other]")).article

    block = bundles.exported(article)["article"]["body"][2]
    assert (block["rows"], block["source_cites"]) == ([["c", "[@one]"]], ["one"])


def test_cells_node_keeps_places_in_every_walk():
    node = Cells()
    cells = canonical(["a", None, 5, " b "], node)

    assert cells == ["a", "", "", "b"]
    assert [(path, held) for path, held, _leaf in leaves(cells, node, "x")] == [("x[0]", "a"), ("x[3]", "b")]
    assert rewritten(cells, node, lambda _leaf, held: None if held == "b" else held * 2) == ["aa", "", "", ""]
    assert canonical(["", None], node) == []
