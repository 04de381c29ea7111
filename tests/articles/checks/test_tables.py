"""Checks of tables: pointers, marks, captions; and of the trials in landscape tables."""

from datetime import date

import pytest

from articles.checks import tables, trials

TABLE = {"block": "table", "id": "t1", "caption": "C", "header": ["a", "b"], "rows": [["c", "d"]]}
TODAY = date(2026, 3, 2)


def lines(check, *body, **content):
    found = check({"article": {"title": "T", "body": list(body)}, **content}, TODAY)
    return [f"{one.rule} {one.severity} {one.where}: {one.message}" for one in found]


def text(words):
    return {"block": "paragraph", "text": words}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([text("See [#t1]."), TABLE | {"header": ["a[^a]", "b"], "footnotes": {"a": "x"}}], []),
        (
            [text("See [#t2].")],
            [
                "XREF-MISSING error article.body[0].text: The text points to t2, which is no table or figure of the article."
            ],
        ),
        (
            [text("See [#p1].") | {"id": "p1"}],
            [
                "XREF-MISSING error article.body[0].text: The text points to p1, which is no table or figure of the article."
            ],
        ),
        (
            [text("A[^a]")],
            [
                "NOTE-MISSING error article.body[0].text: The mark a stands outside a table, where there are no footnotes."
            ],
        ),
        (
            [TABLE | {"rows": [["c[^a]", "d[^b]"]], "footnotes": {"b": "x"}}],
            ["NOTE-MISSING error article.body[0].rows[0][0]: The mark a leads to no footnote of this table."],
        ),
        (
            [TABLE | {"caption": "C[^a]"}],
            ["NOTE-MISSING error article.body[0].caption: The mark a leads to no footnote of this table."],
        ),
    ],
    ids=["right", "to nothing", "to a paragraph", "outside a table", "without its note", "without notes"],
)
def test_pointers(body, expected):
    assert lines(tables.pointers, *body) == expected


def test_table_that_no_text_points_to():
    body = [TABLE, TABLE | {"id": ""}, TABLE | {"id": "t3", "rows": [["[#t4]", ""]]}, TABLE | {"id": "t4"}]

    assert lines(tables.mentions, *body) == [
        "XREF-NONE info article.body[0]: No text points to Table 1; write [#t1] where it is discussed.",
        "XREF-NONE info article.body[1]: Table 2 has no key, so no text can point to it.",
        "XREF-NONE info article.body[2]: No text points to Table 3; write [#t3] where it is discussed.",
    ]


def test_key_of_two_tables():
    assert lines(tables.mentions, text("See [#t1]."), TABLE, dict(TABLE)) == [
        "XREF-TWICE error article.body[2]: Table 2 has the key t1, which an earlier table or figure has; give it another."
    ]


def test_caption_is_missing():
    assert lines(tables.captions, TABLE, TABLE | {"caption": ""}) == [
        "TAB-CAPTION warning article.body[1]: Table 2 has no caption; a table is understood without the text."
    ]


def test_footnote_without_a_mark():
    body = [TABLE | {"caption": "C[^a]", "footnotes": {"a": "x", "b": "y[^c]", "c": "z"}}]

    assert lines(tables.footnotes, *body) == [
        "NOTE-UNUSED warning article.body[0].footnotes.b: "
        "Nothing in Table 1 carries the mark of footnote b; write [^b] into a cell."
    ]


def trial(**fields):
    return {
        "slug": "x",
        "acronym": "X",
        "endpoints": [{"key": "pfs", "type": "PRIMARY"}, {"key": "os"}],
        "results": [
            {"endpoint": "os"},
            {
                "endpoint": "pfs",
                "comparison": {"measure": "HR", "value": "0.57", "ci_lower": "0.14", "ci_upper": "0.50"},
            },
        ],
    } | fields


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ([{"block": "landscape", "trials": ["x"], "columns": ["phase"]}], []),
        ([{"block": "landscape", "trials": ["x"], "columns": ["primary_result"]}], [1]),
        ([{"block": "trial", "trial": "x", "findings": ["f"]}], [0, 1]),
        (
            [
                {"block": "landscape", "trials": ["x"], "columns": ["primary_result"]},
                {"block": "trial", "trial": "x", "findings": ["f"]},
            ],
            [0, 1],
        ),
        ([], []),
    ],
    ids=["no number shown", "landscape", "block", "both", "neither"],
)
def test_every_shown_result_must_be_checked(body, where):
    found = lines(trials.numbers_checked, *body, trials=[trial()])

    assert [line.split(":")[0] for line in found] == [f"TRI-UNVERIFIED error trials[0].results[{n}]" for n in where]
    checked = [result | {"checked": {}} for result in trial()["results"]]
    assert lines(trials.numbers_checked, *body, trials=[trial(results=checked)]) == []


def test_effects_and_numbers_of_a_landscape_are_checked():
    landscape = {"block": "landscape", "trials": ["x"], "columns": ["primary_result"]}

    assert [line.split(":")[0] for line in lines(trials.effects, landscape, trials=[trial()])][:1] == [
        "STAT-OUT error trials[0].results[1]"
    ]
    assert lines(trials.registry_numbers, landscape, trials=[trial()]) == [
        "TRI-NOID warning trials[0]: X has no registry number."
    ]
