"""What visitors get while the database is away: never a bare error, and nothing they entered is lost."""

import logging

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from . import handing_back, submissions
from .transactions import is_passing

logger = logging.getLogger(__name__)

NOT_STORED = _(
    "Your answers could not be stored just now. They are kept on this page: send them again in a few seconds."
)


def is_outage(error: BaseException | None) -> bool:
    """Whether the database could not be asked, and soon may be again."""
    return isinstance(error, OperationalError | InterfaceError) and is_passing(error)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After, made without the database; a learner's form comes back with all that was chosen."""
    if request.method == "POST" and handing_back.is_repeatable(request):
        response = handing_back.form_again(request, NOT_STORED, status=503)
    else:
        context = {"is_post": request.method == "POST"}
        response = handing_back.without_database(request, "errors/503.html", context, status=503)
    return submissions.as_busy(response)


RUNS_AGAIN = 3
"""How often a view is run again when the server cuts one connection after the other."""


class DatabaseOutages:
    """Runs a view again where only its connection was lost; otherwise answers 503 with what the visitor needs.

    Only views that may be repeated are run again. What fails in other middleware comes to `errors.server_error`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not is_outage(exception):
            return None
        logger.warning("Database unavailable at %s: %s", request.path, exception)
        if handing_back.is_repeatable(request):
            for _run in range(RUNS_AGAIN):
                if not _is_dropped():
                    break
                try:
                    return _response_of_view(request)
                except (OperationalError, InterfaceError) as error:
                    if not is_outage(error):
                        raise
        return unavailable(request)


def _response_of_view(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    response = match.func(request, *match.args, **match.kwargs)
    return response.render() if hasattr(response, "render") else response


def _is_dropped() -> bool:
    """Whether the server closed the connection; then the next query opens another."""
    if connection.in_atomic_block:
        return False
    connection.close_if_unusable_or_obsolete()
    return connection.connection is None
