"""A form handed back without asking the database: what was posted, in hidden fields, with a button that sends it again."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

LONGEST_VALUE = 5_000
NOT_OFFERED = _(
    "These questions are not asked at the moment: the article may have been taken down. Nothing is stored. Your answers "
    "are kept on this page: you can send them again once the article is back."
)
MOST_FIELDS = 500
"""No form of ours for learners sends more; what is beyond came from elsewhere and is not echoed."""


def repeatable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose POST, sent again, stores nothing new: it may be run twice, and its fields may be handed back."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


def is_repeatable(request: HttpRequest) -> bool:
    """Whether the request changes nothing, or changes it once however often it is sent."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return True
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return False
    return getattr(match.func, "is_repeatable", False)


def storable(text: str) -> str:
    """The text without NUL bytes and lone surrogates, which no database stores."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def without_database(request: HttpRequest, template: str, context: dict | None = None, *, status: int) -> HttpResponse:
    """A page that asks the database for nothing: without the hub's name where that is not known yet."""
    if type(getattr(request, "hub", None)) is SimpleLazyObject:
        request.hub = None
    return render(request, template, context, status=status)


def not_offered(request: HttpRequest) -> HttpResponse:
    """404 for a form that nobody can send now; the same for whatever address, so that it tells nothing of drafts.

    Raises Http404 where no form was sent.
    """
    if request.method != "POST" or not request.POST:
        raise Http404
    return form_again(request, NOT_OFFERED, status=404)


def form_again(request: HttpRequest, sentence, *, status: int) -> HttpResponse:
    """The posted fields with a button that sends them again. sentence: what went wrong. Sets no learner cookie."""
    fields = [
        (storable(name), storable(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and len(name) + len(value) <= LONGEST_VALUE
    ]
    context = {"sentence": sentence, "fields": fields[:MOST_FIELDS]}
    return without_database(request, "errors/send_again.html", context, status=status)
