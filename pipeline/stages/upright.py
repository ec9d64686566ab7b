"""Turn a page upright and find its lines: everything later stages need to know of layout."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from pipeline.engines import Grey, LineFinder, Reader
from pipeline.geometry import (
    Frame,
    Matrix,
    Quad,
    angle,
    apply,
    bounds,
    identity,
    length,
    tall,
    thickness,
)
from pipeline.model import Direction, Half, Judgement, Rotation
from pipeline.stages.orient import (
    Orientation,
    column_to_line,
    fan,
    orient,
    orient_as_told,
    skew,
    turned_page,
)
from pipeline.stages.show_through import without_other_side
from pipeline.stages.spread import find_fold, find_gutter

# The line finder works on this many pixels a side, on more where the print is small.
FINDER_SIDE, MOST_SIDE = 960, 1920
# Thickness (pixels, at the finder's size) that lines should have, and may at least have.
WANTED_LINE, LEAST_LINE = 20.0, 13.0
# What is found only after show-through was taken out and is no longer than this, in
# thicknesses, is a crumb of it or of a shadow.
CRUMB = 1.6
# Lines shorter than so many thicknesses show no slope, a descender tilts them; shorter ones
# only one that is steep (degrees).
LEAST_TILTED, LEAST_STEEP, STEEP = 5.0, 2.5, 10.0


class Found(Struct, frozen=True):
    """A line that was found, in pixels of the upright page (of its ``coloured`` layer).

    Columns are relabelled so that they read from left to right; ``across`` tells lines
    from columns. ``tilt`` is its slope against the lines around it, in degrees; ``level``
    its bounds on the deskewed page.
    """

    quad: Quad
    tilt: float
    across: bool
    coloured: bool
    level: tuple[float, float, float, float]


class Upright(Struct, frozen=True):
    """A page turned upright, with its lines.

    ``frame`` leads to the delivered page, ``straight`` to deskewed coordinates. ``cleaned``:
    the other side's writing was taken out; ``behind`` is where (x) whole lines of it stood.
    """

    image: Grey
    coloured: Grey | None
    frame: Frame
    straight: Matrix
    lines: tuple[Found, ...]
    rotation: Rotation
    direction: Direction
    script: str
    skew: float
    judgements: tuple[Judgement, ...]
    cleaned: bool = False
    behind: tuple[float, ...] = ()


class Part(Struct, frozen=True):
    """A page of a scan: all of it, or one half. ``lines`` index the scan's lines."""

    half: Half | None
    lines: tuple[int, ...]
    x0: float
    x1: float


def upright(
    page: Grey,
    coloured: Grey | None,
    finder: LineFinder,
    reader: Reader,
    told: Rotation | None = None,
) -> Upright:
    """Find the lines of a page, decide how it lies, and turn it.

    ``coloured``: the page's coloured ink on its own; lines on it do not say how it lies.
    ``told``: the rotation that a person has decided on.
    """
    image, quads, position = _positioned(page, finder, reader, told)
    height, width = page.shape
    frame = identity(width, height).after(_turn(width, height, position.rotation))
    labelled = [_labelled(quad, position.direction) for quad in quads]
    clean = without_other_side(image, labelled, reader)
    behind: tuple[float, ...] = ()
    judgements: tuple[Judgement, ...] = (position.judgement,)
    if clean is not None:
        judgements = (*judgements, _taken_out(len(clean.behind)))
        behind = tuple(float(quads[i][:, 0].mean()) for i in clean.behind)
        image, quads = clean.image, _no_crumbs(find_lines(clean.bare, finder), quads)
    slope = skew(quads, position.direction)
    straight = _deskew(image.shape[1], image.shape[0], slope)
    lean = fan(quads, position.direction)
    lines = [_found(q, position, lean(q), straight, coloured=False) for q in quads]
    layer = None if coloured is None else turned_page(coloured, position.rotation)
    if layer is not None:
        stamped = find_lines(layer, finder, sure=False)
        lines += [_found(q, position, lean(q), straight, coloured=True) for q in stamped]
    return Upright(
        image=image,
        coloured=layer,
        frame=frame,
        straight=straight,
        lines=tuple(lines),
        rotation=position.rotation,
        direction=position.direction,
        script=position.script,
        skew=slope,
        cleaned=clean is not None,
        behind=behind,
        judgements=judgements,
    )


def _taken_out(lines: int) -> Judgement:
    decision = "fainter ink of the other side taken out"
    return Judgement(what="show-through", decision=decision, evidence={"whole lines": lines})


def _positioned(
    page: Grey, finder: LineFinder, reader: Reader, told: Rotation | None
) -> tuple[Grey, tuple[Quad, ...], Orientation]:
    """Return the page turned upright, its lines in that position, and how it lay."""
    if told is not None:
        image = turned_page(page, told)
        quads = find_lines(image, finder)
        return image, quads, orient_as_told(image, quads, reader, told)
    quads = find_lines(page, finder)
    position = orient(page, quads, reader)
    if not position.rotation:
        return page, quads, position
    image = turned_page(page, position.rotation)
    return image, find_lines(image, finder), position


