"""Which way up is a page, and do its lines run across or down?

Lines are found whichever way they lie; some are then read both ways round. For Latin
script the better reading decides. Chinese is written down the page as well as across, and
a recogniser reads lying characters too, so there single characters are cut out and read in
all four positions: the position in which most are recognised again is upright.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey, Reader, Reading
from pipeline.geometry import Quad, angle, length, tall, thickness
from pipeline.model import Direction, Judgement, Rotation
from pipeline.scripts import is_han, main_script
from pipeline.stages.strips import Strip, cut

SAMPLED_LINES = 6
# Only the beginning of a line is read, as a multiple of its thickness.
SAMPLED_ASPECT = 9.0
# A reading this sure needs no look at the line upside down.
SURE = 0.88
SAMPLED_CHARACTERS = 10
# Turns wider than this are not skew.
MOST_SKEW = 20.0
# So many lines show how slopes grow over a page, two of them if so many pixels apart.
FAN_LINES, FAN_STEP = 6, 20.0


class Orientation(Struct, frozen=True):
    """How a page lies. ``rotation``: degrees clockwise that make it upright."""

    rotation: Rotation
    direction: Direction
    script: str
    sample: str
    confidence: float
    judgement: Judgement


def orient(page: Grey, quads: Sequence[Quad], reader: Reader) -> Orientation:
    """Decide a page's orientation from its lines; an empty page counts as upright."""
    strips, lying = _sampled_strips(page, quads)
    if not strips:
        nothing = Judgement(what="orientation", decision="0", evidence={"lines": 0})
        return Orientation(0, "horizontal", "Zyyy", "", 0.0, nothing)
    ahead = reader.read([strip.image for strip in strips], ())
    flipped: tuple[Reading, ...] = ()
    if _score(ahead) < SURE:
        flipped = reader.read([_turned(strip.image, 2) for strip in strips], ())
    return _decide(strips, ahead, flipped, lying, reader)


def orient_as_told(
    page: Grey, quads: Sequence[Quad], reader: Reader, rotation: Rotation
) -> Orientation:
    """Return the orientation of a page that a person has turned upright.

    ``page`` and ``quads`` are in that position already; what is left to tell is the script
    and, for Chinese, whether lines run across or down.
    """
    strips, lying = _sampled_strips(page, quads)
    readings = reader.read([strip.image for strip in strips], ()) if strips else ()
    text = "".join(reading.text for reading in readings)
    script = main_script(text)
    direction: Direction = "vertical-rl" if lying and script == "Hani" else "horizontal"
    judged = Judgement(
        what="orientation",
        decision=f"{rotation} {direction}",
        evidence={"told by": "human", "lines": len(strips), "lying": int(lying)},
    )
    return Orientation(rotation, direction, script, text, _score(readings), judged)


def _decide(
    strips: Sequence[Strip],
    ahead: tuple[Reading, ...],
    flipped: tuple[Reading, ...],
    lying: bool,
    reader: Reader,
) -> Orientation:
    """Weigh the readings; ``quarter`` counts counter-clockwise quarter turns of a strip."""
    upside_down = bool(flipped) and _score(flipped) > _score(ahead)
    best = flipped if upside_down else ahead
    text = "".join(reading.text for reading in best)
    script = main_script(text)
    quarter = 2 if upside_down else 0
    evidence: dict[str, float | int | str] = {
        "lines": len(strips),
        "lying": int(lying),
        "ahead": round(_score(ahead), 3),
    }
    if flipped:
        evidence["upside_down"] = round(_score(flipped), 3)
    if script == "Hani":
        images = [_turned(strip.image, quarter) for strip in strips]
        votes = _character_votes(images, best, reader)
        evidence["characters"] = " ".join(f"{vote:.1f}" for vote in votes)
        turn = _upright_turn(votes, lying)
        quarter = (quarter + turn) % 4
    # A lying line was turned once counter-clockwise to become a strip.
    total = (quarter + (1 if lying else 0)) % 4
    rotation: Rotation = (0, 270, 180, 90)[total]
    across = (quarter % 2 == 0) if script == "Hani" else True
    direction: Direction = "horizontal" if across else "vertical-rl"
    judged = Judgement(what="orientation", decision=f"{rotation} {direction}", evidence=evidence)
    return Orientation(rotation, direction, script, text, _score(best), judged)


def _upright_turn(votes: Sequence[float], lying: bool) -> int:
    """Return the quarter turn (counter-clockwise) that makes the characters upright.

    The recogniser, trained on columns laid on their side, reads upright characters and
    those turned once counter-clockwise about equally well, but not those turned
    clockwise. So upright is where this position and the next are read and the one before
    is not. Ties go to the usual: a wide line as it is, a tall one as a column.
    """
    usual = 3 if lying else 0

    def upright(turn: int) -> float:
        beside = votes[(turn + 1) % 4] - votes[(turn + 3) % 4]
        return votes[turn] + beside + (0.25 if turn == usual else 0)

    return max(range(4), key=upright)


