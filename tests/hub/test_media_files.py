"""Uploaded files as a developer's machine sends them: whole, or the range a player asks for."""

import pytest
from django.test import RequestFactory

from hub.views.media import media_file


def answer(folder, **headers):
    (folder / "talk.webm").write_bytes(b"0123456789")
    return media_file(RequestFactory().get("/media/talk.webm", headers=headers), "talk.webm", str(folder))


def test_whole_file_says_that_ranges_are_answered(tmp_path):
    response = answer(tmp_path)

    assert (response.status_code, b"".join(response), response["Accept-Ranges"]) == (200, b"0123456789", "bytes")
    assert response["Content-Type"] == "video/webm"


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=3-5", 206, b"345", "bytes 3-5/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-3", 416, b"", "bytes */10"),
        ("bytes=-3", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_range_is_answered(tmp_path, asked, status, content, told):
    response = answer(tmp_path, range=asked)

    assert (response.status_code, b"".join(response), response.headers.get("Content-Range")) == (status, content, told)


def test_file_that_did_not_change_is_not_sent_again(tmp_path):
    changed = answer(tmp_path)["Last-Modified"]

    assert answer(tmp_path, if_modified_since=changed).status_code == 304
