"""Writing of the other side that shines through thin paper: read, it would be invented text.

It is mirrored. A recogniser reads it badly as it stands and well when mirrored back; with
writing of this side it is the other way round, however faint. Where it is also clearly
fainter than all writing of this side it is taken out of the image before lines are found:
else it joins lines, lengthens them and covers short ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey, Quad, Reader, Reading
from pipeline.geometry import thickness
from pipeline.stages.strips import Strip, cut

PAPER = 255
# Lines read this badly are looked at mirrored, if they have so many characters ...
BADLY, LEAST_CHARACTERS = 0.8, 4
# ... and are of the other side if they are then read so much better, and this well.
# (Invented pages: show-through gains 0.3, the worst genuine lines lose as much.)
GAIN, WELL = 0.15, 0.8
# Where one line is of the other side, others are suspected too: those read less surely than this
# (many Chinese characters are nearly their own mirror image), and shorter ones, for less gain.
SUSPECT, SHORT, LESS_GAIN = 0.9, 2, 0.05
# So many such lines, and no fewer than others, make a page of the other side.
LEAST_LINES = 3

# Smaller images hold no writing that anything could shine through.
LEAST_SIDE = 24
# Grey level under which something is ink, and the width of a level's bin.
INK, BIN = 225, 10
# Two inks are told apart where so little of all ink is as dark as the level between them; so
# much of it is the darker ink's, and so much the fainter's.
MOST_BETWEEN, LEAST_DARK, LEAST_FAINT = 0.02, 0.3, 0.02
# What shines through is lighter than this.
DARKEST = 60
# A line is faint that has so much of its ink in the fainter ink.
MOSTLY = 0.7
# So many other lines, those with the most faint ink, are looked at without their dark ink.
SAMPLED = 5
# Strokes of the dark ink are as light as this in places, of the way from the level to paper.
WEAK = 0.4
# The faint ink is the other side's if so many characters are read well mirrored, and so many
# times more than as they stand.
PROOF, MANIFOLD = 3, 4
# The edge of a dark stroke reaches so far, as a share of a line's thickness; where lines are
# read all is left that stands so near, for a stroke may have worn as pale as what shines through.
EDGE, NEAR = 0.045, 0.16
# A dark piece is no more than a speck of the fainter ink under this share of the thickness squared.
SPECK = 0.005


class Cleaned(Struct, frozen=True):
    """A page without the other side's writing, and the lines (by index) that were nothing else.

    ``bare`` has the dark strokes alone, to find lines on; ``image`` what stands close to them
    too, to read them.
    """

    image: Grey
    bare: Grey
    behind: tuple[int, ...]


def of_other_side(
    strips: Sequence[Grey], readings: Sequence[Reading], reader: Reader
) -> frozenset[int]:
    """Return which lines are writing of the other side.

    ``reader`` is that which gave the ``readings`` of the ``strips``.
    """
    behind = _behind(strips, readings, reader, BADLY, LEAST_CHARACTERS, GAIN, frozenset())
    if behind:
        behind |= _behind(strips, readings, reader, SUSPECT, SHORT, LESS_GAIN, behind)
    rest = [i for i, reading in enumerate(readings) if i not in behind and reading.text]
    if len(behind) < max(LEAST_LINES, len(rest)):
        return behind
    # Most of the page is the other side's, so the rest must be read better as it stands.
    return behind | {
        i
        for i, back in _mirrored(strips, rest, reader)
        if back.confidence > readings[i].confidence - LESS_GAIN
    }


def _behind(
    strips: Sequence[Grey],
    readings: Sequence[Reading],
    reader: Reader,
    below: float,
    least: int,
    gain: float,
    known: frozenset[int],
) -> frozenset[int]:
    """Return lines read less surely than ``below`` that gain so much by being mirrored."""
    doubtful = [
        i
        for i, reading in enumerate(readings)
        if i not in known and reading.confidence < below and len(reading.text) >= least
    ]
    return frozenset(
        i
        for i, back in _mirrored(strips, doubtful, reader)
        if back.confidence >= max(WELL, readings[i].confidence + gain) and len(back.text) >= least
    )


def _mirrored(
    strips: Sequence[Grey], which: Sequence[int], reader: Reader
) -> Iterator[tuple[int, Reading]]:
    turned = [np.ascontiguousarray(strips[i][:, ::-1]) for i in which]
    return zip(which, reader.read(turned, ()), strict=True)


def without_other_side(page: Grey, quads: Sequence[Quad], reader: Reader) -> Cleaned | None:
    """Return a page without writing that shines through, None where there is none to be told.

    ``page``: upright; ``quads``: its lines, columns relabelled. The page must have a dark and a
    faint ink with hardly anything between, and the faint one must be read better mirrored.
    Faint lines that are read better as they stand are kept.
    """
    pieces = _pieces(page)
    level = None if pieces is None or not quads else _valley(pieces)
    if pieces is None or level is None:
        return None
    thick = float(np.median([thickness(quad) for quad in quads]))
    strokes = _strokes(page, level, thick)
    dark = _around(strokes, EDGE * thick)
    pale = np.where(_faint(pieces, level, page.shape) & ~dark, page, PAPER).astype(np.uint8)
    faint, looked = _to_look_at(cut(page, quads, None, 0.0), cut(pale, quads, None, 0.0))
    ink = np.where(dark, 0, PAPER).astype(np.uint8)
    strips = [
        strip.image if i in faint else _free_of(strip.image, over.image)
        for i, strip, over in zip(
            looked,
            cut(page, [quads[i] for i in looked], None, 0.04),
            cut(ink, [quads[i] for i in looked], None, 0.04),
            strict=True,
        )
    ]
    back = [reading for _, reading in _mirrored(strips, range(len(strips)), reader)]
    if sum(len(reading.text) for reading in back if reading.confidence >= WELL) < PROOF:
        return None
    ahead = reader.read(strips, ())
    if _well(back, ahead) < max(PROOF, MANIFOLD * _well(ahead, back)):
        return None
    behind = [
        i
        for i, one, other in zip(looked, ahead, back, strict=True)
        if i in faint and other.confidence > one.confidence
    ]
    bare = np.where(dark, page, PAPER).astype(np.uint8)
    image = np.where(_around(strokes, NEAR * thick), page, PAPER).astype(np.uint8)
    for i in sorted(faint - set(behind)):
        _restore(bare, page, quads[i])
        _restore(image, page, quads[i])
    return Cleaned(image, bare, tuple(behind))


class _Pieces(Struct, frozen=True):
    """Connected ink of a page at half its size: labels, and by label darkest level and size."""

    labels: NDArray[np.int32]
    darkest: NDArray[np.uint8]
    sizes: NDArray[np.int32]


def _pieces(page: Grey) -> _Pieces | None:
    if min(page.shape) < LEAST_SIDE:
        return None
    half = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    inked = (half < INK).astype(np.uint8)
    count, found, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    if count < 2:
        return None
    labels = np.asarray(found, dtype=np.int32)
    darkest = np.full(count, PAPER, np.uint8)
    np.minimum.at(darkest, labels[inked > 0], half[inked > 0])
    darkest[0] = 0
    sizes = np.asarray(stats[:, cv2.CC_STAT_AREA], dtype=np.int32)
    return _Pieces(labels, darkest, sizes)


def _valley(pieces: _Pieces) -> int | None:
    """Return the grey level between dark and faint ink, None where they run together.

    It is that which parts the two best (Otsu 1979) of the levels that hardly any piece is as
    dark as, or the middle of such levels around it if that is lighter: thin strokes are.
    """
    edges = np.arange(0, INK + BIN, BIN)
    share, _ = np.histogram(pieces.darkest[1:], edges, weights=pieces.sizes[1:].astype(np.float64))
    share = share / share.sum()
    below, moment = np.cumsum(share)[:-1], np.cumsum(share * edges[:-1])[:-1]
    apart = (moment - below * (share @ edges[:-1])) ** 2 / np.maximum(below * (1 - below), 1e-9)
    between = share[:-1] + share[1:]
    fit = (between <= MOST_BETWEEN) & (below >= LEAST_DARK) & (below <= 1 - LEAST_FAINT)
    fit &= edges[1:-1] > DARKEST
    if not fit.any():
        return None
    best = low = high = int(np.where(fit, apart, -1).argmax())
    while low > 0 and fit[low - 1]:
        low -= 1
    while high + 1 < len(fit) and fit[high + 1]:
        high += 1
    return max(best + 1, (low + high + 2) // 2) * BIN


def _faint(pieces: _Pieces, level: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return where the pieces of faint ink are on the page, with their edges."""
    faint = cv2.dilate((pieces.darkest >= level)[pieces.labels].astype(np.uint8), np.ones((3, 3)))
    return np.asarray(cv2.resize(faint, shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0)


def _strokes(page: Grey, level: int, thick: float) -> NDArray[np.uint8]:
    """Return a mask of the dark strokes, whole where they are paler in places."""
    inked = (page < level + WEAK * (PAPER - level)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    seeded = np.bincount(labels[page < level], minlength=count) > 0
    seeded &= stats[:, cv2.CC_STAT_AREA] >= SPECK * thick * thick
    seeded[0] = False
    return np.asarray(seeded[labels], dtype=np.uint8)


def _around(strokes: NDArray[np.uint8], reach: float) -> NDArray[np.bool_]:
    side = 2 * max(1, round(reach)) + 1
    return np.asarray(cv2.dilate(strokes, np.ones((side, side), np.uint8)) > 0)


def _to_look_at(whole: Sequence[Strip], pale: Sequence[Strip]) -> tuple[set[int], list[int]]:
    """Return which lines are of faint ink, and those with some of the others to be read."""
    amounts = [int((strip.image < INK).sum()) for strip in pale]
    inks = [max(1, int((strip.image < INK).sum())) for strip in whole]
    faint = {i for i, ink in enumerate(inks) if amounts[i] >= MOSTLY * ink}
    mixed = sorted((i for i in range(len(inks)) if i not in faint), key=lambda i: -amounts[i])
    return faint, [*sorted(faint), *mixed[:SAMPLED]]


def _free_of(strip: Grey, dark: Grey) -> Grey:
    """Return the longest part of a strip without dark ink (0 in ``dark``)."""
    free = np.concatenate([[0], (dark.min(axis=0) > 0).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(free)).reshape(-1, 2)
    x0, x1 = max(edges.tolist(), key=lambda edge: edge[1] - edge[0], default=(0, 0))
    return np.ascontiguousarray(strip[:, x0:x1])


def _well(readings: Sequence[Reading], others: Sequence[Reading]) -> int:
    """Return how many characters are read well one way and clearly worse the other way."""
    return sum(
        len(one.text)
        for one, other in zip(readings, others, strict=True)
        if one.confidence >= max(WELL, other.confidence + GAIN)
    )


def _restore(image: Grey, page: Grey, quad: Quad) -> None:
    """Put a line back as it was."""
    mask = np.zeros(image.shape, np.uint8)
    cv2.fillConvexPoly(mask, np.rint(quad).astype(np.int32), 1)
    image[mask > 0] = page[mask > 0]
