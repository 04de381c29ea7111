"""Serves the stylesheet under an address that names its content."""

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from hub.models import Hub
from hub.outages import is_outage
from hub.theme import stylesheet


def theme(request, slug: str, digest: str):
    """The stylesheet of the hub `slug` (`site` where there is no hub yet); immutable under its own digest only."""
    try:
        hub = Hub.objects.filter(slug=slug).first()
    except (OperationalError, InterfaceError) as error:
        # The page that says the database is away needs a stylesheet too.
        if slug != "site" or not is_outage(error):
            raise
        hub = None
    if hub is None and slug != "site":
        raise Http404
    sheet = stylesheet(hub)
    response = HttpResponse(content_type="text/css; charset=utf-8")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = compress_string(sheet.text.encode())
        response["Content-Encoding"] = "gzip"
    else:
        response.content = sheet.text.encode()
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if digest == sheet.digest else "public, max-age=60"
    )
    return response
