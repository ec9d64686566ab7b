"""A delivered image becomes a PDF of the same pixels, with its own bytes where PDF has them.

JPEG and JPEG 2000 go in as they are, PNG with its own compressed data, JPEG in TIFF with
its strips joined. Everything else is decoded and packed without loss.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name

from pipeline.errors import ReadFailure
from pipeline.exports.jpeg_strips import joined
from pipeline.exports.png_data import idat, is_plain, palette
from pipeline.model import Page

# A PDF page's sides in points (PDF/A-2, ISO 32000-1 annex C).
LEAST_SIDE, MOST_SIDE = 3.0, 14400.0
ASSUMED_DPI = 300
# How an image is laid on the unit square for each EXIF orientation.
UPRIGHT: dict[int, tuple[int, ...]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
TURNED = (5, 6, 7, 8)
COMPRESSION, PHOTOMETRIC, STRIPS, STRIP_SIZES, ROWS, TABLES = 259, 262, 273, 279, 278, 347
JPEG_IN_TIFF, MINISBLACK, RGB, YCBCR = 7, 1, 2, 6
ORIENTATION = 0x112
ENUMERATED_SRGB, ENUMERATED_GREY = 16, 17


class Packed(Struct, frozen=True):
    """Image data as PDF holds it, with the entries of its dictionary."""

    data: bytes
    entries: dict[str, Any]
    icc: bytes | None = None
    mask: Packed | None = None


def wrapped(path: Path, pages: dict[int, Page]) -> pikepdf.Pdf:
    """Return a PDF of the images in a file; ``pages`` tell their resolution.

    Raises ReadFailure for what cannot be decoded.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # they were decoded before, when they were read
    pdf = pikepdf.new()
    try:
        with Image.open(path) as image:
            for number in range(1, getattr(image, "n_frames", 1) + 1):
                image.seek(number - 1)
                _add(pdf, image, path, pages.get(number))
    except (OSError, ValueError, EOFError, SyntaxError, TypeError, ArithmeticError) as error:
        raise ReadFailure("unsupported_image", f"image cannot be decoded: {error}") from error
    return pdf


def _add(pdf: pikepdf.Pdf, image: Any, path: Path, page: Page | None) -> None:
    turn = int(image.getexif().get(ORIENTATION, 1))
    turn = turn if turn in UPRIGHT else 1
    width, height = image.size[::-1] if turn in TURNED else image.size
    dpi = page.dpi / page.scale if page is not None and page.dpi else ASSUMED_DPI
    least, most = sorted((width, height))
    dpi = max(min(dpi, least * 72 / LEAST_SIDE), most * 72 / MOST_SIDE)
    size = round(width * 72 / dpi, 4), round(height * 72 / dpi, 4)
    made = _stream(pdf, _packed(image, path))
    pdf.add_blank_page(page_size=size)
    added = pdf.pages[-1]
    added.obj.Resources = Dictionary(XObject=Dictionary(Im0=made))
    across, up = (f"{side:.4f}".rstrip("0").rstrip(".") for side in size)
    laid = " ".join(map(str, UPRIGHT[turn]))
    content = f"q {across} 0 0 {up} 0 0 cm {laid} cm /Im0 Do Q"
    added.obj.Contents = pdf.make_stream(content.encode("ascii"))


def _stream(pdf: pikepdf.Pdf, packed: Packed) -> pikepdf.Stream:
    entries = dict(packed.entries)
    if packed.icc is not None:
        count = 1 if entries["ColorSpace"] == Name.DeviceGray else 3
        profile = pdf.make_stream(packed.icc, N=count)
        entries["ColorSpace"] = Array([Name.ICCBased, profile])
    if packed.mask is not None:
        entries["SMask"] = _stream(pdf, packed.mask)
    stream = pikepdf.Stream(pdf, packed.data, Type=Name.XObject, Subtype=Name.Image)
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


def _packed(image: Any, path: Path) -> Packed:
    """Return the image's own bytes where PDF can hold them, else its pixels packed anew."""
    own: Packed | None = None
    if image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB", "CMYK"):
        own = _jpeg(image, path.read_bytes())
    elif image.format == "JPEG2000" and image.mode in ("L", "RGB"):
        own = _jpeg2000(image, path.read_bytes())
    elif image.format == "PNG" and is_plain(path):
        own = _png(image, path.read_bytes())
    elif image.format == "TIFF":
        own = _tiff(image, path)
    return own or _repacked(image)


def _entries(image: Any, bits: int, colours: Any, **more: Any) -> dict[str, Any]:
    return {
        "Width": image.size[0],
        "Height": image.size[1],
        "BitsPerComponent": bits,
        "ColorSpace": colours,
        **more,
    }


def _device(mode: str) -> Name:
    return {"L": Name.DeviceGray, "1": Name.DeviceGray, "RGB": Name.DeviceRGB}.get(
        mode, Name.DeviceCMYK
    )


