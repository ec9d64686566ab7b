"""From the lines of a page to its regions in reading order, with what is no text among them.

Lines come from reading the picture or from the page's own text layer; what was struck out and
what is a picture is told from the scan.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from numpy import uint8
from numpy.typing import NDArray

from pipeline.model import Box, Line, Region
from pipeline.stages.arrange import arrange
from pipeline.stages.hidden import hidden_regions, outside
from pipeline.stages.normalise import normalise
from pipeline.stages.pictures import find_pictures, with_pictures
from pipeline.stages.placed import Bounds, place
from pipeline.stages.placing import gaps, on_part, placed
from pipeline.stages.recognise import Readers
from pipeline.stages.redactions import Struck
from pipeline.stages.seals import Seals, read_seals
from pipeline.stages.text_layer import TextLayer, layer_lines
from pipeline.stages.upright import Found, Part, Upright

Regions = tuple[Region, ...]


class Scan(Struct, frozen=True):
    """The delivered page (h, w) or (h, w, 3), whether it is light on dark, what is struck out."""

    image: NDArray[uint8]
    negative: bool
    struck: tuple[Struck, ...]


def seals_of(page: Upright, readers: Readers, languages: tuple[str, ...]) -> tuple[Seals, ...]:
    """Return the seals of a page's main ink and of its coloured ink."""
    layers = (page.image, page.coloured)
    return tuple(
        Seals() if layer is None else read_seals(layer, page.script, page.frame, readers, languages)
        for layer in layers
    )


def compose(
    scan: Scan,
    page: Upright,
    part: Part,
    read: Sequence[tuple[Found, Line]],
    seals: Sequence[Seals],
) -> Regions:
    """Return the regions of a page, or of one half of a double page, from its lines as read."""
    frames = [place.box for place in scan.struck if place.how == "labelled"]
    lines = placed(page, part, read, seals, frames)
    extent = (part.x1 - part.x0, float(page.image.shape[0]))
    along, across = extent if page.direction == "horizontal" else extent[::-1]
    here = on_part(page, part, [place.box for place in scan.struck])
    struck = [place for place in scan.struck if place.box in here]
    regions = normalise(arrange(lines, along, across, gaps(page, part, struck)))
    return _with_others(regions, on_part(page, part, _pictures(scan, regions)), struck)


def compose_layer(scan: Scan, layer: TextLayer) -> Regions:
    """Return the regions of a page from its own, trusted text layer."""
    height, width = scan.image.shape[:2]
    lines = [
        place(line, _as_float(line.box), "horizontal", width, None, _words(line))
        for line in layer_lines(layer, width, height)
    ]
    regions = normalise(arrange(lines, float(width), float(height)))
    return _with_others(regions, _pictures(scan, regions), scan.struck)


def _with_others(regions: Regions, pictures: Sequence[Box], struck: Sequence[Struck]) -> Regions:
    """Add pictures, and what is struck out elsewhere than in them."""
    return hidden_regions(outside(struck, pictures), with_pictures(regions, pictures))


def _pictures(scan: Scan, regions: Regions) -> tuple[Box, ...]:
    """Return the boxes of a scan's pictures."""
    lines = [line.box for region in regions for line in region.lines]
    return find_pictures(scan.image, lines, negative=scan.negative)


def _words(line: Line) -> list[Bounds]:
    return [_as_float(word.box) for word in line.words]


def _as_float(box: Box) -> Bounds:
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])
