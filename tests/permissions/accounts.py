"""Who opens which page of one's own account: signing in, addresses, second factors, sessions."""

from tests.permissions.outcomes import (
    ANONYMOUS,
    ELSEWHERE,
    NOT_FOUND,
    OPEN,
    Page,
    everybody,
    signed_in,
)

ONCE_SIGNED_IN = everybody(ELSEWHERE) | {ANONYMOUS: OPEN}
ACCOUNTS = [
    Page(f"accounts/{route}", f"/accounts/{route.replace('<int:pk>', '1')}", who)
    for route, who in {
        "login/": ONCE_SIGNED_IN,
        "login/code/": ONCE_SIGNED_IN,
        "signup/": ONCE_SIGNED_IN,
        "signup/passkey/": ONCE_SIGNED_IN,
        "logout/": everybody() | {ANONYMOUS: ELSEWHERE},
        "inactive/": everybody(),
        "email/": signed_in(),
        "sessions/": signed_in(),
        "reauthenticate/": signed_in(),
        "password/change/": signed_in(),
        "password/reset/": everybody(),
        "password/reset/done/": everybody(),
        "2fa/": signed_in(),
        "2fa/webauthn/": signed_in(),
        # Steps of something that was not begun lead back to its beginning; what somebody does not have is not there.
        "login/code/confirm/": everybody(ELSEWHERE),
        "confirm-email/": everybody(ELSEWHERE),
        "password/reset/confirm/": everybody(ELSEWHERE),
        "password/reset/complete/": everybody(ELSEWHERE),
        "password/set/": signed_in(ELSEWHERE),
        "2fa/authenticate/": everybody(ELSEWHERE),
        "2fa/reauthenticate/": signed_in(ELSEWHERE),
        "2fa/totp/activate/": signed_in(ELSEWHERE),
        "2fa/totp/deactivate/": signed_in(NOT_FOUND),
        "2fa/recovery-codes/": signed_in(NOT_FOUND),
        "2fa/recovery-codes/download/": signed_in(NOT_FOUND),
        "2fa/recovery-codes/generate/": signed_in(ELSEWHERE),
        "2fa/webauthn/add/": signed_in(ELSEWHERE),
        "2fa/webauthn/keys/<int:pk>/edit/": signed_in(ELSEWHERE),
        "2fa/webauthn/keys/<int:pk>/remove/": signed_in(ELSEWHERE),
        "2fa/webauthn/login/": everybody(ELSEWHERE),
        "2fa/webauthn/reauthenticate/": signed_in(ELSEWHERE),
        "2fa/webauthn/signup/": everybody(ELSEWHERE),
    }.items()
]
