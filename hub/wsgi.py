"""WSGI entry point: `gunicorn hub.wsgi`."""

import os
import re

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

CLAIMED_ENCODING = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)

_django = get_wsgi_application()
# Every page is imported before the first request: mistakes show at the start, and forked workers share the memory.
_ = get_resolver().url_patterns


def application(environ, start_response):
    """Django, reading every request as UTF-8.

    A request may claim an encoding that decodes no text ("hex"); Django looks it up before any middleware could refuse.
    """
    if "charset" in (content_type := environ.get("CONTENT_TYPE", "")).lower():
        environ["CONTENT_TYPE"] = CLAIMED_ENCODING.sub("", content_type)
    return _django(environ, start_response)
