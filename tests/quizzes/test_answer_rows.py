"""Pseudonyms of one export, and which values of a profile it may show."""

import hashlib
import hmac
import re
from uuid import UUID

from quizzes.answer_rows import Pseudonyms, ShownValues

ADA = UUID("11111111-1111-4111-8111-111111111111")
BEN = UUID("22222222-2222-4222-8222-222222222222")


def test_pseudonym_is_the_same_within_an_export_and_another_in_the_next():
    first, second = Pseudonyms(), Pseudonyms()

    assert first.of(ADA) == first.of(UUID(str(ADA)))
    assert len({first.of(ADA), first.of(BEN), second.of(ADA), second.of(BEN)}) == 4
    assert re.fullmatch("L[0-9a-f]{16}", first.of(ADA))


def test_pseudonym_is_hmac_sha256_under_the_key():
    key = bytes(32)

    assert Pseudonyms(key).of(ADA) == "L" + hmac.new(key, ADA.bytes, hashlib.sha256).hexdigest()[:16]


def test_key_is_long_random_and_not_told():
    keys = {Pseudonyms()._key for _ in range(50)}

    assert (len(keys), {len(key) for key in keys}) == (50, {32})
    assert repr(Pseudonyms()) == "Pseudonyms()"


COUNTS = [
    (("nurse", "Haematology", "CH"), 3),
    (("nurse", "Cardiology", "CH"), 2),
    (("physician", "Haematology", "MT"), 1),
    (("", "Haematology", ""), 1),
]


def test_value_is_shown_from_five_real_learners_on():
    shown = ShownValues.of(COUNTS)

    assert shown.values == {
        "profession": frozenset({"nurse"}),
        "specialty": frozenset({"Haematology"}),
        "country": frozenset({"CH"}),
    }
    assert shown.shown(("nurse", "Cardiology", "CH"), is_simulated=False) == ("nurse", "", "CH")
    assert shown.shown(("physician", "Haematology", "MT"), is_simulated=False) == ("", "Haematology", "")


def test_simulated_learners_are_nobody():
    assert ShownValues.of([]).shown(("nurse", "Cardiology", "MT"), is_simulated=True) == ("nurse", "Cardiology", "MT")
