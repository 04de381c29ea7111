"""Questions from text: tables, GIFT and Moodle XML, hand-made and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.question_import.reading import (
    MOST_QUESTIONS,
    GivenOption,
    GivenPlace,
    GivenQuestion,
    Problem,
    read_questions,
)

HEADER = (
    "external_id,stem,option_1,option_2,option_3,feedback_2,key,rationale,bloom,moore,refs,fixed_order,quiz,objective\n"
)


def one(text: str) -> GivenQuestion:
    reading = read_questions(text)
    assert reading.problems == ()
    return reading.questions[0]


def complaints(text: str) -> list[tuple]:
    return [(problem.row, problem.column, problem.message) for problem in read_questions(text).problems]


def test_a_row_says_everything_of_a_question():
    row = 'q1," Which\ndrug? ",A,B,,because,b,"One.\n\nTwo [@key1].",Apply,3,"key1, key2",yes,anti-cd38,LO1\n'

    assert one(HEADER + row) == GivenQuestion(
        row=2,
        external_id="q1",
        stem="Which\ndrug?",
        options=(GivenOption("A", None, False), GivenOption("B", "because", True)),
        details={
            "rationale": "One.\n\nTwo.[@key1]", "bloom": "apply", "moore": 3, "refs": "key1 key2", "fixed_order": True,
        },
        places=(GivenPlace("anti-cd38", "LO1", None),),
    )  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep={}\n"])
def test_separators_line_ends_and_marks_of_files(separator, end, start):
    rows = [["Stem", "Option 1", "option-2", "KEY"], ["What, or; so?", "A", "B", "2"]]
    lines = [separator.join(f'"{cell}"' for cell in row) for row in rows]

    question = one(start.format(separator) + end.join(lines))

    assert (question.stem, [option.is_key for option in question.options]) == ("What, or; so?", [False, True])


def test_columns_that_a_table_lacks_are_not_spoken_of():
    question = one("stem,option_1,option_2,key\nWhat?,A,B,1\n")

    assert (question.details, question.places, question.options[0].feedback) == ({}, (), None)


def test_a_guard_against_formulas_is_taken_off():
    question = one("stem,option_1,option_2,key\nWhat?,'=1+1,'tis,1\n")

    assert [option.text for option in question.options] == ["=1+1", "'tis"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("q,,A,B,,,1,,,,,,,", (2, "stem", "The stem is empty. Write the question itself here.")),
        ("q,s,A,,,,1,,,,,,,", (2, "option_2", "A question has at least 2 options; this one has 1.")),
        ("q,s,A,a ,,,1,,,,,,,", (2, "option_2", "It says the same as option_1.")),
        ("q,s,A,B,,,,,,,,,,", (2, "key", "No key is given. Write the number or the letter of the right option.")),
        ("q,s,A,B,,,C,,,,,,,", (2, "key", "“C” is not the number or the letter of an option of this question.")),
        ("q,s,A,B,,,A B,,,,,,,", (2, "key", "“A B” names 2 options; a question has one key.")),
        ("q,s,A,B,,,1,[@],,,,,,", (2, "rationale", None)),
        ("q,s,A,B,,,1,,know,,,,,", (2, "bloom", "“know” is no Bloom level. Known are remember, understand, apply, analyze, evaluate, create.")),
        ("q,s,A,B,,,1,,,8,,,,", (2, "moore", "“8” is no Moore level; they run from 1 to 7.")),
        ("q,s,A,B,,,1,,,,!,,,", (2, "refs", "“!” is not a citation key.")),
        ("q,s,A,B,,,1,,,,,maybe,,", (2, "fixed_order", "“maybe” is neither yes nor no.")),
        ("q,s,A,B,,,1,,,,,,,LO1", (2, "objective", "It belongs to a quiz. Name the article in the column quiz, or empty this cell.")),
        ("q,s,A,B,,,1,,,,,,a\tb,x,y", (2, "", "The row has 15 cells and the header 14. Put quotation marks around cells that hold the separator.")),
        (f"q,s,{'x' * 401},B,,,1,,,,,,,", (2, "option_1", "The text has 401 characters; 400 fit here.")),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_with_its_reason(row, told):
    found = complaints(HEADER + row)

    assert len(found) == 1
    assert found[0] == told or (told[2] is None and found[0][:2] == told[:2])


def test_a_gap_between_options_is_named():
    assert complaints("stem,option_1,option_2,option_3,key\ns,A,,C,1\n") == [
        (2, "option_2", "This option is empty, while option_3 is not. Close the gap.")
    ]


def test_a_question_that_stands_twice_is_named():
    row = "q,s{},A,B,,,1,,,,,,,\n"

    assert complaints(HEADER + row.format(1) + row.format(2)) == [
        (3, "external_id", "It stands in 2 already. Each question stands once.")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  \n", "There is nothing to read. Paste questions or choose a file."),
        ("stem;key\n", "The header lacks option_1, option_2. The first row names the columns; download the template to see all."),
        ("stem,option_1,option_2,key,colour\n", "There is no column of this name. Correct it, or delete the column."),
        ("stem,option_1,option_2,key,key\n", "The header names this column twice."),
        ("stem,option_1,option_2,key\n", "No question was found. The first row names the columns; questions follow."),
        ('stem,option_1,option_2,key\n"a,b,c,1\n', "The text ends inside quotation marks. Close the cell that begins with one."),
        ('stem,option_1,option_2,key\n"a"b,b,c,1\n', "A quotation mark stands inside a cell. Write it twice and put the whole cell into quotation marks."),
        (f"stem,option_1,option_2,key\n{'x' * 100_001},b,c,1\n", "A cell has more than 100,000 characters. A quotation mark that nothing closes may be the reason."),
        ("<!DOCTYPE a><quiz/>", "The file declares a document type, which is not read. Delete the lines with <!DOCTYPE."),
        ("<quiz>", "The XML cannot be read: it breaks in line 1, column 7."),
        ("<quiz/>", "The file holds no element named question. Export the questions as Moodle XML."),
    ],
)  # fmt: skip
def test_a_text_that_is_no_table_gets_a_sentence(text, told):
    assert [message for _row, _column, message in complaints(text)] == [told]


def test_more_questions_than_can_be_looked_through_are_refused():
    rows = "".join(f"s{n},A,B,1\n" for n in range(MOST_QUESTIONS + 1))

    assert [row for row, _column, _message in complaints("stem,option_1,option_2,key\n" + rows)] == [MOST_QUESTIONS + 2]


def test_gift():
    text = """// a comment
