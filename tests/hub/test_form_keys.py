import pytest
from django.core import signing

from hub import form_keys
from hub.form_keys import SALT, FormKeyError, Purpose
from tests.factories import NOW


def test_key_is_read_as_it_was_minted():
    key = form_keys.mint(Purpose.SUGGESTION, now=NOW)

    assert form_keys.read(key.signed(), Purpose.SUGGESTION) == key
    assert form_keys.mint(Purpose.SUGGESTION, now=NOW).nonce != key.nonce


def _signed(payload) -> str:
    return signing.Signer(salt=SALT).sign_object(payload)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        form_keys.mint(Purpose.CONTRIBUTION, now=NOW).signed(),
        form_keys.mint(Purpose.SUGGESTION, now=NOW).signed()[:-1],
        signing.Signer(salt="other").sign_object(["suggestion", "n", 1]),
        _signed(["suggestion", "n"]),
        _signed(["suggestion", "n", "soon"]),
        _signed(["poem", "n", 1]),
        _signed(7),
        _signed(["suggestion", "n", 10**20]),
    ],
)
def test_other_keys_are_refused(text):
    with pytest.raises(FormKeyError):
        form_keys.read(text, Purpose.SUGGESTION)
