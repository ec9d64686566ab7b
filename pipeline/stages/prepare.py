"""Make a page image readable: polarity, borders, lighting; nothing is turned or moved here.

Thresholds are relative to the page itself (its paper level, its text height), so that
they hold for any resolution.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.model import Judgement
from pipeline.stages.ink import without_coloured
from pipeline.stages.redactions import Struck, find_redactions, without_redactions
from pipeline.stages.ruling import without_rules

PAPER = 255
# Work on lighting and borders happens on a small copy of about this many pixels a side.
SMALL_SIDE = 900
# Levels of the middle of a page under which it is taken for a negative.
NEGATIVE_MEDIAN = 115
# After division by the background, ink is darker than this.
INK = 160
# A faint page is smoothed over this share of a line's thickness, and its levels are spread from
# the darker ink, of this percentile, to paper that is not quite white.
SMOOTHED, DARK_INK, LIGHT_PAPER = 1 / 75, 5, 245
# Pixels darker than this are ink on it.
BRIGHT = 200
# Share of small specks among all ink pieces from which a page counts as speckled.
SPECKLED = 0.75
SPECKS_A_MEGAPIXEL = 400


class Prepared(Struct, frozen=True):
    """A page ready for reading, in the same pixels as the delivered image.

    ``coloured`` holds ink of another colour than the text's (stamps, seals, letterheads)
    on its own, where there is any; ``image`` is then without it. ``specked`` is the image
    with its specks, where they were taken out of ``image``: lines are found better without
    them, but small print is not always read better. Places that were ``struck`` out are paper
    on all of them: what is read there would be invented.
    """

    image: Grey
    coloured: Grey | None
    specked: Grey | None
    negative: bool
    ink: float
    contrast: float
    struck: tuple[Struck, ...]
    judgements: tuple[Judgement, ...]

    @property
    def speckled(self) -> bool:
        """Tell whether specks were taken out."""
        return self.specked is not None


def prepare(delivered: NDArray[np.uint8]) -> Prepared:
    """Return the page with even light paper (255) and dark ink.

    ``ink`` is the share of pixels that are ink, ``contrast`` the difference between paper
    and the darker ink (0-1), measured before the light was evened.
    """
    grey = to_grey(delivered)
    negative, polarity = _polarity(grey)
    if negative:
        grey = 255 - grey
    small = _small(grey)
    paper = background(small, grey.shape)
    even: Grey = np.asarray(cv2.divide(grey, paper, scale=PAPER), dtype=np.uint8)
    even, borders = without_borders(even, small)
    share = float((even < INK).mean())
    contrast = _contrast(even)
    even, ruled = without_rules(even)
    even, coloured = without_coloured(even, 255 - delivered if negative else delivered)
    specks, speckled = _specks(even)
    struck = find_redactions(delivered, negative=negative)
    facts = Judgement(
        what="preparation",
        decision="background divided" + (", specks removed" if speckled else ""),
        evidence={
            "contrast": contrast,
            "ink": round(share, 5),
            "specks": specks,
            "borders": borders,
            "rules": ruled,
            "coloured": int(coloured is not None),
            "struck": len(struck),
        },
    )
    even = without_redactions(even, struck)
    return Prepared(
        image=without_specks(even) if speckled else even,
        coloured=None if coloured is None else without_redactions(coloured, struck),
        specked=even if speckled else None,
        negative=negative,
        ink=share,
        contrast=contrast,
        struck=struck,
        judgements=(polarity, facts),
    )


def to_grey(image: NDArray[np.uint8]) -> Grey:
    """Return an RGB or grey image as grey."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _polarity(grey: Grey) -> tuple[bool, Judgement]:
    """Decide whether the page is a negative, from the middle of the page.

    On a page the paper is the larger part, so the median is the paper's level, and the
    strokes pull the mean away from it towards their own side.
    """
    height, width = grey.shape
    middle = grey[height // 6 : height * 5 // 6 : 3, width // 6 : width * 5 // 6 : 3]
    if not middle.size:
        middle = grey
    median, mean = float(np.median(middle)), float(middle.mean())
    low, high = (float(level) for level in np.percentile(middle, (1, 99)))
    bright_strokes = mean > median + 0.3 or (high - median) > (median - low)
    negative = median < NEGATIVE_MEDIAN and bright_strokes
    evidence: dict[str, float | int | str] = {
        "median": median,
        "mean": round(mean, 1),
        "low": low,
        "high": high,
    }
    decision = "negative" if negative else "positive"
    return negative, Judgement(what="polarity", decision=decision, evidence=evidence)


def _small(grey: Grey) -> Grey:
    """Return a small copy, on which light and borders are looked at."""
    height, width = grey.shape
    scale = min(1.0, SMALL_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def background(small: Grey, shape: tuple[int, ...]) -> Grey:
    """Return the paper's level everywhere: strokes closed, the rest smoothed.

    ``small`` is a small copy of the page, ``shape`` the height and width of the page.
    """
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    smooth = cv2.medianBlur(closed, 21)
    # A level of 0 would divide to nonsense; solid black areas stay black.
    size = (shape[1], shape[0])
    full = cv2.resize(np.maximum(smooth, 48), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.uint8)


def without_borders(even: Grey, small: Grey) -> tuple[Grey, float]:
    """Paint scanner borders as paper: dark areas that touch the edge and hold no paper.

    ``small`` is a small copy of the page before its light was evened. Returns the image
    and the share of it that was border.
    """
    level = float(np.percentile(small, 90))
    dark = (small < 0.4 * level).astype(np.uint8)
    # Opened, so that letters which touch the border are not taken along with it.
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels = cv2.connectedComponents(solid)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    touching = edge[edge != 0]
    if count < 2 or not len(touching):
        return even, 0.0
    border = np.isin(labels, touching).astype(np.uint8)
    wider = cv2.dilate(border, np.ones((5, 5), np.uint8))
    size = (even.shape[1], even.shape[0])
    mask = cv2.resize(wider, size, interpolation=cv2.INTER_NEAREST).astype(bool)
    painted = even.copy()
    painted[mask] = PAPER
    return painted, round(float(mask.mean()), 4)


def _contrast(even: Grey) -> float:
    """Return how much darker than paper the darker half of the ink is (0-1)."""
    sample = even[::3, ::3]
    ink = sample[sample < 230]
    if ink.size < 50:
        return 0.0
    return round(float(1 - np.percentile(ink, 10) / PAPER), 3)


def _specks(even: Grey) -> tuple[float, bool]:
    """Count ink pieces of one to four pixels; many of them are noise, not dots of letters.

    The middle quarter stands for the page. Returns specks a megapixel and whether the
    page counts as speckled.
    """
    height, width = even.shape
    middle = even[height // 4 : height - height // 4, width // 4 : width - width // 4]
    ink = (middle < 128).astype(np.uint8)
    if not ink.size:
        return 0.0, False
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return 0.0, False
    areas = stats[1:, cv2.CC_STAT_AREA]
    small = int((areas <= 4).sum())
    density = small / (middle.size / 1e6)
    share = small / len(areas)
    return round(density, 1), density > SPECKS_A_MEGAPIXEL and share > SPECKLED


def without_specks(even: Grey) -> Grey:
    """Remove lonely pixels: a 3x3 median."""
    return np.asarray(cv2.medianBlur(even, 3), dtype=np.uint8)


def darkened(even: Grey, line: float) -> Grey:
    """Return a prepared page with its grain smoothed and its ink spread to black.

    ``line`` is the thickness of the page's lines, in pixels. For worn ribbons and pale
    copies; a page of good contrast loses by it.
    """
    smooth = cv2.GaussianBlur(even, (0, 0), max(0.3, SMOOTHED * line))
    ink = even[::2, ::2]
    ink = ink[ink < BRIGHT]
    if not ink.size:
        return even
    low = float(np.percentile(ink, DARK_INK))
    spread = (smooth.astype(np.float32) - low) * (PAPER / max(1.0, LIGHT_PAPER - low))
    return np.asarray(np.clip(spread, 0, PAPER), dtype=np.uint8)
