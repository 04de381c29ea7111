"""Portraits beside a bundle: stored clean, exported under their name."""

import io

import pytest
from PIL import Image

from articles.bundle.files import LARGEST_PICTURE, PictureError, clean_picture, portraits_of
from hub.models import Person
from tests.articles.bundle import bundles


@pytest.mark.parametrize(
    ("format_name", "mode"),
    [("PNG", "RGB"), ("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGB")],
)
def test_picture_is_written_anew_in_its_format(format_name, mode):
    with Image.open(io.BytesIO(clean_picture(bundles.picture(format_name, mode)))) as clean:
        assert (clean.format, clean.size) == (format_name, (3, 2))


def test_picture_stands_upright_and_says_nothing_of_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera maker"

    content = clean_picture(bundles.picture("JPEG", exif=exif))

    with Image.open(io.BytesIO(content)) as clean:
        assert (clean.size, dict(clean.getexif())) == ((2, 3), {})
    assert b"Camera maker" not in content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is no JPEG, PNG or WebP picture"),
        (bundles.picture("GIF"), "it is no JPEG, PNG or WebP picture"),
        (bundles.picture()[:40], "it is no JPEG, PNG or WebP picture"),
        (b"x" * (LARGEST_PICTURE + 1), "it has 10,000,001 bytes; a picture has at most 10,000,000"),
    ],
)
def test_other_content_is_refused(content, message):
    with pytest.raises(PictureError, match=message):
        clean_picture(content)


def test_picture_of_too_many_pixels_is_refused():
    written = io.BytesIO()
    Image.new("1", (8_000, 6_000)).save(written, "PNG")

    with pytest.raises(PictureError, match="it has 8000 x 6000 pixels, which is too many"):
        clean_picture(written.getvalue())


def with_portrait(name="wanda.png", **second):
    bundle = bundles.set_at(bundles.small(), ["article", "byline", 0, "portrait"], name)
    bundle["article"]["byline"] += [{"slug": "bert", "name": "Bert"} | second] if second else []
    return bundle


@pytest.mark.django_db
def test_portrait_is_stored_and_exported_by_its_name(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())

    imported = bundles.load(with_portrait(), folder=tmp_path)

    assert imported.findings == []
    assert bundles.exported(imported.article)["article"]["byline"][0]["portrait"] == "wanda.png"
    assert list(portraits_of(imported.article)) == ["wanda.png"]


@pytest.mark.django_db
def test_two_people_share_one_file(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())

    imported = bundles.load(with_portrait(portrait="wanda.png"), folder=tmp_path)

    assert [person["portrait"] for person in bundles.exported(imported.article)["article"]["byline"]] == [
        "wanda.png"
    ] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "The file wanda.png is missing: the place stays empty."),
        (
            b"no picture",
            "The file wanda.png was not stored: it is no JPEG, PNG or WebP picture. The place stays empty.",
        ),
    ],
)
def test_portrait_that_cannot_be_stored_leaves_the_place_empty(content, message, tmp_path):
    if content:
        (tmp_path / "wanda.png").write_bytes(content)

    imported = bundles.load(with_portrait(), folder=tmp_path)

    assert [(one.rule, one.severity, one.where, one.message) for one in imported.findings] == [
        ("BUNDLE-FILE", "warning", "article.byline[0].portrait", message)
    ]
    assert "portrait" not in bundles.exported(imported.article)["article"]["byline"][0]


@pytest.mark.django_db
def test_stored_portrait_stays_unless_it_is_overwritten(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())
    (tmp_path / "new.png").write_bytes(bundles.picture(mode="L"))
    bundles.load(with_portrait(), folder=tmp_path)

    kept = bundles.load(with_portrait("new.png"), folder=tmp_path)
    replaced = bundles.load(with_portrait("new.png"), folder=tmp_path, overwrite=True)
    again = bundles.load(with_portrait("new.png"), folder=tmp_path, overwrite=True)

    assert [(one.where, one.message) for one in kept.findings] == [
        ("article.byline[0].portrait", "The file names new.png; the stored portrait stays.")
    ]
    assert (kept.updated, replaced.updated, again.updated) == ({}, {"Person": 1}, {})
    assert Person.objects.get(slug="wanda").portrait.name == "portraits/new.png"
