"""From pixels of a delivered page to the coordinates of its PDF page."""

from __future__ import annotations

import pikepdf

from pipeline.errors import ReadFailure
from pipeline.model import Page
from pipeline.stages.pdf_page import rotation
from pipeline.stages.pdf_state import numbers

# From a page as shown to the page as stored, for each /Rotate; sides are 1 long.
UNTURNED = {
    0: pikepdf.Matrix(1, 0, 0, 1, 0, 0),
    90: pikepdf.Matrix(0, 1, -1, 0, 1, 0),
    180: pikepdf.Matrix(-1, 0, 0, -1, 1, 1),
    270: pikepdf.Matrix(0, -1, 1, 0, 0, 1),
}


def from_pixels(pdf_page: pikepdf.Page, page: Page) -> pikepdf.Matrix:
    """Return the matrix from pixels of ``page`` (y downwards) to the PDF page's own units.

    Pixels of a page that was read from its own image are that image's, which may be
    smaller than the page; all others cover the page's crop box. ``/Rotate`` turns what a
    viewer shows, not these units.
    """
    shares = pikepdf.Matrix(1 / page.width, 0, 0, -1 / page.height, 0, 1)
    box = image_matrix(pdf_page) if _read_from_image(page) else crop_matrix(pdf_page)
    return shares @ UNTURNED[rotation(pdf_page)] @ box


def _read_from_image(page: Page) -> bool:
    return any(j.what == "rasterise" and j.decision == "own-image" for j in page.judgements)


def crop_matrix(pdf_page: pikepdf.Page) -> pikepdf.Matrix:
    """Return where the unit square lies that is the visible page."""
    a, b, c, d = (float(side) for side in pdf_page.cropbox)
    return pikepdf.Matrix(abs(c - a), 0, 0, abs(d - b), min(a, c), min(b, d))


def image_matrix(pdf_page: pikepdf.Page) -> pikepdf.Matrix:
    """Return where the page's one image lies; raises ReadFailure where there is none."""
    current, stack = pikepdf.Matrix(), list[pikepdf.Matrix]()
    for instruction in pikepdf.parse_content_stream(pdf_page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "q":
            stack.append(current)
        elif operator == "Q" and stack:
            current = stack.pop()
        elif operator == "cm" and (told := numbers(operands, 6)):
            current = pikepdf.Matrix(*told) @ current
        elif operator == "Do":
            return current
    raise ReadFailure("damaged", "the page's image is not where it was")
