"""Headers for every response, the learner at sign-in, and the hub a request is for."""

import logging
import secrets

from django.conf import settings
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from . import learners
from .models import Hub
from .sign_in import lacks_second_factor
from .transactions import BusyError

logger = logging.getLogger(__name__)

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
    "/quizzes/", "/surveys/", "/contribute/", "/suggest/", "/declare/", "/mail/", "/me/", "/accounts/", "/staff/", "/admin/",
)  # fmt: skip
PRIVATE = "private, no-store"
NOT_FOR_SEARCH_ENGINES = ("/quizzes/", "/surveys/", "/declare/", "/mail/")


def policy(request) -> str:
    """The Content-Security-Policy of a response; only the admin knows a nonce and frames (for its preview)."""
    directives = dict(PUBLIC_POLICY)
    if request.path.startswith("/admin/"):
        directives["script-src"] += f" 'nonce-{request._csp_nonce}'"
        directives["style-src"] += f" {EDITOR_STYLE_HASH} {BLOCK_STYLE_HASH}"
        directives["frame-src"] = "'self'"
    elif request.path.startswith(settings.MEDIA_URL):
        directives = {
            "default-src": "'none'",
            "img-src": "'self'",
            "media-src": "'self'",
            # Nothing runs there; the origin alone is kept, or a browser could not load the video it shows.
            "sandbox": "allow-same-origin",
            "frame-ancestors": "'none'",
        }
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
        if request.path.startswith(NOT_FOR_SEARCH_ENGINES):
            response["X-Robots-Tag"] = "noindex"
        if request.path.startswith(PRIVATE_PREFIXES) or response.status_code >= 400:
            response["Cache-Control"] = PRIVATE
        else:
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response


class LearnerOfDevice:
    """Passes the learner of a device on to the account that signs in there, and forgets it at sign-in and sign-out.

    It compares who a request was before and after, so that it covers every way of signing in: password, code, passkey,
    sign-up. A device that could not be adopted keeps its cookie until the next POST tries again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(PRIVATE_PREFIXES):  # public pages read no session
            return self.get_response(request)
        before = request.user.pk
        response = self.get_response(request)
        after = request.user.pk
        if after and (after != before or request.method == "POST"):
            self._adopt(request, response)
        elif before and not after:
            learners.forget(response)
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _adopt(self, request, response) -> None:
        if settings.LEARNER_COOKIE_NAME not in request.COOKIES:
            return
        try:
            learners.adopt(request)
        except BusyError:
            logger.warning("A device could not be adopted at sign-in; its next POST tries again.")
        else:
            learners.forget(response)


class CurrentHub:
    """`request.hub`: the hub of the host, read when first used; None while the installation has none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.hub = SimpleLazyObject(lambda: Hub.objects.for_host(request.get_host()))
        return self.get_response(request)


class StaffSecondFactor:
    """Where REQUIRE_STAFF_MFA is on, staff pages open only for accounts that sign in with a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_guarded = settings.REQUIRE_STAFF_MFA and request.path.startswith(("/admin/", "/staff/"))
        if is_guarded and request.path != "/admin/logout/" and lacks_second_factor(request.user):
            return render(request, "errors/second_factor.html", status=403)
        return self.get_response(request)