def _profile(image: Any) -> bytes | None:
    """Return the image's own colour profile if it is one for its mode."""
    icc = image.info.get("icc_profile")
    spaces = {"L": b"GRAY", "RGB": b"RGB "}
    fits = icc and len(icc) > 128 and icc[16:20] == spaces.get(image.mode)
    return bytes(icc) if fits else None


def _jpeg(image: Any, data: bytes) -> Packed:
    more: dict[str, Any] = {"Filter": Name.DCTDecode}
    if image.mode == "CMYK" and "adobe" in image.info:
        more["Decode"] = Array([1, 0, 1, 0, 1, 0, 1, 0])  # Adobe writes it the other way round
    return Packed(data, _entries(image, 8, _device(image.mode), **more), _profile(image))


def _jpeg2000(image: Any, data: bytes) -> Packed | None:
    """Pass a JP2 file whose colours are plainly sRGB or grey."""
    place = data.find(b"colr")
    if place < 0 or data[place + 4] != 1 or b"bpcc" in data[:place]:
        return None
    space = int.from_bytes(data[place + 7 : place + 11], "big")
    if space not in (ENUMERATED_SRGB, ENUMERATED_GREY):
        return None
    return Packed(data, _entries(image, 8, _device(image.mode), Filter=Name.JPXDecode))


def _png(image: Any, data: bytes) -> Packed:
    """Return the compressed data of a PNG without transparency and interlacing."""
    header = data[16:29]
    bits, colour = header[8], header[9]
    if colour == 3:
        table = palette(data)
        colours = pikepdf.String(table)
        space: Any = Array([Name.Indexed, Name.DeviceRGB, len(table) // 3 - 1, colours])
    else:
        space = Name.DeviceRGB if colour == 2 else Name.DeviceGray
    return _flate(image, idat(data), bits, 3 if colour == 2 else 1, space)


def _flate(image: Any, data: bytes, bits: int, components: int, space: Any) -> Packed:
    parms = Dictionary(
        Predictor=15, Colors=components, BitsPerComponent=bits, Columns=image.size[0]
    )
    more = {"Filter": Name.FlateDecode, "DecodeParms": parms}
    return Packed(data, _entries(image, bits, space, **more), _profile(image))


def _tiff(image: Any, path: Path) -> Packed | None:
    """Return JPEG strips joined to one JPEG; None for everything else."""
    tags = image.tag_v2
    colours = tags.get(PHOTOMETRIC)
    if tags.get(COMPRESSION) != JPEG_IN_TIFF or colours not in (MINISBLACK, RGB, YCBCR):
        return None
    if STRIPS not in tags or image.mode not in ("L", "RGB"):
        return None
    with path.open("rb") as stream:
        strips = [
            _piece(stream, place, size)
            for place, size in zip(tags[STRIPS], tags[STRIP_SIZES], strict=True)
        ]
    rows = int(tags.get(ROWS, image.size[1]))
    data = joined(strips, bytes(tags.get(TABLES, b"")), image.size[0], image.size[1], rows)
    if data is None:
        return None
    packed = _jpeg(image, data)
    if colours == RGB:  # not turned into luminance and chroma, as JPEG usually is
        packed.entries["DecodeParms"] = Dictionary(ColorTransform=0)
    return packed


def _piece(stream: Any, place: int, size: int) -> bytes:
    stream.seek(place)
    return bytes(stream.read(size))


def _repacked(image: Any) -> Packed:
    """Pack pixels without loss; what is see-through gets a mask."""
    if image.mode == "1":
        return _fax(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        flat = _as_png(clear.convert("RGB"))
        mask = _as_png(clear.getchannel("A"))
        return Packed(flat.data, flat.entries, None, mask)
    if image.mode in ("L", "RGB") or image.mode.startswith("I;16"):
        return _as_png(image)
    if image.mode == "P" or image.mode in ("LAB", "YCbCr", "HSV", "CMYK"):
        return _as_png(image.convert("RGB"))
    raise ValueError(f"pixels of mode {image.mode}")


def _as_png(image: Any) -> Packed:
    written = BytesIO()
    image.save(written, "PNG", compress_level=9, icc_profile=None)
    packed = _png(image, written.getvalue())
    return Packed(packed.data, packed.entries, _profile(image))


def _fax(image: Any) -> Packed:
    """Pack black and white in CCITT group 4, through a TIFF of one strip."""
    from PIL import Image

    written = BytesIO()
    image.save(written, "TIFF", compression="group4", tiffinfo={ROWS: image.size[1]})
    written.seek(0)
    with Image.open(written) as opened:
        tiff: Any = opened
        tags = tiff.tag_v2
        [place], [size] = tags[STRIPS], tags[STRIP_SIZES]
        black = tags[PHOTOMETRIC] == MINISBLACK
    parms = Dictionary(K=-1, Columns=image.size[0], Rows=image.size[1], BlackIs1=black)
    data = written.getvalue()[place : place + size]
    more = {"Filter": Name.CCITTFaxDecode, "DecodeParms": parms}
    return Packed(data, _entries(image, 1, Name.DeviceGray, **more))
