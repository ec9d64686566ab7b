"""What a PDF page consists of: is it exactly one image, and has it text of its own?"""

from __future__ import annotations

from typing import Any, Literal

import pikepdf
from msgspec import Struct

from pipeline.stages.pdf_state import INVISIBLE, MOST_FORMS, SHOWS_TEXT, steps

# A scan fills its page; narrow white edges come from rounding in scanner software.
FILLS = 0.97
# Operators that neither draw nor hide anything beside the one image.
HARMLESS = frozenset(
    """q Q cm gs BT ET Tf Tr Td Tm Tz TD T* Tj TJ Tc Tw TL BMC BDC EMC n re
    rg RG g G i ri M J j d w cs CS""".split()
)
# These only change the state that the others meet.
STATE = frozenset({"q", "Q", "cm", "Tr"})
# Page trees deeper than this are cyclic or absurd.
MOST_ANCESTORS = 50
MOST_UNIT = 1000.0
TextKind = Literal["none", "hidden", "visible"]


class PageImage(Struct, frozen=True):
    """The one image a page consists of; ``rotate`` is the page's /Rotate, clockwise."""

    image: Any
    dpi: int
    rotate: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, before /Rotate."""
        return int(self.image.width), int(self.image.height)

    def decode(self) -> Any:
        """Return the image as a PIL image; raises whatever its decoder raises."""
        picture = self.image.as_pil_image()
        picture.load()
        return picture


class _Scan(Struct):
    """What was met in a content stream."""

    images: list[tuple[Any, Any]]
    odd: str = ""
    text: TextKind = "none"
    # Rectangles of the path under construction, in page coordinates.
    path: list[tuple[float, float, float, float]] = []
    # Some text is not shown: an OCR layer, whatever else is visible.
    hidden: bool = False


def page_geometry(page: Any) -> tuple[float, float]:
    """Return the width and height of a page as shown, in the page's own units."""
    x0, y0, x1, y1 = _crop_box(page)
    width, height = x1 - x0, y1 - y0
    return (height, width) if rotation(page) in (90, 270) else (width, height)


def user_unit(page: Any) -> float:
    """Return how many points (1/72 inch) a unit of the page is; mostly 1."""
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if 0 < unit <= MOST_UNIT else 1.0


def _crop_box(page: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(value) for value in page.cropbox)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def rotation(page: Any) -> int:
    """Return the page's /Rotate (inherited too) as 0, 90, 180 or 270, clockwise."""
    node = page.obj
    for _ in range(MOST_ANCESTORS):
        if "/Rotate" in node:
            try:
                return int(node["/Rotate"]) % 360 // 90 * 90
            except (TypeError, ValueError):
                return 0
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            return 0
    return 0


def own_image(page: Any) -> PageImage | str:
    """Return the one image that is the whole page, or why the page must be drawn."""
    scan = _scan(page)
    if scan.odd:
        return scan.odd
    if scan.text == "visible":
        return "it has visible text"
    if len(scan.images) != 1:
        return f"it has {len(scan.images)} images"
    matrix, stream = scan.images[0]
    if "/SMask" in stream or "/Mask" in stream or bool(stream.get("/ImageMask", False)):
        return "its image has a mask"
    image = pikepdf.PdfImage(stream)
    return _unlike_a_viewer(stream, image) or _fitted(page, matrix, image)


def _unlike_a_viewer(stream: Any, image: pikepdf.PdfImage) -> str:
    """Return why decoding an image would not give what a viewer shows, "" if it does."""
    lossy = {"/DCTDecode", "/JPXDecode"} & set(image.filters)
    if "/Decode" in stream and (lossy or image.indexed):
        return "its image has a /Decode array"
    if lossy and image.colorspace not in (
        "/DeviceGray",
        "/DeviceRGB",
        "/ICCBased",
        "/CalGray",
        "/CalRGB",
    ):
        return f"its image is in {image.colorspace}"
    if lossy and image.mode == "CMYK":
        return "its image is in CMYK"
    return ""


def _fitted(page: Any, matrix: Any, image: pikepdf.PdfImage) -> PageImage | str:
    if abs(matrix.b) > 1e-3 or abs(matrix.c) > 1e-3 or matrix.a <= 0 or matrix.d <= 0:
        return "its image is turned or mirrored"
    x0, y0, x1, y1 = _crop_box(page)
    width, height = x1 - x0, y1 - y0
    if width <= 0 or height <= 0 or user_unit(page) != 1:
        return "its page box is odd"
    covers = _share(matrix.e, matrix.e + matrix.a, x0, x1) * _share(
        matrix.f, matrix.f + matrix.d, y0, y1
    )
    larger = matrix.a > 1.03 * width or matrix.d > 1.03 * height
    if covers < FILLS or larger:
        return "its image does not fit the page"
    return PageImage(image, max(1, round(image.width / (width / 72.0))), rotation(page))


