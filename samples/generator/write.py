"""Writes scans as PDF, TIFF, JPEG, PNG and JPEG 2000, the same bytes every time."""

import io
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin, TiffImagePlugin

from samples.generator.model import Document, Pixels, Sheet

POINTS = 72.0
DATE = "D:20240101000000Z"
MAKER = "samples.generator (invented sample documents)"
NOTICE = "INVENTED SAMPLE / KITALÁLT MINTAIRAT / 虚构样本: not a real document"
STRIP_OFFSETS, STRIP_COUNTS, PHOTOMETRIC, ROWS_PER_STRIP = 273, 279, 262, 278
DESCRIPTION, SOFTWARE = 270, 305


def picture(pixels: Pixels, sheet: Sheet) -> Image.Image:
    """The scan as Pillow holds it, in the sheet's mode."""
    image = Image.fromarray(pixels)
    if sheet.mode != "bilevel":
        return image
    return image.point([0] * 150 + [255] * 106, mode="1")


def info(document: Document) -> dict[str, str]:
    """What the file says about itself: above all that it is invented."""
    title = document.metadata.get("title") or document.stem
    return {"Title": f"{title} [{NOTICE}]", "Subject": document.shows, "Creator": MAKER}


def _fax(image: Image.Image) -> tuple[bytes, bool]:
    """CCITT group 4 data of a 1-bit image, and whether 1 stands for black in it."""
    buffer = io.BytesIO()
    rows = TiffImagePlugin.ImageFileDirectory_v2()
    rows[ROWS_PER_STRIP] = image.height
    image.save(buffer, "TIFF", compression="group4", tiffinfo=rows)
    with Image.open(io.BytesIO(buffer.getvalue())) as read:
        tags = dict(read.tag_v2)  # type: ignore[attr-defined]
    if len(tags[STRIP_OFFSETS]) != 1:
        raise ValueError("group 4 data is not in one strip")
    start, count = int(tags[STRIP_OFFSETS][0]), int(tags[STRIP_COUNTS][0])
    return buffer.getvalue()[start : start + count], tags[PHOTOMETRIC] == 1


def jpeg(image: Image.Image, quality: int, dpi: int, comment: str = "") -> bytes:
    """A baseline JPEG."""
    buffer = io.BytesIO()
    image.save(
        buffer, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True, comment=comment.encode()
    )
    return buffer.getvalue()


def _xobject(pdf: pikepdf.Pdf, image: Image.Image, sheet: Sheet) -> pikepdf.Stream:
    """The scan as a PDF image."""
    grey = sheet.mode != "colour"
    common = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": image.width,
        "/Height": image.height,
        "/ColorSpace": pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
    }
    if sheet.mode == "bilevel":
        data, black_is_one = _fax(image)
        parms = pikepdf.Dictionary(
            K=-1, Columns=image.width, Rows=image.height, BlackIs1=black_is_one
        )
        extra = {"/Filter": pikepdf.Name.CCITTFaxDecode, "/DecodeParms": parms}
        return pikepdf.Stream(pdf, data, {**common, **extra, "/BitsPerComponent": 1})
    data = jpeg(image, sheet.quality, sheet.dpi)
    return pikepdf.Stream(
        pdf, data, {**common, "/Filter": pikepdf.Name.DCTDecode, "/BitsPerComponent": 8}
    )


def _hidden(text: str, height: float) -> bytes:
    """An invisible text layer, as a scanner's own software leaves one."""
    shown = ["BT 3 Tr /F1 10 Tf 14 TL", f"60 {height - 60:.1f} Td"]
    for line in text.strip().split("\n"):
        safe = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"({safe}) Tj T*")
    return "\n".join([*shown, "ET"]).encode("latin-1")


def _add_page(pdf: pikepdf.Pdf, image: Image.Image, sheet: Sheet) -> None:
    """One scan as one PDF page."""
    width, height = (side * POINTS / sheet.dpi for side in image.size)
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q\n".encode()
    resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(_xobject(pdf, image, sheet)))
    )
    if sheet.hidden_text:
        content += _hidden(sheet.hidden_text, height)
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        resources.Font = pikepdf.Dictionary(F1=pdf.make_indirect(face))
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, Resources=resources, Contents=pdf.make_stream(content),
        MediaBox=[0, 0, round(width, 3), round(height, 3)],
    )  # fmt: skip
    if sheet.pdf_rotate:
        page.Rotate = sheet.pdf_rotate
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def finish(pdf: pikepdf.Pdf, document: Document, path: Path) -> None:
    """Give a PDF its fixed information and save it with a fixed identity."""
    for key, value in info(document).items():
        pdf.docinfo[f"/{key}"] = pikepdf.String(value)
    pdf.docinfo["/Keywords"] = pikepdf.String(NOTICE)
    pdf.docinfo["/CreationDate"] = pikepdf.String(DATE)
    pdf.save(path, static_id=True, compress_streams=True)


def write_pdf(document: Document, images: list[Image.Image], path: Path) -> None:
    """A PDF of scans."""
    with pikepdf.new() as pdf:
        for image, sheet in zip(images, document.sheets, strict=True):
            _add_page(pdf, image, sheet)
        finish(pdf, document, path)


def write_tiff(document: Document, images: list[Image.Image], path: Path) -> None:
    """A TIFF of one or more pages, all in the first sheet's mode."""
    sheet = document.sheets[0]
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[DESCRIPTION] = "INVENTED SAMPLE / KITALALT MINTAIRAT / not a real document"
    tags[SOFTWARE] = MAKER
    method = "group4" if sheet.mode == "bilevel" else "jpeg"
    extra: dict[str, Any] = {} if sheet.mode == "bilevel" else {"quality": sheet.quality}
    images[0].save(
        path, "TIFF", save_all=True, append_images=images[1:], compression=method,
        dpi=(sheet.dpi, sheet.dpi), tiffinfo=tags, **extra,
    )  # fmt: skip


def write_image(document: Document, images: list[Image.Image], path: Path) -> None:
    """A JPEG, PNG or JPEG 2000 of one scan."""
    sheet, image = document.sheets[0], images[0]
    if document.ext == "jpg":
        path.write_bytes(jpeg(image, sheet.quality, sheet.dpi, NOTICE))
    elif document.ext == "png":
        notes = PngImagePlugin.PngInfo()
        notes.add_itxt("Comment", NOTICE)
        image.save(path, dpi=(sheet.dpi, sheet.dpi), pnginfo=notes, optimize=True)
    else:
        image.save(
            path, "JPEG2000", irreversible=True, quality_mode="rates",
            quality_layers=[sheet.quality], comment=NOTICE,
        )  # fmt: skip


def write_scans(document: Document, images: list[Image.Image], path: Path) -> None:
    """Write a document's scans in the format of its file name."""
    writers = {"pdf": write_pdf, "tif": write_tiff}
    writers.get(document.ext, write_image)(document, images, path)
