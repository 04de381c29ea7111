from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import signing

from hub.submission_keys import ForeignKeyError, Kind, TamperedKeyError, mint, read

LEARNER = UUID("6f1c1d52-7b8e-4c55-9a57-1f1f0d6a0001")
OPENED = datetime(2026, 3, 2, 12, 0, 5, 999, tzinfo=UTC)


def key_of(**fields):
    return mint(
        **{"learner_id": LEARNER, "kind": Kind.QUIZ, "object_id": 7, "version_id": 3, "phase": "pre", "now": OPENED}
        | fields
    )


def test_key_read_back_is_the_key_signed():
    key = key_of()

    assert read(key.signed(), kind=Kind.QUIZ, object_id=7, phase="pre") == key
    assert key.opened_at == datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)
    assert len(key.nonce) == 43


def test_each_key_has_its_own_nonce():
    assert key_of().nonce != key_of().nonce


@pytest.mark.parametrize("opened", [OPENED - timedelta(days=900), OPENED + timedelta(days=3)])
def test_key_has_no_age_limit_either_way(opened):
    key = key_of(now=opened)

    assert read(key.signed(), kind=Kind.QUIZ, object_id=7, phase="pre") == key


@pytest.mark.parametrize(
    "other",
    [
        {"kind": Kind.SURVEY, "object_id": 7, "phase": "pre"},
        {"kind": Kind.QUIZ, "object_id": 8, "phase": "pre"},
        {"kind": Kind.QUIZ, "object_id": 7, "phase": "post"},
    ],
)
def test_key_of_another_form_is_foreign(other):
    with pytest.raises(ForeignKeyError):
        read(key_of().signed(), **other)


def test_key_changed_anywhere_is_tampered():
    signed = key_of().signed()
    for place in range(0, len(signed), 7):
        changed = signed[:place] + ("A" if signed[place] != "A" else "B") + signed[place + 1 :]
        with pytest.raises(TamperedKeyError):
            read(changed, kind=Kind.QUIZ, object_id=7, phase="pre")


@pytest.mark.parametrize("token", ["", ":", "a:b", "\ufffd:\u0000", "." * 100_000, "é" * 50])
def test_key_made_up_is_tampered(token):
    with pytest.raises(TamperedKeyError):
        read(token, kind=Kind.QUIZ, object_id=7, phase="pre")


@pytest.mark.parametrize("payload", [{}, [], ["x"] * 7, [LEARNER.hex, "quiz", 7, 3, "pre", "n", 10**30], None])
def test_signed_payload_of_another_shape_is_tampered(payload):
    token = signing.Signer(salt="hub.submission-key").sign_object(payload)

    with pytest.raises(TamperedKeyError):
        read(token, kind=Kind.QUIZ, object_id=7, phase="pre")


def test_key_signed_for_another_purpose_is_tampered():
    payload = [LEARNER.hex, "quiz", 7, 3, "pre", "n", 0]

    with pytest.raises(TamperedKeyError):
        read(signing.Signer(salt="other").sign_object(payload), kind=Kind.QUIZ, object_id=7, phase="pre")
