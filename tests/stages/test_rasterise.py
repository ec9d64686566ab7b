"""A page becomes the image that a viewer shows, whatever it is stored as."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import ReadFailure
from pipeline.settings import PageSettings
from pipeline.stages.prepare import to_grey
from pipeline.stages.rasterise import Raster, rasterise
from tests.scans import MEDIA_TYPES, one_page, sheet_pdf

DEFAULT = PageSettings()
FILL = b"q 240 0 0 320 0 0 cm /I Do Q"


def marked(mode: str = "L") -> Image.Image:
    """White paper, 480 x 640, with a black corner at the top left."""
    page = np.full((640, 480), 255, np.uint8)
    page[40:200, 40:200] = 0
    return Image.fromarray(page).convert(mode)


def read(path: Path, number: int = 1, settings: PageSettings = DEFAULT) -> Raster:
    return rasterise(path, MEDIA_TYPES[path.suffix], number, settings)


def corner(raster: Raster) -> str:
    """Where the dark corner is; '' unless there is exactly one, on light paper."""
    grey = to_grey(raster.image)
    height, width = grey.shape
    upper, lower = grey[: height // 2], grey[height // 2 :]
    names = {"top left": upper[:, : width // 2], "top right": upper[:, width // 2 :],
             "bottom left": lower[:, : width // 2],
             "bottom right": lower[:, width // 2 :]}  # fmt: skip
    dark = [name for name, part in names.items() if part.mean() < 200]
    light = [name for name, part in names.items() if part.mean() > 250]
    return dark[0] if (len(dark), len(light)) == (1, 3) else ""


def decision(raster: Raster) -> str:
    return raster.judgements[0].decision


# --- image files -----------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".jp2"])
def test_formats(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    marked().save(path)
    raster = read(path)
    assert raster.image.shape == (640, 480)
    assert raster.image.dtype == np.uint8
    assert corner(raster) == "top left"
    assert raster.scale == 1.0


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
@pytest.mark.parametrize("most", [40_000_000, 20_000], ids=["whole", "scaled"])
def test_colour_modes(tmp_path: Path, mode: str, most: int) -> None:
    """Every mode gives light paper and a dark corner, scaled down or not."""
    page = marked()
    if mode in ("I;16", "I"):
        deep = np.asarray(page, dtype=np.uint32) * 257
        page = Image.fromarray(deep.astype(np.uint16 if mode == "I;16" else np.int32))
    elif mode == "P":
        page = page.convert("RGB").quantize(4)
    elif mode == "LA":
        page = Image.merge("LA", [page, Image.new("L", page.size, 255)])
    else:
        page = page.convert(mode)
    path = tmp_path / "page.tif"
    page.save(path)
    raster = read(path, settings=PageSettings(max_pixels=most))
    assert corner(raster) == "top left"
    assert to_grey(raster.image).min() < 10


@pytest.mark.parametrize("most", [40_000_000, 20_000], ids=["whole", "scaled"])
def test_deep_grey_keeps_its_levels(tmp_path: Path, most: int) -> None:
    """Middle grey of 16 bits stays middle grey."""
    path = tmp_path / "page.tif"
    deep = np.full((300, 300), 32768, np.uint16)
    deep[:100] = 65535
    Image.fromarray(deep).save(path)
    image = read(path, settings=PageSettings(max_pixels=most)).image
    assert abs(int(image[-2, -2]) - 128) <= 2
    assert image[2, 2] >= 253


@pytest.mark.parametrize("most", [40_000_000, 20_000], ids=["whole", "scaled"])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L"])
def test_transparency_lies_on_white(tmp_path: Path, mode: str, most: int) -> None:
    ink = marked().point(lambda level: 255 - level)
    path = tmp_path / "page.png"
    if mode == "P":
        page = marked().convert("RGB").quantize(2)
        white = max(range(2), key=lambda i: (page.getpalette() or [])[3 * i])
        page.putpalette([0, 0, 0] * 2)
        page.save(path, transparency=white)
    elif mode == "LA":
        Image.merge("LA", [Image.new("L", ink.size, 0), ink]).save(path)
    elif mode == "L":
        marked().point(lambda level: 9 if level else 0).save(path, transparency=9)
    else:
        black = Image.new("L", ink.size, 0)
        Image.merge("RGBA", [black, black, black, ink]).save(path)
    assert corner(read(path, settings=PageSettings(max_pixels=most))) == "top left"


@pytest.mark.parametrize(
    ("orientation", "shown"),
    [(1, "top left"), (2, "top right"), (3, "bottom right"), (6, "top right"), (8, "bottom left")],
)
def test_exif_orientation_is_followed(tmp_path: Path, orientation: int, shown: str) -> None:
    page = marked()
    exif = page.getexif()
    exif[0x0112] = orientation
    path = tmp_path / "page.jpg"
    page.save(path, exif=exif)
    raster = read(path)
    assert corner(raster) == shown
    assert (raster.image.shape == (480, 640)) == (orientation in (6, 8))


def test_frames_of_a_tiff(tmp_path: Path) -> None:
    """Each frame is a page of its own size; there is none after the last."""
    path = tmp_path / "pages.tif"
    first, second = marked(), marked().rotate(180, expand=True).resize((240, 320))
    first.save(path, save_all=True, append_images=[second], compression="tiff_lzw")
    assert corner(read(path, 1)) == "top left"
    assert corner(read(path, 2)) == "bottom right"
    assert read(path, 2).image.shape == (320, 240)
    with pytest.raises(ReadFailure):
        read(path, 3)


@pytest.mark.parametrize(("stated", "dpi"), [((400, 400), 400), ((1, 1), 300), (None, 300)])
def test_resolution_is_taken_if_believable(
    tmp_path: Path, stated: tuple[int, int] | None, dpi: int
) -> None:
    path = tmp_path / "page.png"
    if stated:
        marked().save(path, dpi=stated)
    else:
        marked().save(path)
    assert read(path).dpi == dpi


def test_other_byte_order(tmp_path: Path) -> None:
    """Deep grey stored with its high byte first."""
    deep = (np.asarray(marked()).astype(">u2") * 257).astype(">u2")
    path = tmp_path / "page.tif"
    Image.frombytes("I;16B", (480, 640), deep.tobytes()).save(path)
    assert corner(read(path)) == "top left"


def test_large_pages_are_scaled_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    marked().save(path, dpi=(400, 400))
    raster = read(path, settings=PageSettings(max_pixels=480 * 640 // 4))
    assert raster.image.size <= 480 * 640 // 4
    assert raster.scale == pytest.approx(0.5, abs=0.01)
    assert raster.dpi == pytest.approx(200, abs=2)
    assert corner(raster) == "top left"


# --- PDF pages -------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_scan_itself_is_taken(tmp_path: Path, mode: str) -> None:
    """Pixel for pixel, with the resolution at which it fills its page."""
    page = marked(mode)
    raster = read(sheet_pdf(tmp_path / "page.pdf", page))
    assert decision(raster) == "own-image"
    assert np.array_equal(raster.image, np.asarray(page))
    assert raster.dpi == 144


SHOWN = {0: "top left", 90: "top right", 180: "bottom right", 270: "bottom left"}


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("drawn", [False, True], ids=["own", "drawn"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
def test_page_rotation(tmp_path: Path, rotate: int, *, drawn: bool, inherited: bool) -> None:
    """The page stands as a viewer shows it, taken or drawn, also where all pages are turned."""
    entries = {"pages_entries": {"Rotate": rotate}} if inherited else {"Rotate": rotate}
    content = FILL + (b" 0.5 g 0 0 2 2 re f" if drawn else b"")
    raster = read(one_page(tmp_path / "page.pdf", content, {"I": marked()}, **entries))
    assert decision(raster) == ("poppler" if drawn else "own-image")
    assert corner(raster) == SHOWN[rotate % 360]
    assert (raster.image.shape[0] < raster.image.shape[1]) == (rotate % 180 == 90)


def test_crop_box_is_what_is_shown(tmp_path: Path) -> None:
    """A page cropped to its lower right shows no corner."""
    path = sheet_pdf(tmp_path / "page.pdf", marked(), CropBox=[120, 0, 240, 160])
    raster = read(path)
    height, width = raster.image.shape[:2]
    assert height / width == pytest.approx(160 / 120, abs=0.01)
    assert to_grey(raster.image).min() > 250


def test_user_unit_keeps_the_resolution(tmp_path: Path) -> None:
    """A page in larger units is as much larger."""
    path = sheet_pdf(tmp_path / "page.pdf", marked(), UserUnit=2)
    raster = read(path, settings=PageSettings(dpi=100))
    assert raster.image.shape[1] == pytest.approx(2 * 240 / 72 * 100, abs=3)
    assert corner(raster) == "top left"


def test_masked_image_is_drawn(tmp_path: Path) -> None:
    """What a mask hides is not shown."""
    pdf = pikepdf.open(sheet_pdf(tmp_path / "page.pdf", marked()))
    image = pdf.pages[0].Resources.XObject["/I"]
    kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
    grey = {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8}
    mask = pdf.make_stream(b"\x00", Width=1, Height=1, **kind, **grey)
    image["/SMask"] = mask
    pdf.save(tmp_path / "masked.pdf")
    raster = read(tmp_path / "masked.pdf")
    assert decision(raster) == "poppler"
    assert to_grey(raster.image).min() > 250


def test_two_images_are_drawn_together(tmp_path: Path) -> None:
    """A scan in two strips is one page."""
    page = marked()
    upper, lower = page.crop((0, 0, 480, 320)), page.crop((0, 320, 480, 640))
    content = b"q 240 0 0 160 0 160 cm /A Do Q q 240 0 0 160 0 0 cm /B Do Q"
    raster = read(one_page(tmp_path / "page.pdf", content, {"A": upper, "B": lower}))
    assert decision(raster) == "poppler"
    assert raster.judgements[0].evidence["because"] == "it has 2 images"
    assert corner(raster) == "top left"
    assert raster.dpi == 300


@pytest.mark.parametrize("clip", [b"120 0 120 320 re W n ", b"0 0 1 1 re W* n "])
def test_clipped_image_shows_only_its_part(tmp_path: Path, clip: bytes) -> None:
    """The dark corner lies outside the clipping path."""
    content = b"q " + clip + b"240 0 0 320 0 0 cm /I Do Q"
    raster = read(one_page(tmp_path / "page.pdf", content, {"I": marked()}))
    assert to_grey(raster.image)[100:300, 100:300].min() > 250


def poppler_level(path: Path) -> float:
    """The mean level of the page as poppler draws it."""
    from pdf2image import convert_from_path

    return float(np.asarray(convert_from_path(str(path), dpi=72)[0].convert("L")).mean())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("kind", "decode"),
    [*((kind, None) for kind in ("raw", "jpeg", "1-bit", "palette")), ("raw", [1, 0]),
     ("1-bit", [1, 0]), ("jpeg", [1, 0]), ("palette", [1, 0])],
)  # fmt: skip
def test_inverted_images_are_shown_as_in_a_viewer(
    tmp_path: Path, kind: str, decode: list[int] | None
) -> None:
    """A /Decode array turns the levels round, however the image is stored."""
    page, entries = marked(), {"Decode": decode} if decode else {}
    path = sheet_pdf(tmp_path / "page.pdf", page, image_entries=entries)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        image = pdf.pages[0].Resources.XObject["/I"]
        bits = np.packbits(np.asarray(page) > 128, axis=1).tobytes()
        if kind == "jpeg":
            stored = BytesIO()
            page.save(stored, "JPEG")
            image.write(stored.getvalue(), filter=pikepdf.Name.DCTDecode)
        elif kind in ("1-bit", "palette"):
            image.write(bytes(255 - byte for byte in bits) if kind == "palette" else bits)
            image.BitsPerComponent = 1
        if kind == "palette":
            table = pikepdf.String(b"\xff\xff\xff\x00\x00\x00")
            image.ColorSpace = pikepdf.Array(
                [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, table]
            )
        pdf.save(path)
    assert float(to_grey(read(path).image).mean()) == pytest.approx(poppler_level(path), abs=4)


@pytest.mark.parametrize("jpeg", [False, True])
def test_cmyk_is_shown_as_in_a_viewer(tmp_path: Path, *, jpeg: bool) -> None:
    """Light paper stays light, though JPEGs may hold CMYK inverted."""
    page = marked("RGB").convert("CMYK")
    path = sheet_pdf(tmp_path / "page.pdf", page)
    if jpeg:
        stored = BytesIO()
        page.save(stored, "JPEG")
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].Resources.XObject["/I"].write(
                stored.getvalue(), filter=pikepdf.Name.DCTDecode
            )
            pdf.save(path)
    level = poppler_level(path)
    assert float(to_grey(read(path).image).mean()) == pytest.approx(level, abs=10)


def test_huge_page_is_drawn_within_the_bound(tmp_path: Path) -> None:
    """Four metres square at 300 dpi would be over two thousand million pixels."""
    path = one_page(tmp_path / "page.pdf", b"0 g 0 0 99 99 re f", size=(14400, 14400))
    raster = read(path, settings=PageSettings(max_pixels=1_000_000))
    height, width = raster.image.shape[:2]
    assert width * height <= 1_030_000
    assert raster.dpi < 10
    assert raster.scale == pytest.approx(raster.dpi / 300, abs=1e-6)


def test_empty_page_is_white(tmp_path: Path) -> None:
    raster = read(one_page(tmp_path / "page.pdf", b""))
    assert to_grey(raster.image).min() == 255


# --- what cannot be read ---------------------------------------------------------------


def bomb_png() -> bytes:
    """Make the head of a PNG of 60 000 x 60 000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(100))
    chunks = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c))
                      for c in (head, data, b"IEND"))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_bombs_are_refused_before_decoding(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(bomb_png())
    pdf = sheet_pdf(
        tmp_path / "page.pdf", marked(), image_entries={"Width": 60_000, "Height": 60_000}
    )
    for path in (tmp_path / "page.png", pdf):
        with pytest.raises(ReadFailure) as caught:
            read(path)
        assert caught.value.reason == "too_large"
        assert "60000 x 60000" in caught.value.message


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("page.pdf", b"%PDF-1.4\nnothing", "damaged"), ("page.pdf", b"", "damaged"),
     ("page.png", b"\x89PNG\r\n\x1a\n", "unsupported_image"),
     ("page.tif", b"II*\0", "unsupported_image"),
     ("page.jpg", b"\xff\xd8\xff", "unsupported_image"), ("page.jp2", b"", "unsupported_image")],
)  # fmt: skip
def test_damaged_files_fail_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path / name)
    assert caught.value.reason == reason
    assert caught.value.as_failure().remedy


