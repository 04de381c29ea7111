"""Pictures written anew, and what is refused before a pixel of it is decoded."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from hub.pictures import (
    LARGEST_PICTURE,
    PictureError,
    megabytes,
    read_picture,
    read_upload,
    rendition_widths,
    renditions,
)
from tests.articles.bundle.bundles import picture

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def coloured(mode, colour, format_name="PNG", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, (3, 2), colour).save(written, format_name, **options)
    return written.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A few bytes that claim to be a PNG of this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    length, check = struct.pack(">I", 13), struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + length + head + check + struct.pack(">I", 9) + b"IDAT" + b"x" * 9


def moving(format_name: str) -> bytes:
    written = io.BytesIO()
    frames = [Image.new("RGB", (3, 2), colour) for colour in ("white", "black")]
    frames[0].save(written, format_name, save_all=True, append_images=frames[1:])
    return written.getvalue()


def noise(format_name: str) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((60, 60), 90).save(written, format_name)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix", "mode", "pixel"),
    [
        (coloured("RGB", (1, 2, 3)), ".png", "RGB", (1, 2, 3)),
        (coloured("P", 0), ".png", "RGB", (0, 0, 0)),
        (coloured("P", 0, transparency=0), ".png", "RGBA", (0, 0, 0, 0)),
        (coloured("1", 1), ".png", "RGB", (255, 255, 255)),
        (coloured("LA", (9, 5)), ".png", "RGBA", (9, 9, 9, 5)),
        (coloured("RGBA", (1, 2, 3, 4)), ".png", "RGBA", (1, 2, 3, 4)),
        (coloured("I;16", 40_000), ".png", "L", 156),
        (coloured("RGB", (200, 10, 10), icc_profile=SRGB), ".png", "RGB", (200, 10, 10)),
        (coloured("RGB", (200, 10, 10), icc_profile=b"no profile"), ".png", "RGB", (200, 10, 10)),
        (coloured("RGB", (200, 10, 10), icc_profile=LAB), ".png", "RGB", (200, 10, 10)),
        (coloured("CMYK", (0, 0, 0, 0), "JPEG"), ".jpg", "RGB", (255, 255, 255)),
        (coloured("CMYK", (0, 0, 0, 0), "JPEG", icc_profile=SRGB), ".jpg", "RGB", (255, 255, 255)),
        (coloured("L", 7, "JPEG"), ".jpg", "L", 7),
        (coloured("RGB", (0, 0, 0), "WEBP"), ".webp", "RGB", (0, 0, 0)),
        (moving("MPO"), ".jpg", "RGB", (255, 255, 255)),
    ],
)
def test_picture_is_written_anew(content, suffix, mode, pixel):
    clean = read_picture(content)

    stored = opened(clean.content)
    assert (clean.suffix, clean.width, clean.height) == (suffix, 3, 2)
    assert (stored.mode, stored.getpixel((0, 0)), stored.info.get("icc_profile")) == (mode, pixel, None)


def test_picture_stands_upright_and_says_nothing_of_its_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera maker"

    clean = read_picture(picture("JPEG", exif=exif))

    assert (opened(clean.content).size, dict(opened(clean.content).getexif())) == ((2, 3), {})
    assert b"Camera maker" not in clean.content


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # between its two limits Pillow only warns
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (claiming(50_000, 50_000), "it claims more pixels than the 40 million a picture may have"),
        (claiming(10_000, 10_000), "it has 10000 x 10000 pixels; a picture may have at most 40 million"),
        (claiming(8_000, 6_000), "it has 8000 x 6000 pixels; a picture may have at most 40 million"),
        (b"x" * (LARGEST_PICTURE + 1), "this file has 10.1 MB; pictures may have at most 10 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an SVG drawing, which may hold scripts; save it as PNG"),
        (b'<?xml version="1.0"?>\n<SVG/>', "it is an SVG drawing, which may hold scripts; save it as PNG"),
        (picture("GIF"), "it is a GIF; save it as PNG or JPEG"),
        (picture("TIFF"), "it is a TIFF; save it as PNG or JPEG"),
        (picture("BMP"), "it is a BMP; save it as PNG or JPEG"),
        (b"%PDF-1.7", "it is a PDF; save it as PNG or JPEG"),
        (moving("PNG"), "it is an animation; save one still picture"),
        (moving("WEBP"), "it is an animation; save one still picture"),
        (noise("PNG")[:900], "it is damaged or incomplete"),
        (noise("JPEG")[:900], "it is damaged or incomplete"),
        (noise("WEBP")[:900], "it is damaged or incomplete"),
        (picture()[:40], "it is damaged or incomplete"),
        (b"", "it is no JPEG, PNG or WebP picture"),
        (b"not a picture", "it is no JPEG, PNG or WebP picture"),
    ],
)
def test_other_content_is_refused(content, sentence):
    with pytest.raises(PictureError) as caught:
        read_picture(content)

    assert str(caught.value) == sentence


def test_file_that_is_too_large_is_not_even_read():
    with pytest.raises(PictureError, match=r"^this file has 50 MB; pictures may have at most 10 MB$"):
        read_upload(None, 50_000_000)


@pytest.mark.parametrize(
    ("n_bytes", "text"), [(50_000_000, "50 MB"), (10_000_001, "10.1 MB"), (1, "0.1 MB"), (1_250_000, "1.3 MB")]
)
def test_size_is_rounded_up(n_bytes, text):
    assert megabytes(n_bytes) == text


@pytest.mark.parametrize(
    ("width", "widths"), [(480, []), (481, [480]), (960, [480]), (1600, [480, 960]), (4000, [480, 960, 1600])]
)
def test_copies_are_narrower_than_the_picture(width, widths):
    assert rendition_widths(width) == widths


def test_copies_keep_the_proportions():
    written = io.BytesIO()
    Image.new("RGB", (1000, 500)).save(written, "PNG")

    copies = renditions(read_picture(written.getvalue()))

    assert {width: (opened(copy).format, opened(copy).size) for width, copy in copies.items()} == {
        480: ("WEBP", (480, 240)),
        960: ("WEBP", (960, 480)),
    }
