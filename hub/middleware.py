"""Headers for every response, refusal of NUL bytes, and the hub a request is for."""

import secrets

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils.functional import SimpleLazyObject

from .models import Hub

PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
# The rich-text editor and the block editor inject one <style> element each. The hashes are recomputed from the installed
# files by a test; that of the block editor holds its English labels, the language of the admin.
EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
BLOCK_STYLE_HASH = "'sha256-N1v+9oYdxeZd/nv2iKYNMLWqP5BlGZff7wM0R1mK4ws='"
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
PRIVATE_PREFIXES = (
    "/quizzes/", "/surveys/", "/contribute/", "/suggest/", "/mail/", "/me/", "/accounts/", "/staff/", "/admin/",
)  # fmt: skip
PRIVATE = "private, no-store"


def policy(request) -> str:
    """The Content-Security-Policy of a response; only the admin knows a nonce and frames (for its preview)."""
    directives = dict(PUBLIC_POLICY)
    if request.path.startswith("/admin/"):
        directives["script-src"] += f" 'nonce-{request._csp_nonce}'"
        directives["style-src"] += f" {EDITOR_STYLE_HASH} {BLOCK_STYLE_HASH}"
        directives["frame-src"] = "'self'"
    elif request.path.startswith(settings.MEDIA_URL):
        directives = {"default-src": "'none'", "img-src": "'self'", "sandbox": "", "frame-ancestors": "'none'"}
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


class SecurityHeaders:
    """Sets the headers on every response, errors and redirects included: it stands first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request._csp_nonce = SimpleLazyObject(lambda: secrets.token_urlsafe(16))
        response = self.get_response(request)
        for name, value in FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy(request))
        if request.path.startswith(PRIVATE_PREFIXES) or response.status_code >= 400:
            response["Cache-Control"] = PRIVATE
        else:
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response


class RefuseNulBytes:
    """Answers 400 to NUL bytes in path, query or form: PostgreSQL cannot store them and would fail with a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("The address contains a character that cannot be used.")
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and any(
            "\x00" in value for values in request.POST.lists() for value in [values[0], *values[1]]
        ):
            return HttpResponseBadRequest(
                "The form contains a character that cannot be stored. Go back, remove it and send again."
            )
        return None


class CurrentHub:
    """`request.hub`: the hub of the host, read when first used; None while the installation has none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.hub = SimpleLazyObject(lambda: Hub.objects.for_host(request.get_host()))
        return self.get_response(request)
