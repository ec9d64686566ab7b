"""Text of a source that no reader sees: another engine's guess, taken out of its pages.

Only what is certainly not shown goes: text in invisible mode, and text that a picture
without holes covers wholly. Where such text stands in one block with text that is shown,
the block is left, for what follows takes its place from what stands before.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct

from pipeline.exports.pdf_places import crop_matrix
from pipeline.stages.pdf_state import INVISIBLE, MOST_FORMS, SHOWS_TEXT, steps

# What goes with hidden text where a page shows no text; where it does, only SHOWS_TEXT goes, for
# settings made in one block hold in the next.
TEXT_ONLY = frozenset("BT ET Tf Tr Td TD Tm T* Tz TL Tc Tw Ts Tj TJ ' \"".split())
# A picture hides what lies under it if it leaves at most this share of a side free.
FREE = 0.005


class Cleared(Struct, frozen=True):
    """What was done to a page: was hidden text taken out, and is text left that is not ours."""

    removed: bool
    shown: bool
    left: bool


class _Block(Struct):
    """A text block: where it begins and ends, and which of its texts are hidden."""

    start: int
    end: int = -1
    shown: bool = False
    hidden: bool = False


def clear(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Cleared:
    """Take hidden text out of a page; one that shows no text loses its faces."""
    made = _clear(pdf, page, page.obj, page.resources, crop_matrix(page), 0)
    if not made.shown and not made.left and "/Font" in page.resources:
        resources = pikepdf.Dictionary(dict(page.resources.items()))
        del resources["/Font"]
        page.obj.Resources = resources
    return made


def _clear(
    pdf: pikepdf.Pdf, stream: Any, owner: Any, resources: Any, crop: Any, depth: int
) -> Cleared:
    found = list(pikepdf.parse_content_stream(stream))
    blocks, covered = _blocks(found, resources, crop)
    inner = [_form(pdf, i, resources, depth) for i in found] if depth < MOST_FORMS else []
    drop = [b for b in blocks if b.end >= 0 and (not b.shown or b.end < covered)]
    gone = [b for b in drop if b.hidden or b.shown]
    rest = [b for b in blocks if b not in drop]
    shown = any(b.shown for b in rest) or any(form.shown for form in inner)
    if gone:
        needless = SHOWS_TEXT if shown else TEXT_ONLY
        kept = [
            instruction
            for place, instruction in enumerate(found)
            if str(instruction.operator) not in needless or not _within(place, gone)
        ]
        _put(pdf, owner, pikepdf.unparse_content_stream(kept))
    return Cleared(
        bool(gone) or any(form.removed for form in inner),
        shown,
        any(b.hidden for b in rest) or any(form.left for form in inner),
    )


def _put(pdf: pikepdf.Pdf, owner: Any, content: bytes) -> None:
    if isinstance(owner, pikepdf.Stream):
        owner.write(content)
    else:
        owner.Contents = pdf.make_stream(content)


def _within(place: int, blocks: list[_Block]) -> bool:
    return any(b.start <= place <= b.end for b in blocks)


def _blocks(found: list[Any], resources: Any, crop: Any) -> tuple[list[_Block], int]:
    """Return the text blocks, and the place of the last picture that covers the page."""
    blocks, covered = list[_Block](), -1
    for place, (operator, operands, current, mode) in enumerate(steps(found)):
        if operator == "BT":
            blocks.append(_Block(place))
        elif operator == "ET" and blocks:
            blocks[-1].end = place
        elif operator in SHOWS_TEXT and blocks:
            blocks[-1].hidden |= mode == INVISIBLE
            blocks[-1].shown |= mode != INVISIBLE
        elif (
            operator == "Do"
            and len(operands)
            and _covers(resources, str(operands[0]), current, crop)
        ):
            covered = place
    return blocks, covered


def _covers(resources: Any, name: str, at: pikepdf.Matrix, crop: Any) -> bool:
    """Tell whether a picture without holes covers the page."""
    stream = resources.get("/XObject", {}).get(name)
    if stream is None or stream.get("/Subtype") != "/Image":
        return False
    if "/SMask" in stream or "/Mask" in stream or bool(stream.get("/ImageMask", False)):
        return False
    free = FREE * max(crop.a, crop.d)
    return bool(
        abs(at.b) < free
        and abs(at.c) < free
        and at.e <= crop.e + free
        and at.f <= crop.f + free
        and at.e + at.a >= crop.e + crop.a - free
        and at.f + at.d >= crop.f + crop.d - free
    )


def _form(pdf: pikepdf.Pdf, instruction: Any, resources: Any, depth: int) -> Cleared:
    if str(instruction.operator) != "Do" or not len(instruction.operands):
        return Cleared(False, False, False)
    form = resources.get("/XObject", {}).get(str(instruction.operands[0]))
    if form is None or form.get("/Subtype") != "/Form":
        return Cleared(False, False, False)
    own = form.get("/Resources", resources)
    return _clear(pdf, form, form, own, pikepdf.Matrix(), depth + 1)
