"""Headers of every kind of answer."""

import pytest

from hub.middleware import FIXED_HEADERS

PUBLIC_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/healthz", "/articles", "/accounts/login/"])
def test_every_answer_carries_the_headers(client, hub, path):
    response = client.get(path)

    assert {name: response[name] for name in FIXED_HEADERS} == FIXED_HEADERS
    assert response["Content-Security-Policy"] == PUBLIC_CSP


def test_admin_has_a_nonce_that_changes(admin_client, hub):
    policies = {admin_client.get("/admin/")["Content-Security-Policy"] for _ in range(2)}

    assert len(policies) == 2
    assert all("script-src 'self' 'nonce-" in policy and "frame-src 'self'" in policy for policy in policies)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/accounts/login/", "private, no-store"),
        ("/no-such-page/", "private, no-store"),
        ("/", "public, max-age=60, stale-while-revalidate=300"),
    ],
)
def test_only_public_pages_may_be_kept(client, hub, path, expected):
    assert client.get(path)["Cache-Control"] == expected


@pytest.mark.parametrize(
    "send", [lambda c: c.get("/?q=%00"), lambda c: c.post("/accounts/login/", {"login": "a\x00b"})]
)
def test_nul_bytes_are_refused(client, hub, send):
    assert send(client).status_code == 400


def test_plain_http_uses_plain_cookie_names(settings):
    assert (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LEARNER_COOKIE_NAME) == (
        "sid",
        "csrf",
        "lid",
    )
