import pytest

from sponsors.praise import names_in, praise_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This resource is supported by independent funding from A and B.", []),
        ("Supported in kind by A: a venue.", []),
        ("Best Pharma paid.", ["Best"]),
        ("Thanks to the generous support of A, a leading company", ["Thanks", "generous", "leading"]),
        ("A, a trusted partner committed to patients", ["trusted", "partner", "committed"]),
        ("A, maker of the effective and safe X®", ["effective", "safe", "®"]),
    ],
)
def test_praise_in(text, found):
    assert praise_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Paid by pharma a.", ["Pharma A"]), ("Pharma About", []), ("Pharma B & Co.", ["Pharma B & Co."]), ("", [])],
)
def test_names_in(text, found):
    assert names_in(text, ["Pharma A", "Pharma B & Co.", ""]) == found
