"""What single values of the format read, and the sentence with which they refuse the rest."""

from decimal import Decimal

import pytest

from articles.bundle.shape import (
    Boolean,
    Choice,
    CitationKey,
    Date,
    Decimals,
    FileName,
    Integer,
    Key,
    Moment,
    PartialDate,
    Pattern,
    RichText,
    Text,
    Unwritten,
    canonical,
    canonical_of_stored,
    loadable,
    problems,
)
from articles.richtext import Profile

COUNTRY = Pattern(r"[A-Z]{2}", "a country")


@pytest.mark.parametrize(
    ("node", "value", "held"),
    [
        (Text(10), "  plain\x00 text ", "plain text"),
        (Text(20), "one \r\n two", "one two"),
        (Text(20, has_lines=True), "one\r\ntwo\rthree", "one\ntwo\nthree"),
        (Text(20), "[@key] stays", "[@key] stays"),
        (RichText(Profile.PARAGRAPHS), "a [@x;@y]\n\n\n b ", "a [@x; @y]\n\nb"),
        (RichText(Profile.LINE), "a\n\nb", "a b"),
        (Integer(), 446, 446),
        (Integer(), 0, 0),
        (Integer(), Decimal("446.0"), 446),
        (Integer(), " 446 ", 446),
        (Decimals(), "0.60", "0.60"),
        (Decimals(), Decimal("4.00"), "4.00"),
        (Decimals(), 95, "95"),
        (Decimals(), 0.5, "0.5"),
        (Decimals(), Decimal("1E-5"), "0.00001"),
        (Decimals(), "−0·41", "-0.41"),
        (Decimals(), "-0.00", "0.00"),
        (Decimals(), "0", "0"),
        (Boolean(), True, True),
        (Boolean(), False, None),
        (Boolean(keeps_false=True), False, False),
        (Date(), "2024-02-29", "2024-02-29"),
        (PartialDate(), "2024", "2024"),
        (PartialDate(), 2024, "2024"),
        (PartialDate(), "2024-09", "2024-09"),
        (PartialDate(), "2024-09-20", "2024-09-20"),
        (Moment(), "2025-05-05T09:00:00+02:00", "2025-05-05T07:00:00+00:00"),
        (Moment(), "2025-05-05T09:00:00Z", "2025-05-05T09:00:00+00:00"),
        (Choice(("a", "b")), "a", "a"),
        (Key(), "LO1_a-b", "LO1_a-b"),
        (CitationKey(), "fda:isa.2024", "fda:isa.2024"),
        (CitationKey(), 12, "12"),
        (COUNTRY, "DE", "DE"),
        (FileName(), "anna.müller-2.png", "anna.müller-2.png"),
    ],
)
def test_value_is_read(node, value, held):
    assert (problems(value, node), canonical(value, node)) == ([], held)


@pytest.mark.parametrize(
    ("node", "value", "message"),
    [
        (Text(3), "four", "the text has 4 characters; 3 fit here"),
        (Text(3), 4, "a text is expected here, not a number"),
        (Text(3), True, "a text is expected here, not true or false"),
        (Text(30, may_cite=False), "Title [@key]", 'citations such as "[@key]" cannot stand here'),
        (RichText(Profile.LINE), ["a"], "a text is expected here, not a list"),
        (
            RichText(Profile.LINE),
            "open [@key",
            '"[@key" has no closing "]". If the bracket is meant as text, write "\\[".',
        ),
        (Integer(), True, "a whole number is expected here, not true or false"),
        (Integer(), Decimal("4.5"), "a whole number is expected here, not 4.5"),
        (Integer(), Decimal("1E+999999999"), "a whole number is expected here, not 1E+999999999"),
        (Integer(), "four", 'a whole number is expected here, not "four"'),
        (Integer(), -1, "-1 is not between 0 and 2147483647"),
        (Integer(1, 7), 8, "8 is not between 1 and 7"),
        (Decimals(), False, "a number is expected here, not true or false"),
        (
            Decimals(),
            "1,234",
            "“1,234” could mean thousands or decimals; write it with a decimal point and no separator.",
        ),
        (Decimals(), "n/a", "“n/a” is not a number."),
        (
            Decimals(),
            Decimal("1E+99"),
            f"1{'0' * 99} is too long; at most 18 digits before the decimal point and 12 after it are kept",
        ),
        (
            Decimals(),
            "0.1234567890123",
            "0.1234567890123 is too long; at most 18 digits before the decimal point and 12 after it are kept",
        ),
        (Boolean(), "true", "true or false is expected here, not a text"),
        (Boolean(), 0, "true or false is expected here, not a number"),
        (Date(), "2023-02-29", '"2023-02-29" is not a date; a date looks like 2025-05-05'),
        (Date(), "20250505", '"20250505" is not a date; a date looks like 2025-05-05'),
        (PartialDate(), "2024-13", '"2024-13" is not a date; write 2024, 2024-09 or 2024-09-20'),
        (PartialDate(), "0000", '"0000" is not a date; write 2024, 2024-09 or 2024-09-20'),
        (
            Moment(),
            "2025-05-05T09:00:00",
            '"2025-05-05T09:00:00" does not say when: an instant with its offset looks like 2025-05-05T09:00:00+02:00',
        ),
        (
            Moment(),
            "0001-01-01T00:00:00+02:00",
            '"0001-01-01T00:00:00+02:00" does not say when: an instant with its offset looks like 2025-05-05T09:00:00+02:00',
        ),
        (Choice(("a", "b")), "c", '"c" is not one of a, b'),
        (Choice(("hub-article/1",)), "2", '"2" is not "hub-article/1"'),
        (Key(), "a b", '"a b" cannot be a key; keys are made of letters, digits, - and _'),
        (Key(3), "four", 'the key "four" has 4 characters; 3 fit here'),
        (
            CitationKey(),
            "-x",
            '"-x" cannot be a citation key; keys are made of letters, digits and _ . : - and begin with a letter or digit',
        ),
        (CitationKey(3), "four", 'the citation key "four" has 4 characters; 3 fit here'),
        (COUNTRY, "de", '"de" is not a country'),
        (
            FileName(),
            "../secret.png",
            '"../secret.png" cannot be the name of a file; up to 80 letters, digits, . - and _ without folders are expected',
        ),
        (Unwritten(Integer(1, 9)), 10, "10 is not between 1 and 9"),
    ],
)
def test_value_is_refused_with_a_sentence(node, value, message):
    found = [(problem.path, problem.message) for problem in problems(value, node, "place")]

    assert (found, canonical(value, node)) == ([("place", message)], None)


def test_unwritten_value_is_loadable_and_not_canonical():
    node = Unwritten(Integer(1, 9))

    assert (loadable(3, node), canonical(3, node)) == (3, None)


@pytest.mark.parametrize(
    ("node", "value"), [(Text(3), "four"), (Key(), "a b"), (Choice(("a",)), "c"), (Integer(2, 4), 5)]
)
def test_stored_value_that_the_format_refuses_is_not_lost(node, value):
    assert canonical_of_stored(value, node) == value
