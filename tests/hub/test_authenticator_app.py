"""Codes of an authenticator app: how long one counts."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value, validate_totp_code

NOW, STEP = 1_800_000_010, 30
"""Seconds."""


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_counts_for_one_step_before_and_after_its_own(monkeypatch, steps, is_good):
    """RFC 6238, 5.2: whoever reads a code at the end of its time still needs to type it."""
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: NOW)
    secret = generate_totp_secret()
    code = format_hotp_value(hotp_value(secret, NOW // STEP + steps))

    assert validate_totp_code(secret, code) is is_good
