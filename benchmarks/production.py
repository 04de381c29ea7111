"""Settings as in production, but for https. Import it before Django is set up."""

import os

PRODUCTION = {
    "DEBUG": "0",
    "HTTPS": "0",
    "SECRET_KEY": "bench-only-secret-key-of-no-installation-0123456789",
    "LEARNER_PEPPER": "bench",
    "ALLOWED_HOSTS": "127.0.0.1",
}
os.environ |= PRODUCTION
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
