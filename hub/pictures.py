"""Pictures that people upload: read and written anew before anything stores them."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

LARGEST_PICTURE = 10_000_000
RENDITION_WIDTHS = (480, 960, 1600)
_MOST_PIXELS = 40_000_000
_MILLIONS = _MOST_PIXELS // 1_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_DEEP_MODES = ("I", "I;16", "I;16L", "I;16B", "I;16N")
_SRGB = ImageCms.createProfile("sRGB")
# How files begin that are pictures too, but none that we take.
_REFUSED = (
    ((b"GIF8",), "a GIF"),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "a TIFF"),
    ((b"BM",), "a BMP"),
    ((b"%PDF",), "a PDF"),
)


class PictureError(ValueError):
    """A file that cannot be stored as a picture; the message is a sentence without capital and full stop."""


@dataclass(frozen=True)
class Picture:
    """A picture written anew. suffix: of its format, such as ".png"; width, height: in pixels."""

    content: bytes
    suffix: str
    width: int
    height: int


def require_size(n_bytes: int, largest: int = LARGEST_PICTURE, what: str = "pictures") -> None:
    """Raises PictureError where a file has more bytes than `what` may have."""
    if n_bytes > largest:
        raise PictureError(f"this file has {megabytes(n_bytes)}; {what} may have at most {megabytes(largest)}")


def megabytes(n_bytes: int) -> str:
    """A size for a sentence, such as "10.1 MB"; rounded up, so that what is too large never reads as the limit."""
    tenths = -(-n_bytes // 100_000)
    return f"{tenths // 10}.{tenths % 10} MB".replace(".0 ", " ")


def clean_picture(content: bytes) -> bytes:
    """The bytes of `read_picture`."""
    return read_picture(content).content


def read_picture(content: bytes) -> Picture:
    """The picture written anew in its own format: upright, in sRGB with 8 bits a channel, and nothing but pixels.

    Raises PictureError, for what is too large before a pixel is decoded.
    """
    require_size(len(content))
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            return _written_anew(picture)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError(f"it claims more pixels than the {_MILLIONS} million a picture may have") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureError(_reason(content)) from error


def read_upload(stream: BinaryIO, n_bytes: int) -> bytes:
    """The bytes of a file of that size. Raises PictureError before it reads what is too large."""
    require_size(n_bytes)
    return stream.read(LARGEST_PICTURE + 1)


def renditions(picture: Picture) -> dict[int, bytes]:
    """WebP copies by width, of the widths that are smaller than the picture's own."""
    copies = {}
    with Image.open(io.BytesIO(picture.content)) as whole:
        for width in rendition_widths(picture.width):
            height = max(1, round(picture.height * width / picture.width))
            copies[width] = _bytes(whole.resize((width, height), Image.Resampling.LANCZOS), "WEBP")
    return copies


def rendition_widths(width: int) -> list[int]:
    """The widths in which a picture of this width has a copy."""
    return [narrower for narrower in RENDITION_WIDTHS if narrower < width]


def _written_anew(picture: Image.Image) -> Picture:
    if picture.width * picture.height > _MOST_PIXELS:
        size = f"{picture.width} x {picture.height}"
        raise PictureError(f"it has {size} pixels; a picture may have at most {_MILLIONS} million")
    # A camera may keep a preview behind its JPEG (MPO): that is one picture, and no moving one.
    format_name = "JPEG" if picture.format == "MPO" else str(picture.format)
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise PictureError("it is an animation; save one still picture")
    upright = _in_srgb(ImageOps.exif_transpose(picture))
    # A picture made from the bare pixels carries nothing else along.
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    return Picture(_bytes(bare, format_name), _SUFFIXES[format_name], *bare.size)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in mode L, RGB or RGBA, its colours converted from the profile it carries."""
    profile = picture.info.get("icc_profile")
    if picture.mode in _DEEP_MODES:
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode not in ("L", "RGB", "RGBA", "CMYK"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if profile and picture.mode != "L":
        wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=wanted) or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # A broken profile, or one of other channels: the numbers are shown as they are.
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _bytes(picture: Image.Image, format_name: str) -> bytes:
    written = io.BytesIO()
    picture.save(written, format_name, quality=90)
    return written.getvalue()


def _reason(content: bytes) -> str:
    """Why the bytes cannot be read as a picture, by the name of what they are."""
    start = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<svg" in start.lower():
        return "it is an SVG drawing, which may hold scripts; save it as PNG"
    for beginnings, name in _REFUSED:
        if content.startswith(beginnings):
            return f"it is {name}; save it as PNG or JPEG"
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff")) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return "it is damaged or incomplete"
    return "it is no JPEG, PNG or WebP picture"
