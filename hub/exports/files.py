"""A response as a file to be saved."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import JsonResponse
from django.http.response import HttpResponse, HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def named(response: Response, filename: str) -> Response:
    """The answer as a file to be saved. filename: of letters, digits, hyphens and dots, as slugs give them."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def json_file(data: Mapping[str, Any], filename: str) -> HttpResponse:
    """A download of JSON that people can read too: one space of indent, UTF-8 unescaped."""
    return named(JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1}), filename)
