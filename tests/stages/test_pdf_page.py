"""Is a PDF page exactly one image, and has it text of its own?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.stages.pdf_page import PageImage, own_image, page_geometry, rotation, text_kind
from tests.scans import one_page

FILL = b"q 240 0 0 320 0 0 cm /I Do Q "
OPEN: list[pikepdf.Pdf] = []
SCAN = Image.new("L", (48, 64), 255)


def opened(path: Path, content: bytes, **entries: object) -> pikepdf.Page:
    """Return a page made of ``content``; its document stays open with it."""
    pdf = pikepdf.open(one_page(path, content, {"I": SCAN}, **entries))  # type: ignore[arg-type]
    OPEN.append(pdf)
    return pdf.pages[0]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test opened."""
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FILL + b"BT /F 9 Tf (seen) Tj ET", "it has visible text"),
        (FILL * 2, "it has 2 images"),
        (b"", "it has 0 images"),
        (FILL + b"0 0 9 9 re f", "it draws with 'f'"),
        (FILL + b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI", "INLINE"),
        (b"q 120 0 0 160 0 0 cm /I Do Q", "does not fit"),
        (b"q 480 0 0 640 0 0 cm /I Do Q", "does not fit"),
        (b"q -240 0 0 320 240 0 cm /I Do Q", "turned or mirrored"),
        (b"q 0 320 -240 0 240 0 cm /I Do Q", "turned or mirrored"),
        (b"/Unknown Do", "form"),
    ],
)
def test_why_a_page_must_be_drawn(tmp_path: Path, content: bytes, reason: str) -> None:
    found = own_image(opened(tmp_path / "page.pdf", content))
    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize(
    "content",
    [
        FILL,
        b"q 2 0 0 2 0 0 cm q 120 0 0 160 0 0 cm /I Do Q Q",
        b"q 239 0 0 318 0.5 1 cm /I Do Q",
        FILL + b"BT 3 Tr /F 9 Tf (hidden) Tj ET",
        b"BT 3 Tr /F 9 Tf (hidden) Tj ET " + FILL,
    ],
)
def test_pages_that_are_one_image(tmp_path: Path, content: bytes) -> None:
    """Nested matrices, a narrow white edge and hidden text change nothing."""
    found = own_image(opened(tmp_path / "page.pdf", content))
    assert isinstance(found, PageImage)
    assert found.size == (48, 64)


def test_annotations_are_drawn(tmp_path: Path) -> None:
    """A stamp put on as an annotation would be lost with the image alone."""
    page = opened(tmp_path / "page.pdf", FILL)
    page.obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp)])
    assert own_image(page) == "it has annotations"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (FILL, "none"),
        (b"BT /F 9 Tf (x) Tj ET", "visible"),
        (b"BT 3 Tr /F 9 Tf (x) Tj ET", "hidden"),
        (b"q 3 Tr Q BT /F 9 Tf (x) Tj ET", "visible"),
        (b"BT 3 Tr /F 9 Tf (x) Tj 0 Tr (y) Tj ET", "hidden"),
        (b"BT /F 9 Tf (y) ' 3 Tr [(x)] TJ ET", "hidden"),
    ],
)
def test_kind_of_text(tmp_path: Path, content: bytes, kind: str) -> None:
    assert text_kind(opened(tmp_path / "page.pdf", content)) == kind


def test_size_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    assert page_geometry(opened(path, FILL)) == (240, 320)
    assert page_geometry(opened(path, FILL, Rotate=90)) == (320, 240)
    assert page_geometry(opened(path, FILL, CropBox=[20, 20, 120, 220])) == (100, 200)
    assert page_geometry(opened(path, FILL, UserUnit=2)) == (240, 320)


@pytest.mark.parametrize(
    ("stated", "degrees"),
    [(0, 0), (90, 90), (-90, 270), (450, 90), (45, 0), (pikepdf.Name("/Up"), 0)],
)
def test_rotation_as_stated(tmp_path: Path, stated: object, degrees: int) -> None:
    assert rotation(opened(tmp_path / "page.pdf", FILL, Rotate=stated)) == degrees


def test_rotation_is_inherited_and_overridden(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    assert rotation(opened(path, FILL, pages_entries={"Rotate": 180})) == 180
    assert rotation(opened(path, FILL, pages_entries={"Rotate": 180}, Rotate=0)) == 0


def test_circle_of_parents_ends(tmp_path: Path) -> None:
    page = opened(tmp_path / "page.pdf", FILL)
    page.obj.Parent["/Parent"] = page.obj.Parent
    assert rotation(page) == 0