def _share(a0: float, a1: float, b0: float, b1: float) -> float:
    return max(0.0, min(a1, b1) - max(a0, b0)) / max(b1 - b0, 1e-6)


def text_kind(page: Any) -> TextKind:
    """Tell whether a page has text of its own, and whether a viewer shows it."""
    scan = _scan(page)
    if scan.hidden:
        return "hidden"
    if scan.text == "none" and scan.odd and _has_fonts(page):
        return "visible"  # drawn in unusual ways: to be judged by its text
    return scan.text


def _has_fonts(page: Any) -> bool:
    resources = page.obj.get("/Resources", {})
    if "/Font" in resources:
        return True
    return any("/Resources" in x for x in dict(resources.get("/XObject", {})).values())


def _scan(page: Any) -> _Scan:
    """Walk the content stream; anything that draws beside images and text is 'odd'."""
    found = _Scan(images=[])
    for step in steps(pikepdf.parse_content_stream(page)):
        if step.operator not in STATE:
            _drawn(page, step.operator, step.operands, step.matrix, step.mode, found)
    if page.obj.get("/Annots"):
        found.odd = found.odd or "it has annotations"
    return found


def _drawn(page: Any, operator: str, operands: Any, current: Any, mode: int, found: _Scan) -> None:
    """Take note of an operator that draws."""
    if operator in SHOWS_TEXT:
        found.hidden = found.hidden or mode == INVISIBLE
        hidden = mode == INVISIBLE and found.text != "visible"
        found.text = "hidden" if hidden else "visible"
    elif operator in ("re", "W", "W*", "n"):
        _path(page, operator, operands, current, found)
    elif operator == "Do":
        _met(page, str(operands[0]), current, found)
    elif operator not in HARMLESS:
        found.odd = found.odd or f"it draws with '{operator}'"


def _path(page: Any, operator: str, operands: Any, current: Any, found: _Scan) -> None:
    """Follow rectangles; one that clips is harmless only if it leaves the page whole."""
    if operator == "re":
        x, y, width, height = map(float, operands)
        a, b = (float(side) for side in current.transform((x, y)))
        c, d = (float(side) for side in current.transform((x + width, y + height)))
        found.path = [*found.path, (min(a, c), min(b, d), max(a, c), max(b, d))]
    elif operator == "n":
        found.path = []
    else:
        x0, y0, x1, y1 = _crop_box(page)
        whole = len(found.path) == 1 and (
            _share(found.path[0][0], found.path[0][2], x0, x1) >= FILLS
            and _share(found.path[0][1], found.path[0][3], y0, y1) >= FILLS
        )
        found.odd = found.odd or ("" if whole else "it is clipped")


def _met(page: Any, name: str, matrix: Any, found: _Scan) -> None:
    stream = page.resources.get("/XObject", {}).get(name)
    if stream is None or stream.get("/Subtype") != "/Image":
        found.odd = found.odd or "it draws a form"
        if stream is not None:
            _look_into_form(stream, found, 0)
        return
    found.images.append((matrix, stream))
    x0, y0, x1, y1 = _crop_box(page)
    if found.text == "visible" and _covers(matrix, x0, y0, x1, y1):
        found.hidden = True  # the scan lies over the text


def _covers(matrix: Any, x0: float, y0: float, x1: float, y1: float) -> bool:
    across = _share(matrix.e, matrix.e + matrix.a, x0, x1)
    return across * _share(matrix.f, matrix.f + matrix.d, y0, y1) >= FILLS


def _look_into_form(form: Any, found: _Scan, depth: int) -> None:
    """Find text in a form, and whether it is shown; OCR layers often lie in forms."""
    for operator, operands, _, mode in steps(pikepdf.parse_content_stream(form)):
        if operator in SHOWS_TEXT:
            found.hidden = found.hidden or mode == INVISIBLE
            if found.text != "visible":
                found.text = "hidden" if mode == INVISIBLE else "visible"
        elif operator == "Do" and depth < MOST_FORMS:
            inner = form.get("/Resources", {}).get("/XObject", {}).get(str(operands[0]))
            if inner is not None and inner.get("/Subtype") == "/Form":
                _look_into_form(inner, found, depth + 1)