def _no_crumbs(found: Sequence[Quad], before: Sequence[Quad]) -> tuple[Quad, ...]:
    """Return lines of a cleaned page: long ones, and those in whose place one was before."""
    boxes = [bounds(quad) for quad in before]

    def known(quad: Quad) -> bool:
        x, y = quad.mean(axis=0)
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)

    def sides(quad: Quad) -> float:
        short, long = sorted((length(quad), thickness(quad)))
        return long / max(short, 1.0)

    return tuple(quad for quad in found if sides(quad) >= CRUMB or known(quad))


def _labelled(quad: Quad, direction: Direction) -> Quad:
    """Return a line's corners, those of a column so that it reads from left to right."""
    column = tall(quad) or (direction == "vertical-rl" and not _wide(quad))
    return column_to_line(quad) if column else quad


def _found(
    quad: Quad, position: Orientation, slope: float, straight: Matrix, *, coloured: bool
) -> Found:
    """Return a line with columns relabelled so that they read from left to right."""
    vertical = position.direction == "vertical-rl" and not coloured
    column = tall(quad) or (vertical and not _wide(quad))
    labelled = column_to_line(quad) if column else quad
    level = bounds(np.asarray(apply(straight, quad), dtype=np.float32))
    return Found(labelled, _tilt(labelled, slope, column=column), not column, coloured, level)


def find_lines(page: Grey, finder: LineFinder, *, sure: bool = True) -> tuple[Quad, ...]:
    """Find lines, a second time on more pixels where the print is small.

    A page without any is looked at again too, unless there is hardly a line to be expected
    (not ``sure``): coloured ink is mostly rust and stains.
    """
    quads = finder.find(page, FINDER_SIDE)
    longest = max(page.shape)
    if not quads and longest > MOST_SIDE and sure:
        return finder.find(page, MOST_SIDE)
    if not quads or longest <= FINDER_SIDE:
        return quads
    usual = float(np.median([min(thickness(q), bounds(q)[2] - bounds(q)[0]) for q in quads]))
    seen = usual * FINDER_SIDE / longest
    if seen >= LEAST_LINE:
        return quads
    side = int(min(MOST_SIDE, FINDER_SIDE * WANTED_LINE / max(seen, 1.0)))
    return finder.find(page, side)


def _wide(quad: Quad) -> bool:
    x0, y0, x1, y1 = bounds(quad)
    return x1 - x0 > 1.5 * (y1 - y0)


def _tilt(quad: Quad, slope: float, *, column: bool) -> float:
    """Return a line's slope against that of lines there; short lines have none that can be told."""
    tilt = round(angle(quad) - (90 if column else 0) - slope, 2)
    longer = length(quad) / max(thickness(quad), 1.0)
    tells = longer >= LEAST_TILTED or (longer >= LEAST_STEEP and abs(tilt) >= STEEP)
    return tilt if tells else 0.0


def _turn(width: int, height: int, rotation: Rotation) -> Matrix:
    """Return the matrix from page pixels to the pixels of the page turned clockwise."""
    turns = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, -1, height], [1, 0, 0]],
        180: [[-1, 0, width], [0, -1, height]],
        270: [[0, 1, 0], [-1, 0, width]],
    }
    return np.array([*turns[rotation], [0, 0, 1]], dtype=np.float64)


def _deskew(width: int, height: int, slope: float) -> Matrix:
    """Return the matrix that turns lines of this slope level, about the page's middle."""
    cos, sin = math.cos(math.radians(-slope)), math.sin(math.radians(-slope))
    x, y = width / 2, height / 2
    return np.array(
        [[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0, 0, 1]]
    )


def parts(page: Upright, unevened: Grey) -> tuple[tuple[Part, ...], Judgement]:
    """Return the scan's pages in reading order: one, or the two halves of a double page.

    ``unevened``: the scan as delivered, in grey, its light not evened.
    """
    height, width = page.image.shape
    own = [line.level for line in page.lines if not line.coloured]
    vertical = page.direction == "vertical-rl"
    fold = find_fold(turned_page(unevened, page.rotation))
    spread = find_gutter(own, width, height, vertical=vertical, fold=fold)
    if spread.gutter is None:
        return (Part(None, tuple(range(len(page.lines))), 0.0, float(width)),), spread.judgement
    gutter = spread.gutter
    is_left = [(line.level[0] + line.level[2]) / 2 < gutter for line in page.lines]
    left = Part("left", tuple(i for i, is_it in enumerate(is_left) if is_it), 0.0, gutter)
    right = Part("right", tuple(i for i, is_it in enumerate(is_left) if not is_it), gutter, width)
    return ((right, left) if vertical else (left, right)), spread.judgement
