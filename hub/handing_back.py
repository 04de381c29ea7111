"""A form handed back without asking the database: what was posted, in hidden fields, with a button that sends it again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

LONGEST_VALUE = 5_000
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