$CATEGORY: myeloma

::Q 1:: Which \\{drug\\}? {
  =Alpha #Right. It is *not* so.
  ~%-50%Beta = half
  ~Gamma #No.
  ####Because.
}

True or false? {T}

Part {=A ~%50%B}
"""
    reading = read_questions(text.replace("Beta = half", "Beta"))

    assert (reading.format, reading.unit) == ("GIFT", "Line")
    assert reading.questions == (
        GivenQuestion(
            row=4,
            external_id="Q 1",
            stem="Which {drug}?",
            options=(
                GivenOption("Alpha", "Right. It is \\*not\\* so.", True),
                GivenOption("Beta", "", False),
                GivenOption("Gamma", "No.", False),
            ),
            details={"rationale": "Because."},
        ),
    )
    assert reading.problems == (
        Problem(11, "", "Only questions with options to choose from are read; this one is of another kind."),
        Problem(13, "", "An option counts in part. A question has one key, and every other option is wrong."),
    )


def test_moodle_xml():
    text = """<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>c</text></category></question>
<question type="multichoice"><name><text>n</text></name><idnumber>q7</idnumber>
<questiontext format="html"><text><![CDATA[<p>Which <b>drug</b> &amp; why?</p>]]></text></questiontext>
<generalfeedback format="html"><text><![CDATA[<p>So.</p><p>And <em>so</em>.</p>]]></text></generalfeedback>
<shuffleanswers>false</shuffleanswers>
<answer fraction="0" format="html"><text>A</text><feedback format="html"><text>No</text></feedback></answer>
<answer fraction="100" format="html"><text>B</text></answer></question>
<question type="essay"><questiontext><text>e</text></questiontext></question></quiz>"""

    reading = read_questions(text)

    assert reading.questions == (
        GivenQuestion(
            row=1,
            external_id="q7",
            stem="Which drug & why?",
            options=(GivenOption("A", "No", False), GivenOption("B", "", True)),
            details={"rationale": "So.\n\nAnd *so*.", "fixed_order": True},
        ),
    )
    assert reading.problems == (
        Problem(2, "", "Questions of the type essay are not read; only multichoice and truefalse."),
    )


PIECES = st.sampled_from(
    ["stem,option_1,option_2,key\n", ";", ",", "\n", '"', "'=", "::a::", "{", "}", "=", "~", "%50%", "#", "\\", "<quiz>", "<question type='multichoice'>", "</question>", "</quiz>", "<answer fraction='100'>", "[@", "]", "*", "\x00", "\r", "\ufeff", "sep=", "é", "1"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_no_text_breaks_a_reader(text):
    reading = read_questions(text)

    assert reading.questions or reading.problems
