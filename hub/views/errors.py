"""Error pages that say what happened and what to do."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

import quizzes.views.drafts
import quizzes.views.results
import quizzes.views.taking
import surveys.views
from hub import handing_back, outages

from . import contribute, declare, mail, mail_settings, me, suggest

HAND_BACK = {
    "quizzes:take": quizzes.views.taking.hand_back_unverified,
    "quizzes:draft": quizzes.views.drafts.hand_back_unverified,
    "quizzes:profile": quizzes.views.results.hand_back_profile,
    "surveys:take": surveys.views.hand_back_unverified,
    "me_note": me.hand_back_unverified,
    "me_mail": mail_settings.hand_back_unverified,
    "surveys:commit": surveys.views.hand_back_commitment,
    "mail_follow_up": mail.hand_back_unverified,
    "mail_follow_up_draft": mail.hand_back_unverified_draft,
    "suggest": suggest.hand_back_unverified,
    "contribute": contribute.hand_back_unverified,
    "declare": declare.hand_back_unverified,
}
"""Public forms: a failed CSRF check gives these back as they were filled in."""

TOO_LARGE = _("The form is larger than this page accepts. Go back, shorten what you entered and send it again.")


def _page(request, status: int, **context):
    return render(request, f"errors/{status}.html", context, status=status)


def bad_request(request, exception=None):
    sentence = TOO_LARGE if isinstance(exception, RequestDataTooBig | TooManyFieldsSent) else ""
    return _page(request, 400, sentence=sentence)


def permission_denied(request, exception=None):
    return _page(request, 403)


def page_not_found(request, exception=None):
    return _page(request, 404)


def server_error(request):
    """The last resort: it asks the database for nothing, since that may be what failed."""
    if outages.is_outage(sys.exc_info()[1]):
        return outages.unavailable(request)
    return handing_back.without_database(request, "errors/500.html", status=500)


def csrf_failure(request, reason=""):
    """A failed CSRF check. The middleware that keeps outages from views does not stand around this one."""
    match = request.resolver_match
    hand_back = HAND_BACK.get(match.view_name) if match else None
    if not hand_back:
        return render(request, "errors/unverified.html", {"page_of_form": _page_of_form(request)}, status=403)
    try:
        return hand_back(request, **match.kwargs)
    except (OperationalError, InterfaceError) as error:
        if not outages.is_outage(error):
            raise
        return outages.unavailable(request)


def _page_of_form(request) -> str:
    """The page that sent the form, as the browser names it; the front page where it names none of ours."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    return page if is_ours else reverse("home")
