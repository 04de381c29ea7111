"""Uploaded files on a developer's machine; elsewhere the web server sends them."""

import re

from django.http import FileResponse, HttpResponse
from django.views.static import serve

_LARGEST_PART = 4_000_000
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def media_file(request, path: str, document_root: str):
    """A file, or the range of it that a player asks for: without ranges no browser can seek in a video.

    RFC 9110, section 14. Only `bytes=first-last` with an open or closed end is answered; other ranges get the whole file.
    A range that is too large for one answer is answered in part; the player asks on.
    """
    response = serve(request, path, document_root=document_root)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not isinstance(response, FileResponse):
        return response
    response["Accept-Ranges"] = "bytes"
    if not asked:
        return response
    size = int(response["Content-Length"])
    first = int(asked[1])
    last = min(int(asked[2] or size), size - 1, first + _LARGEST_PART - 1)
    if first > last:
        response.file_to_stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with response.file_to_stream as stream:
        stream.seek(first)
        part = stream.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Accept-Ranges": "bytes"}
    return HttpResponse(part, status=206, content_type=response["Content-Type"], headers=headers)
