"""Files of an article: what is taken, under which name it is kept, and that nothing is written twice or half."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from articles.files import FileError, files_by_name, keep, plain_name, read_file
from articles.models import StoredFile
from hub.models.audit import AppendOnlyError
from tests import factories
from tests.articles.bundle import bundles

MP4, WEBM = bundles.MP4, bundles.WEBM


@pytest.fixture
def article(db):
    return factories.make_article()


def good(kind: str, content: bytes):
    return read_file(kind, ContentFile(content))


def put(article, name: str, content: bytes, kind: str = "picture") -> StoredFile:
    return keep(article, name, good(kind, content), files_by_name(article), [])


@pytest.mark.parametrize(
    ("kind", "content", "suffix"),
    [
        ("video", MP4, ".mp4"),
        ("video", WEBM, ".webm"),
        ("picture", bundles.picture("JPEG"), ".jpg"),
        ("captions", bundles.CAPTIONS.encode(), ".vtt"),
        ("transcript", "Grüße\r\n".encode(), ".txt"),
    ],
)
def test_content_decides_what_a_file_is(kind, content, suffix):
    assert (good(kind, content).kind, good(kind, content).suffix) == (kind, suffix)


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        ("video", b"MZ an executable", "it is no MP4 or WebM video"),
        ("video", b"", "it is no MP4 or WebM video"),
        ("video", b"\0\0\0\x14ftypqt  \0\0\0\0", "it is no MP4 or WebM video, but a QuickTime film; save it as MP4"),
        (
            "video",
            WEBM.replace(b"webm", b"matr"),
            "it is no MP4 or WebM video, but a Matroska film; save it as WebM",
        ),
        ("video", MP4 + b"x" * 1_000_000, "this file has 1.1 MB; videos may have at most 1 MB"),
        ("transcript", b"\n \n", "it is empty"),
        ("transcript", b"one\ntwo\xff", "line 2 is not UTF-8; save the file with the encoding UTF-8"),
        ("transcript", b"x" * 1_000_001, "this file has 1,000,001 bytes; transcripts may have at most 1,000,000"),
        ("captions", b"WEBVTT", "the file holds no captions: no line such as 00:01.000 --> 00:04.000"),
        ("picture", b"<svg/>", "it is an SVG drawing, which may hold scripts; save it as PNG"),
    ],
)
def test_other_content_gets_a_sentence(kind, content, sentence, settings):
    settings.LARGEST_VIDEO_MB = 1

    with pytest.raises(FileError) as caught:
        good(kind, content)

    assert str(caught.value) == sentence


def test_file_is_stored_by_its_content_with_its_copies(article, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path  # a test before may have left files of an article with the same number
    content = bundles.picture(size=(1000, 10))

    row = put(article, "Figure 1.png", content)

    folder = Path(settings.MEDIA_ROOT, "articles", str(article.pk))
    assert sorted(file.name for file in folder.iterdir()) == [
        f"{row.digest}-480.webp",
        f"{row.digest}-960.webp",
        f"{row.digest}.png",
    ]
    assert row.facts() == {"path": f"articles/{article.pk}/{row.digest}.png", "width": 1000, "height": 10}


def test_same_content_is_kept_once(article):
    first = put(article, "one.png", bundles.picture())

    again = put(article, "one.png", bundles.picture())

    assert again == first
    assert StoredFile.objects.count() == 1


def test_content_under_two_names_is_stored_once(article, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    rows = [put(article, name, bundles.picture()) for name in ("one.png", "two.png")]

    assert [row.name for row in rows] == ["one.png", "two.png"]
    assert [file.name for file in tmp_path.rglob("*.*")] == [f"{rows[0].digest}.png"]


def test_file_as_stored_is_the_same_as_the_file_given(article):
    first = put(article, "one.jpg", bundles.picture("JPEG", quality=30))
    with default_storage.open(first.path) as stored:
        content = stored.read()

    assert content != bundles.picture("JPEG", quality=30)
    assert put(article, "one.jpg", content) == first


def test_other_content_gets_another_name(article):
    first = put(article, "one.png", bundles.picture())
    second = put(article, "one.png", bundles.picture(mode="L"))
    third = put(article, "one.png", bundles.CAPTIONS.encode(), "captions")
    words = put(article, third.name, bundles.CAPTIONS.encode(), "transcript")

    names = [row.name for row in (first, second, third, words)]
    mark = third.given_digest[:8]
    assert names == ["one.png", f"one-{second.given_digest[:8]}.png", f"one-{mark}.png", f"one-{mark}-{mark}.png"]
    assert default_storage.exists(first.path)


def test_row_is_written_once(article):
    row = put(article, "one.png", bundles.picture())

    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()


@pytest.mark.parametrize(
    "size", [{"width": None, "height": None}, {"width": 10, "height": None}, {"width": 0, "height": 1}]
)
def test_picture_has_its_size(article, size):
    with pytest.raises(IntegrityError, match="stored_picture_has_its_size"), transaction.atomic():
        StoredFile.objects.create(article=article, name="one.png", kind="picture", path="p", digest="d", **size)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Figure 1 (final).PNG", "Figure-1-final-.PNG"),
        (".hidden", "hidden"),
        ("", "file"),
        ("Überleben.png", "Überleben.png"),
        ("a" * 90 + ".png", "a" * 76 + ".png"),
    ],
)
def test_name_is_made_one_that_a_bundle_can_hold(given, kept):
    assert plain_name(given) == kept
