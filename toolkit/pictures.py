"""Tell whether a file really is a small PNG or JPEG picture, by reading all of it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from struct import error as unpack_error
from zlib import error as unzip_error

from PIL import Image, ImageFile, UnidentifiedImageError

LARGEST_BYTES = 1024 * 1024
LARGEST_SIDE = 4000  # Pixels.
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
# What Pillow raises for a file that is broken: which of them depends on where it is broken.
UNREADABLE = (
    UnidentifiedImageError, OSError, SyntaxError, EOFError, ValueError, IndexError,
    unpack_error, unzip_error,
)  # fmt: skip


@contextmanager
def whole_pictures_only() -> Iterator[None]:
    """WeasyPrint lets Pillow read half a picture, for the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


class NotAPicture(ValueError):
    """The file cannot be used; its own text says why."""


def picture_type(content: bytes) -> str:
    """image/png or image/jpeg, by the content and never by the name. Raises NotAPicture.

    Every pixel is decoded, so that a file with only the beginning of a picture is refused too.
    """
    if len(content) > LARGEST_BYTES:
        megabytes = len(content) / LARGEST_BYTES
        raise NotAPicture(
            f"The file has {megabytes:.1f} MB. Choose a PNG or JPEG picture of at most 1 MB."
        )
    try:
        with warnings.catch_warnings(), whole_pictures_only():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(TYPES)) as picture:
                kind, size = str(picture.format), picture.size
                if max(size) > LARGEST_SIDE:
                    raise NotAPicture(
                        f"The picture is {size[0]} by {size[1]} pixels. Choose one of at most "
                        f"{LARGEST_SIDE} pixels a side."
                    )
                picture.load()
    except NotAPicture:
        raise
    except UNREADABLE as fault:
        raise NotAPicture(
            "The file is not a PNG or JPEG picture, whatever its name says. Choose another."
        ) from fault
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise NotAPicture("The picture is far too large. Choose a smaller one.") from fault
    return TYPES[kind]
