"""The settings in a process of their own, as production starts them."""

import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "SECRET_KEY": "$ecret-that-begins-with-a-dollar-sign-and-is-long-enough-for-the-check",
    "LEARNER_PEPPER": "pepper",
    "ALLOWED_HOSTS": "hub.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}
PROBE = """
import json
from django.conf import settings as s
print(json.dumps([s.SECRET_KEY, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LEARNER_COOKIE_NAME, s.SESSION_COOKIE_SECURE,
                  s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0]))
"""


def probe(**env):
    clean = {name: value for name, value in os.environ.items() if name not in {*PRODUCTION, "DEBUG", "HTTPS"}}
    return subprocess.run(
        [sys.executable, "-c", PROBE],
        env=clean | {"DJANGO_SETTINGS_MODULE": "hub.settings"} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_uses_host_cookies_and_https():
    result = probe(**PRODUCTION)

    assert json.loads(result.stdout) == [
        PRODUCTION["SECRET_KEY"], "__Host-sid", "__Host-csrf", "__Host-lid", True, True, True
    ]  # fmt: skip


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_refuses_to_start_without(missing):
    result = probe(**{name: value for name, value in PRODUCTION.items() if name != missing})

    assert result.returncode != 0
    assert f"{missing} is not set." in result.stderr
