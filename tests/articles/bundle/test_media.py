"""Figures and video in bundles: files stored clean, named for good, and reported where they are missing."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from articles.bundle.reading import BundleError
from articles.models import FigureBlock, StoredFile, VideoChapter
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db
FIGURE = {"block": "figure", "file": "one.png", "alt": "A curve"}
VIDEO = {"file": "talk.webm", "captions": [{"lang": "en", "file": "talk.vtt"}], "transcript": "talk.txt"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def with_media(*figures, **video) -> dict:
    bundle = bundles.small()
    bundle["article"]["body"] += figures
    return bundles.set_at(bundle, ["article", "video"], video) if video else bundle


def figures_of(article) -> list[dict]:
    return [block for block in bundles.exported(article)["article"]["body"] if block["block"] == "figure"]


def said(imported) -> list[tuple[str, str, str, str]]:
    return [(one.rule, one.severity, one.where, one.message) for one in imported.findings]


def stored_paths(settings) -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_files_are_stored_under_their_content_and_exported_under_their_names(tmp_path):
    (tmp_path / "one.png").write_bytes(bundles.picture(size=(500, 20)))

    imported = bundles.load(with_media(FIGURE), folder=tmp_path)

    row = StoredFile.objects.get()
    assert imported.created["StoredFile"] == 1
    assert (row.name, row.kind, row.width, row.height) == ("one.png", "picture", 500, 20)
    assert row.path == f"articles/{imported.article.pk}/{row.digest}.png"
    assert sorted(imported.stored_files) == [row.path.replace(".png", "-480.webp"), row.path]
    assert figures_of(imported.article) == [FIGURE]


def test_missing_files_leave_their_places_empty():
    video = VIDEO | {"poster": "poster.jpg", "duration": "12:30"}

    imported = bundles.load(with_media(FIGURE, **video))

    assert said(imported) == [
        ("BUNDLE-FILE", "warning", path, f"The file {name} is missing: the place stays empty.")
        for path, name in [
            ("article.body[2].file", "one.png"),
            ("article.video.file", "talk.webm"),
            ("article.video.poster", "poster.jpg"),
            ("article.video.transcript", "talk.txt"),
            ("article.video.captions[0].file", "talk.vtt"),
        ]
    ]
    assert figures_of(imported.article) == [{"block": "figure", "alt": "A curve"}]
    assert bundles.exported(imported.article)["article"]["video"] == {"duration": "12:30", "captions": [{"lang": "en"}]}


def test_import_with_missing_files_changes_nothing_the_second_time():
    bundles.load(with_media(FIGURE, **VIDEO))

    again = bundles.load(with_media(FIGURE, **VIDEO))

    assert (again.created, again.updated) == ({}, {})


def test_files_of_the_article_need_not_lie_beside_the_bundle_again(tmp_path):
    (tmp_path / "one.png").write_bytes(bundles.picture())
    article = bundles.load(with_media(FIGURE), folder=tmp_path).article

    again = bundles.load(with_media(FIGURE | {"alt": "Another text"}))

    assert again.findings == []
    assert figures_of(article) == [FIGURE | {"alt": "Another text"}]


def test_name_of_another_kind_of_file_is_no_file_for_the_place(tmp_path):
    (tmp_path / "one.png").write_bytes(bundles.picture())
    bundles.load(with_media(FIGURE), folder=tmp_path)

    imported = bundles.load(with_media(transcript="one.png"))

    assert "video" not in bundles.exported(imported.article)["article"]
    assert [one.where for one in imported.findings] == ["article.video.transcript"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg/>", "it is an SVG drawing, which may hold scripts; save it as PNG"),
        (b"x" * 10_000_001, "this file has 10.1 MB; pictures may have at most 10 MB"),
        (bundles.picture("GIF"), "it is a GIF; save it as PNG or JPEG"),
    ],
)
def test_file_that_cannot_be_stored_leaves_the_place_empty(content, reason, tmp_path, settings):
    (tmp_path / "one.png").write_bytes(content)
    before = stored_paths(settings)

    imported = bundles.load(with_media(FIGURE), folder=tmp_path)

    message = f"The file one.png was not stored: {reason}. The place stays empty."
    assert said(imported) == [("BUNDLE-FILE", "warning", "article.body[2].file", message)]
    assert figures_of(imported.article) == [{"block": "figure", "alt": "A curve"}]
    assert (StoredFile.objects.count(), stored_paths(settings)) == (0, before)


def test_fault_in_captions_names_the_line(tmp_path):
    (tmp_path / "talk.vtt").write_text("WEBVTT\n\n00:04.000 --> 00:01.000\nHi")

    imported = bundles.load(with_media(captions=[{"lang": "en", "file": "talk.vtt"}]), folder=tmp_path)

    message = "The file talk.vtt was not stored: line 3: the caption ends before it starts. The place stays empty."
    assert said(imported) == [("BUNDLE-FILE", "warning", "article.video.captions[0].file", message)]


def test_link_is_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody may read this.")
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "talk.txt").symlink_to(secret)

    imported = bundles.load(with_media(transcript="talk.txt"), folder=folder)

    message = "The file talk.txt is a link to another file: the place stays empty. Put the file itself there."
    assert said(imported) == [("BUNDLE-FILE", "warning", "article.video.transcript", message)]
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("name", ["../one.png", "/etc/passwd", "a/b.png", ".env", "..", "a\\b.png", "one\u202e.png/x"])
def test_name_with_a_way_out_of_the_folder_is_refused(name):
    problem = f'article.body[2].file: "{name.replace(chr(0x202E), "")}" cannot be the name of a file'

    assert [
        line.startswith(problem) for line in bundles.problems_of(with_media({"block": "figure", "file": name}))
    ] == [True]


def test_replaced_picture_keeps_the_old_one_and_gets_a_name_of_its_own(tmp_path):
    (tmp_path / "one.png").write_bytes(bundles.picture())
    article = bundles.load(with_media(FIGURE), folder=tmp_path).article
    old = StoredFile.objects.get()
    (tmp_path / "one.png").write_bytes(bundles.picture(mode="L"))

    imported = bundles.load(with_media(FIGURE), folder=tmp_path)
    again = bundles.load(with_media(FIGURE), folder=tmp_path)

    new = StoredFile.objects.exclude(pk=old.pk).get()
    message = f"The article keeps another file as one.png; this one is stored as {new.name}."
    assert said(imported) == [("BUNDLE-FILE", "info", "article.body[2].file", message)]
    assert new.name == f"one-{new.given_digest[:8]}.png"
    assert figures_of(article) == [FIGURE | {"file": new.name}]
    assert default_storage.exists(old.path)
    assert (again.created, again.updated) == ({}, {})


def test_refused_import_leaves_no_file_behind(tmp_path, settings, monkeypatch):
    (tmp_path / "one.png").write_bytes(bundles.picture(size=(501, 7)))
    before = stored_paths(settings)

    def fail(*_arguments):
        assert stored_paths(settings) != before
        raise BundleError([])

    monkeypatch.setattr("articles.bundle.loading.write_lists", fail)
    with pytest.raises(BundleError):
        bundles.load(with_media(FIGURE), folder=tmp_path)

    assert stored_paths(settings) == before


@pytest.mark.parametrize(
    ("video", "problem"),
    [
        ({"url": "http://example.org/v"}, '"http://example.org/v" is not an address that begins with https://'),
        ({"url": "https://"}, '"https://" is not an address that begins with https://'),
        (
            {"url": "https://user@example.org/"},
            '"https://user@example.org/" is not an address that begins with https://',
        ),
        ({"url": "javascript:alert(1)"}, '"javascript:alert(1)" is not an address that begins with https://'),
        ({"duration": "long"}, '"long" is not a duration; write minutes and seconds such as 12:30, or PT12M30S'),
        ({"captions": [{"file": "a.vtt"}]}, "is missing"),
        ({"captions": [{"lang": "en"}, {"lang": "en"}]}, 'the language "en" is used twice'),
        ({"chapters": [{"at": "0:10", "title": "a", "cites": ["nobody"]}]}, 'unknown citation key "nobody"'),
        (
            {"chapters": [{"at": "1:15", "title": "a"}, {"at": "PT75S", "title": "b"}]},
            "PT75S is not later than the chapter before it",
        ),
    ],
)
def test_video_that_cannot_be_gets_a_sentence(video, problem):
    (line,) = bundles.problems_of(with_media(**video))

    assert line.startswith("article.video.")
    assert line.endswith(f": {problem}")


def test_video_stands_in_the_text_once():
    bundle = with_media({"block": "video"}, {"block": "video"}, provider="Example Tube")

    assert bundles.problems_of(bundle) == ["article.body[3]: the video stands in article.body[2] already"]


def test_rights_are_stored_and_unknown_ones_refused():
    rights = {"basis": "reproduced", "holder": "Press", "permission_ref": "P-1"}
    bundles.load(with_media({"block": "figure", "rights": rights}))

    figure = FigureBlock.objects.get()
    assert (figure.rights_basis, figure.rights_holder, figure.permission_ref) == ("reproduced", "Press", "P-1")
    assert bundles.problems_of(with_media({"block": "figure", "rights": {"basis": "found"}})) == [
        'article.body[2].rights.basis: "found" is not one of own, redrawn, licensed, reproduced'
    ]


def test_video_goes_when_the_bundle_has_none():
    article = bundles.load(with_media(provider="Tube", chapters=[{"at": "0:00", "title": "Start"}])).article

    bundles.load(bundles.small())

    assert "video" not in bundles.exported(article)["article"]
    assert VideoChapter.objects.count() == 0
