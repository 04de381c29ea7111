import pytest

from articles.effects import printed, printed_text, with_powers
from articles.effects.typing_errors import moved_points, swapped_digits, wrong_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.50", "0.50"), ("0·57", "0.57"), ("0,57", "0.57"), ("−3.2", "-3.2"), ("–3.2", "-3.2"), (" + 1.5 ", "1.5"),
        ("− 1", "-1"), (".05", "0.05"), ("1e-05", "0.00001"), ("1234", "1234"), ("0,571", "0.571"), ("\u00a00.5", "0.5"),
    ],
)  # fmt: skip
def test_printed_keeps_the_decimals(text, expected):
    assert f"{printed(text):f}" == expected


@pytest.mark.parametrize("text", ["", "NR", "1,234", "1.2.3", "0.5 0.6", "12 34", "nan", "inf", "95%", "٣", "9" * 31])
def test_printed_refuses_what_is_not_one_number(text):
    with pytest.raises(ValueError, match=r"^(?:“.*”|A number) .*\.$"):
        printed(text)


def test_printed_text_uses_the_minus_sign():
    assert printed_text("-0,50") == "−0.50"


def test_slips_of_the_keyboard():
    assert [f"{number:f}" for number in swapped_digits(printed("0.14"))] == ["1.04", "0.41"]
    assert [f"{number:f}" for number in moved_points(printed("57"))] == ["0.57", "5.7", "570", "5700"]
    assert len(list(wrong_digits(printed("0.57")))) == 27


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10^-5 by NGS, with ≥CR", "10⁻⁵ by NGS, with ≥CR"),
        ("10^−6", "10⁻⁶"),
        ("below 10^5 and 2^10", "below 10⁵ and 2¹⁰"),
        ("a^2, 10^-, 10^123, ^5", "a^2, 10^-, 10^123, ^5"),
    ],
)
def test_powers_are_raised(text, expected):
    assert with_powers(text) == expected
