"""Error pages that say what happened and what to do."""

from django.shortcuts import render

import quizzes.views
import surveys.views

HAND_BACK = {
    "quizzes:take": quizzes.views.hand_back_unverified,
    "surveys:take": surveys.views.hand_back_unverified,
}
"""Forms of learners: a failed CSRF check gives these back as they were filled in."""


def _page(request, status: int):
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request, exception=None):
    return _page(request, 400)


def permission_denied(request, exception=None):
    return _page(request, 403)


def page_not_found(request, exception=None):
    return _page(request, 404)


def server_error(request):
    return _page(request, 500)


def csrf_failure(request, reason=""):
    match = request.resolver_match
    hand_back = HAND_BACK.get(match.view_name) if match else None
    return hand_back(request, **match.kwargs) if hand_back else _page(request, 403)
