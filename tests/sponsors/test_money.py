from decimal import Decimal

import pytest

from sponsors.contributions.money import decimal_places, holds_card_number, printed


def test_amounts_are_printed_with_the_digits_of_their_currency():
    assert [printed(Decimal("25.5"), "EUR"), printed(Decimal("3000.00"), "JPY")] == ["EUR 25.50", "JPY 3000"]
    assert [decimal_places(code) for code in ("EUR", "JPY", "CHF")] == [2, 0, 2]


@pytest.mark.parametrize(
    ("text", "is_card"),
    [
        ("4111 1111 1111 1111", True),
        ("my card 5500-0000-0000-0004, thanks", True),
        ("378282246310005", True),
        ("4111 1111 1111 1112", False),
        ("DE89 3704 0044 0532 0130 00 is an IBAN, 22 characters", False),
        ("C2026-DQNRXYDM", False),
        ("call 030 1234567", False),
        ("", False),
    ],
)
def test_card_numbers_are_recognised(text, is_card):
    assert holds_card_number(text) is is_card
