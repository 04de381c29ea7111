"""The words of an article by section."""

from articles.bundle.sections import Section, plain, quiz_texts, sections

IMROZ = {
    "slug": "imroz",
    "acronym": "IMROZ",
    "arms": [
        {"key": "e", "abbr": "Isa-VRd", "label": "isatuximab + VRd", "regimen": ["isatuximab", "bortezomib"]},
        {"key": "c", "label": "VRd"},
    ],
    "regulatory": [{"agency": "FDA", "action": "approval", "product": "Sarclisa"}],
}


def content(*body, **article):
    return {"article": {"title": "The title", "body": list(body)} | article, "trials": [IMROZ]}


def test_opening_holds_everything_before_the_first_heading():
    found = sections(
        content(
            {"block": "paragraph", "text": "Before any heading."},
            summary="The *summary*.[@a]",
            lead="The lead.",
            key_learnings=["One.", {"text": "Two."}],
            objectives=[{"id": "LO1", "text": "recall"}],
        )
    )

    assert found == [
        Section("", ("The title", "The summary.", "The lead.", "One.", "Two.", "recall", "Before any heading."))
    ]


def test_each_heading_begins_a_section():
    found = sections(
        content(
            {"block": "heading", "level": 2, "text": "First"},
            {"block": "list", "items": ["a", {"text": "b"}]},
            {"block": "heading", "level": 3, "text": "Second"},
            {"block": "quote", "text": "c", "person": "P"},
        )
    )

    assert found == [
        Section("", ("The title",)),
        Section("First", ("First", "a", "b")),
        Section("Second", ("Second", "c")),
    ]


def test_arm_names_each_drug_of_its_regimen_once():
    found = sections(content({"block": "trial", "trial": "imroz", "findings": ["Isa works."]}))

    assert found[0].texts[1:] == ("Isa works.", "Isa-VRd isatuximab + VRd bortezomib", "VRd")


def test_landscape_names_approved_products_only_where_it_shows_them():
    with_column = sections(content({"block": "landscape", "trials": ["imroz"], "columns": ["approval"]}))
    without = sections(content({"block": "landscape", "trials": ["imroz"], "columns": ["phase"]}))

    assert (with_column[0].texts[-1], without[0].texts[-1]) == ("Sarclisa", "VRd")


def test_table_and_figure_say_all_their_words():
    table = {"block": "table", "caption": "C", "header": ["H"], "rows": [["x"]], "footnotes": {"a": "note"}}
    figure = {"block": "figure", "caption": "F", "alt": "picture", "long_description": "long"}

    assert sections(content(table, figure))[0].texts[1:] == ("C", "H", "x", "note", "F", "long", "picture")


def test_quiz_is_read_apart():
    quiz = {"questions": [{"stem": "S?", "rationale": "R", "options": [{"text": "A", "feedback": "F"}, {"text": "B"}]}]}

    assert quiz_texts({"quiz": quiz}) == ["S?", "R", "A", "F", "B"]
    assert quiz_texts({}) == []


def test_plain_words_lose_marks_and_citations():
    assert plain("A **bold** [link](https://x.org/)[@a; @b].\n\nNext.") == "A bold link.\nNext."
