"""WSGI entry point: `gunicorn hub.wsgi`."""

import os
import re

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

CLAIMED_ENCODING = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)
LENGTH = re.compile(r"[0-9]+")

_django = get_wsgi_application()
# Every page is imported before the first request: mistakes show at the start, and forked workers share the memory.
_ = get_resolver().url_patterns


def application(environ, start_response):
    """Django, reading every request as UTF-8.

    A request may claim an encoding that decodes no text ("hex"); Django looks it up before any middleware could refuse.
    A length that is no number counts as none: Django fails on it where the body is read, also while it reports that.
    """
    if "charset" in (content_type := environ.get("CONTENT_TYPE", "")).lower():
        environ["CONTENT_TYPE"] = CLAIMED_ENCODING.sub("", content_type)
    if not LENGTH.fullmatch(environ.get("CONTENT_LENGTH") or "0"):
        environ["CONTENT_LENGTH"] = "0"
    return _django(environ, start_response)
