"""Pages that are the same bytes for everybody, and may be kept by caches."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=300"


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view's 200 answers an ETag over the body and a public Cache-Control; answer 304 where the ETag matches.

    The view must not read session, user or messages, and must not set a cookie.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        response["Cache-Control"] = CACHE_CONTROL
        return get_conditional_response(request, etag=etag, response=response)

    return wrapper


def in_language(language: str):
    """Render in this language, whatever the browser prefers; falls back to English."""
    return translation.override(language or "en")
