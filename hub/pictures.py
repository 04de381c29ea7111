"""Pictures that people upload: read and written anew before anything stores them."""

import io

from PIL import Image, ImageOps

LARGEST_PICTURE = 10_000_000
_MOST_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


class PictureError(ValueError):
    """A file that cannot be stored as a picture; the message is a sentence."""


def clean_picture(content: bytes) -> bytes:
    """The picture written anew in its own format, upright and without the data a camera adds. Raises PictureError."""
    if len(content) > LARGEST_PICTURE:
        raise PictureError(f"it has {len(content):,} bytes; a picture has at most {LARGEST_PICTURE:,}")
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise PictureError(f"it has {picture.width} x {picture.height} pixels, which is too many")
            upright = ImageOps.exif_transpose(picture)
            if upright.mode not in ("L", "RGB", "RGBA"):
                upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            # A picture made from the bare pixels carries nothing else along.
            bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
            written = io.BytesIO()
            bare.save(written, picture.format, quality=90)
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("it is no JPEG, PNG or WebP picture") from error
    return written.getvalue()