def _character_votes(
    images: Sequence[Grey], readings: Sequence[Reading], reader: Reader
) -> list[float]:
    """Read single characters in the four positions; sum how surely each was found again."""
    squares: list[tuple[str, Grey]] = []
    for image, reading in zip(images, readings, strict=True):
        side = image.shape[0]
        sure = sorted((t for t in reading.tokens if is_han(t.text)), key=lambda t: -t.confidence)
        for token in sure[: max(2, SAMPLED_CHARACTERS // len(images) + 1)]:
            middle = int((token.x0 + token.x1) / 2)
            x0 = min(max(0, middle - side // 2), max(0, image.shape[1] - side))
            squares.append((token.text, image[:, x0 : x0 + side]))
    squares = squares[:SAMPLED_CHARACTERS]
    votes = []
    for turn in range(4):
        seen = reader.read([_turned(square, turn) for _, square in squares], ())
        found = zip(squares, seen, strict=True)
        votes.append(sum(r.confidence for (text, _), r in found if text in r.text))
    return votes


def _sampled_strips(page: Grey, quads: Sequence[Quad]) -> tuple[tuple[Strip, ...], bool]:
    """Cut out the beginnings of some lines; tell whether they lie, and were turned for that."""
    if not quads:
        return (), False
    sampled = _sample(quads)
    lying = sum(map(tall, sampled)) * 2 > len(sampled)
    sampled = [quad for quad in sampled if tall(quad) == lying]
    heads = [_head(_on_its_side(quad) if lying else quad) for quad in sampled]
    around = [_on_its_side(quad) if lying else quad for quad in quads]
    return tuple(cut(page, heads, None, 0.04, around)), lying


def _sample(quads: Sequence[Quad]) -> list[Quad]:
    """Return the longest lines of usual thickness."""
    short_side = [min(length(quad), thickness(quad)) for quad in quads]
    usual = float(np.median(short_side))
    fit = [q for q, s in zip(quads, short_side, strict=True) if 0.4 * usual < s < 2.5 * usual]
    longest = sorted(fit, key=lambda quad: -max(length(quad), thickness(quad)))
    return longest[:SAMPLED_LINES]


def _on_its_side(quad: Quad) -> Quad:
    """Relabel a tall quad so that its strip is the line turned counter-clockwise."""
    return np.asarray(quad[[1, 2, 3, 0]], dtype=np.float32)


def _head(quad: Quad) -> Quad:
    """Return the beginning of a line."""
    share = min(1.0, SAMPLED_ASPECT * thickness(quad) / max(length(quad), 1.0))
    top = quad[0] + (quad[1] - quad[0]) * share
    bottom = quad[3] + (quad[2] - quad[3]) * share
    return np.array([quad[0], top, bottom, quad[3]], dtype=np.float32)


def _score(readings: Sequence[Reading]) -> float:
    """Return the mean confidence, long readings weighing more."""
    weights = [len(reading.tokens) for reading in readings]
    total = sum(weights)
    if not total:
        return 0.0
    return sum(r.confidence * w for r, w in zip(readings, weights, strict=True)) / total


def _turned(image: Grey, quarters: int) -> Grey:
    return np.ascontiguousarray(np.rot90(image, quarters))


def column_to_line(quad: Quad) -> Quad:
    """Relabel a column's quad so that its strip reads from left to right."""
    return _on_its_side(quad)


def skew(quads: Sequence[Quad], direction: Direction) -> float:
    """Return the page's skew in degrees, clockwise positive: the weighted median of its lines."""
    pairs = sorted((slope, weight) for slope, weight, _ in _slopes(quads, direction))
    half, run = sum(w for _, w in pairs) / 2, 0.0
    for slope, weight in pairs:
        run += weight
        if run >= half:
            return round(slope, 2)
    return 0.0


def fan(quads: Sequence[Quad], direction: Direction) -> Callable[[Quad], float]:
    """Return what slope (degrees) a line should have where it stands on the page.

    In photographs of bent pages lines fan out. Slopes are taken to grow evenly across the
    lines, by the median of the growth between any two of them (Theil 1950, Sen 1968), which
    a few stamps do not change.
    """
    across = 1 if direction == "horizontal" else 0
    lines = [(slope, middle[across]) for slope, _, middle in _slopes(quads, direction)]
    growth = [
        (b - a) / (y - x) for (a, x), (b, y) in combinations(lines, 2) if abs(y - x) >= FAN_STEP
    ]
    if len(lines) < FAN_LINES or not growth:
        level = skew(quads, direction)
        return lambda quad: level
    steep = float(np.median(growth))
    base = float(np.median([slope - steep * at for slope, at in lines]))
    return lambda quad: base + steep * float(quad.mean(axis=0)[across])


def _slopes(
    quads: Sequence[Quad], direction: Direction
) -> list[tuple[float, float, NDArray[np.float32]]]:
    """Return slope (degrees), length and middle of every line that is long enough to show one."""
    vertical = direction == "vertical-rl"
    turned = [column_to_line(q) if vertical else q for q in quads if tall(q) == vertical]
    found = [
        (angle(q) - (90 if vertical else 0), length(q), q.mean(axis=0))
        for q in turned
        if length(q) > 4 * thickness(q)
    ]
    return [line for line in found if abs(line[0]) < MOST_SKEW]


def turned_page(page: Grey, rotation: Rotation) -> Grey:
    """Return a page turned clockwise by ``rotation`` degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return page if rotation == 0 else np.asarray(cv2.rotate(page, codes[rotation]), dtype=np.uint8)