@pytest.mark.parametrize("number", [2, 99])
def test_there_is_no_page_after_the_last(tmp_path: Path, number: int) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(sheet_pdf(tmp_path / "page.pdf", marked()), number)
    assert caught.value.reason == "damaged"


def stored(suffix: str) -> bytes:
    target = BytesIO()
    small = marked().resize((48, 64))
    if suffix == ".pdf":
        small.convert("RGB").save(target, "PDF")
    else:
        small.save(
            target, {".tif": "TIFF", ".jpg": "JPEG", ".jp2": "JPEG2000", ".png": "PNG"}[suffix]
        )
    return target.getvalue()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("suffix", [".pdf", ".png", ".tif", ".jpg", ".jp2"])
@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_damage_ends_in_a_reason(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    """A file cut short or with wrong bytes is read, or refused with a reason; never else."""
    whole = bytearray(stored(suffix))
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole))) :]
    for _ in range(data.draw(st.integers(0, 6)) if whole else 0):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / f"page{suffix}"
    path.write_bytes(whole)
    try:
        image = read(path, settings=PageSettings(max_pixels=200_000)).image
    except ReadFailure as failure:
        assert failure.reason in ("damaged", "unsupported_image", "too_large")
    else:
        assert image.size


def test_a_file_cut_short_says_so_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    whole = (Path(__file__).parents[2] / "samples/en-memo.pdf").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ReadFailure) as caught:
        rasterise(path, "application/pdf", 1, PageSettings())
    assert caught.value.message == "The file ends too early (Couldn't find trailer dictionary)"
    path.write_bytes(whole[: len(whole) // 2] + b"\n%%EOF\n")
    with pytest.raises(ReadFailure, match=r"^The file is damaged: no page can be found \(Could"):
        rasterise(path, "application/pdf", 1, PageSettings())
