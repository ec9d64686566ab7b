"""From a sheet to the pixels of its scan: draw, wear, stamp, turn."""

import zlib

import numpy as np

from samples.generator.ink import draw, to_grey
from samples.generator.model import Page, Pixels, Sheet
from samples.generator.paper import lay_out
from samples.generator.setting import Layout
from samples.generator.stamps import press
from samples.generator.wear import GEOMETRIC, ghost, wear


def seed_of(*parts: object) -> int:
    """A seed that depends on nothing but its parts."""
    return zlib.crc32("/".join(str(part) for part in parts).encode())


def _plain(page: Page, dpi: int, seed: int) -> tuple[Pixels, Layout]:
    """A page's ink on white, with what shows through from behind."""
    layout = lay_out(page, dpi)
    grey = to_grey(draw(layout, page.style, dpi, seed))
    if page.ghost is not None:
        back, _ = _plain(page.ghost, dpi, seed + 1)
        grey = ghost(grey, back, 0.4)
    return grey, layout


def _coloured(grey: Pixels, tint: tuple[int, int, int]) -> Pixels:
    """A grey page on tinted paper."""
    share = np.array(tint, np.float32) / max(tint)
    ramp = np.arange(256, dtype=np.float32)[:, None]
    bend = np.clip(ramp * (1.0 - (1.0 - share) * ramp / 255.0), 0, 255).astype(np.uint8)
    return np.asarray(bend[grey], np.uint8)


def _spread(sheet: Sheet) -> list[Page]:
    """A sheet's pages from left to right (they are kept in reading order)."""
    return sorted(sheet.pages, key=lambda page: page.half == "right")


def _stamped(image: Pixels, sheet: Sheet, seed: int) -> Pixels:
    """Press every stamp of the sheet's pages."""
    offset = 0.0
    for page in _spread(sheet):
        for number, stamp in enumerate(page.stamps):
            image = press(image, stamp, sheet.dpi, seed + number, offset)
        offset += page.width
    return image


def scan(sheet: Sheet, seed: int) -> tuple[Pixels, list[Layout]]:
    """The delivered pixels of a sheet and the layouts of its pages in reading order."""
    drawn = {page: _plain(page, sheet.dpi, seed + 7 * n) for n, page in enumerate(sheet.pages)}
    image: Pixels = np.hstack([drawn[page][0] for page in _spread(sheet)])
    flat = [step for step in sheet.wear if step[0] not in GEOMETRIC and step[0] != "negative"]
    turned = [step for step in sheet.wear if step not in flat]
    for number, (kind, strength) in enumerate(flat):
        image = wear(image, kind, strength, seed + 100 + number)
    if sheet.mode == "colour":
        image = _coloured(image, sheet.tint)
    image = _stamped(image, sheet, seed)
    for number, (kind, strength) in enumerate(turned):
        image = wear(image, kind, strength, seed + 200 + number)
    turns = (sheet.rotation or sheet.pdf_rotate) // 90
    return np.ascontiguousarray(np.rot90(image, turns)), [drawn[page][1] for page in sheet.pages]
