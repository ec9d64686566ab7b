"""PP-OCRv6 through RapidOCR and onnxruntime: finds lines, reads Han (and anything else).

The models lie inside the RapidOCR wheel; nothing is downloaded. The detector and the
recogniser are called directly, not through RapidOCR's own flow, because that drops
faint lines (``text_score``) and sorts boxes wrongly on slightly skewed pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from pipeline.engines import Grey, Quad, Reading, Token
from pipeline.engines.bands import InBands
from pipeline.engines.forms import FAVOURED, shares
from pipeline.engines.passed_over import as_seen, empty_cells, parted
from pipeline.geometry import relabelled
from pipeline.scripts import is_han

MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
# A line's context makes the recogniser write simplified for traditional characters (and the
# reverse). Where another form of the same character has at least this probability, the
# character is read again on its own, without context.
RIVAL = 0.008
# Other characters are told of a place down to this probability, at most so many.
LEAST_LIKELY, MOST_RIVALS = 0.0005, 12
# Width of the square that is cut around a single character, as a share of the line's height.
SQUARE = 1.08
# Below this many pixels of height the recogniser has nothing to work with.
LEAST_HEIGHT = 6


def model_path(name: str) -> Path:
    """Return where a model of the RapidOCR wheel lies."""
    return Path(str(files("rapidocr").joinpath("models", name)))


@cache
def digest(path: Path) -> str:
    """Return ``sha256:<hex>`` of a model file."""
    with path.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _rapidocr() -> Any:
    from rapidocr import RapidOCR

    # One thread: one worker process a core is faster than threads inside a page.
    threads = {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params={"Global.log_level": "critical", **threads})


def _fingerprint(name: str, model: str) -> dict[str, Any]:
    return {
        "name": name,
        "software": f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}",
        "models": {model: digest(model_path(model))},
    }


class PaddleLineFinder:
    """PP-OCRv6's detector (differentiable binarisation)."""

    name = "ppocr-det"

    def fingerprint(self) -> dict[str, Any]:
        """See :class:`pipeline.engines.LineFinder`."""
        return _fingerprint(self.name, MODELS[0])

    @cached_property
    def _detector(self) -> Any:
        engine = _rapidocr()
        engine._load_det_model()
        # The image is resized here; the library must only pad to multiples of 32.
        engine.text_det.limit_side_len = 32
        # By default everything past 1000 pieces of ink is dropped silently, specks included.
        engine.text_det.postprocess_op.max_candidates = 100_000
        engine.text_det.session = InBands(engine.text_det.session)
        return engine.text_det

    def find(self, image: Grey, side: int) -> tuple[Quad, ...]:
        """Return the corners of every line found, in pixels of ``image``."""
        height, width = image.shape[:2]
        scale = min(side / max(height, width), 2.0)
        size = (max(32, round(width * scale)), max(32, round(height * scale)))
        shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.cvtColor(cv2.resize(image, size, interpolation=shrink), cv2.COLOR_GRAY2BGR)
        found = self._detector(small)
        if found.boxes is None:
            return ()
        back = np.array([width / size[0], height / size[1]], dtype=np.float32)
        return tuple(relabelled(np.asarray(b, dtype=np.float32) * back) for b in found.boxes)


def _about(scores: NDArray[np.float32], i: int, index: int) -> NDArray[np.float32]:
    """Return how likely each class is at a step and beside it, where no other character stands.

    A character shows in several steps; those of its neighbours tell of the neighbours.
    """
    near = range(max(0, i - 1), min(len(scores), i + 2))
    own = [j for j in near if j == i or int(scores[j].argmax()) in (0, index)]
    best: NDArray[np.float32] = scores[own].max(axis=0)
    return best


class PaddleReader:
    """PP-OCRv6's recogniser: simplified, traditional and Latin in one model."""

    name = "ppocr"

    def fingerprint(self) -> dict[str, Any]:
        """See :class:`pipeline.engines.Reader`."""
        return _fingerprint(self.name, MODELS[1])

    @cached_property
    def _recogniser(self) -> Any:
        engine = _rapidocr()
        engine._load_rec_model()
        return engine.text_rec

    @cached_property
    def _alphabet(self) -> list[str]:
        alphabet: list[str] = self._recogniser.postprocess_op.character
        return alphabet

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        """Return one reading a strip; ``languages`` are not needed."""
        return tuple(self._read_one(strip) for strip in strips)

    @cached_property
    def _families(self) -> dict[int, tuple[int, ...]]:
        """Return, by class, the classes of the other forms of the same Chinese character."""
        from opencc import OpenCC

        han = [
            i
            for i, character in enumerate(self._alphabet)
            if len(character) == 1 and is_han(character)
        ]
        simplified = OpenCC("t2s").convert("\n".join(self._alphabet[i] for i in han)).split("\n")
        groups: dict[str, list[int]] = {}
        for index, form in zip(han, simplified, strict=True):
            groups.setdefault(form, []).append(index)
        return {
            index: tuple(other for other in group if other != index)
            for group in groups.values()
            for index in group
            if len(group) > 1
        }

    def _read_one(self, strip: Grey) -> Reading:
        height, width = strip.shape[:2]
        if height < LEAST_HEIGHT or width < LEAST_HEIGHT:
            return Reading("", 0.0, (), self.name, True)
        scores = self._scores(strip)
        best = scores.argmax(axis=1)
        # Greedy CTC: the best class of each step, repeats merged, blanks (class 0) dropped.
        kept = np.flatnonzero((best != 0) & (np.diff(best, prepend=-1) != 0))
        tokens = [self._token(scores, int(i), width) for i in kept]
        tokens = self._with_passed_over(strip, tokens, scores)
        text = "".join(token.text for token in tokens)
        sure = [token.confidence for token in tokens if not token.text.isspace()]
        mean = float(np.mean(sure)) if sure else 0.0
        return Reading(text, mean, tuple(tokens), self.name, True)

    def _with_passed_over(
        self, strip: Grey, tokens: list[Token], scores: NDArray[np.float32]
    ) -> list[Token]:
        """Return a line's characters with the signs that were seen between them."""
        complete = list(tokens)
        for gap in reversed(empty_cells(tokens, scores, self._indices, strip.shape[1])):
            before, after = tokens[gap.before], tokens[gap.after]
            seen = self._read_one(parted(strip, before, gap.sign, after))
            complete.insert(gap.after, as_seen(gap.sign, before, seen))
        return complete

    def _scores(self, strip: Grey) -> NDArray[np.float32]:
        """Return the probabilities of every class at every step along the line."""
        recogniser = self._recogniser
        colour = cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR)
        # Alone, not in a batch: no padding is computed, and no line's reading depends on
        # which other lines the page happens to have.
        ratio = max(strip.shape[1] / strip.shape[0], 1.0)
        prepared = recogniser.resize_norm_img(colour, ratio)[np.newaxis]
        scores: NDArray[np.float32] = recogniser.session(prepared)[0]
        return scores

    def _token(self, scores: NDArray[np.float32], i: int, width: int) -> Token:
        step = width / len(scores)
        index = int(scores[i].argmax())
        return Token(
            self._alphabet[index],
            max(0.0, (i - 0.5) * step),
            min(float(width), (i + 1.5) * step),
            float(scores[i, index]),
            self._rivals(_about(scores, i, index), index),
        )

    def _rivals(self, scores: NDArray[np.float32], best: int) -> tuple[tuple[str, float], ...]:
        """Return the other characters that were held possible at a place, likeliest first."""
        possible = [int(k) for k in np.flatnonzero(scores >= LEAST_LIKELY) if k not in (0, best)]
        likeliest = sorted(possible, key=lambda k: (-scores[k], k))[:MOST_RIVALS]
        return tuple((self._alphabet[k], round(float(scores[k]), 5)) for k in likeliest)

    def alone(
        self,
        strip: Grey,
        reading: Reading,
        prior: Callable[[str], float],
        *,
        trust: float,
        careful: bool,
        lying: bool,
    ) -> Reading:
        """See :class:`pipeline.engines.HanReader`."""
        least = LEAST_LIKELY if careful else RIVAL
        tokens = [
            self._alone(strip, token, forms, prior, trust, lying=lying)
            if (forms := self._other_forms(token, least))
            else token
            for token in reading.tokens
        ]
        sure = [token.confidence for token in tokens if not token.text.isspace()]
        mean = float(np.mean(sure)) if sure else 0.0
        return replace(
            reading, text="".join(t.text for t in tokens), confidence=mean, tokens=tuple(tokens)
        )

    def _other_forms(self, token: Token, least: float) -> dict[str, float]:
        """Return the other forms of a character with their probabilities, if one is this likely."""
        family = self._families.get(self._indices.get(token.text, 0), ())
        likely = dict(token.rivals)
        forms = {self._alphabet[k]: likely.get(self._alphabet[k], LEAST_LIKELY) for k in family}
        told = any(
            form in likely and (likely[form] >= least or (token.text, form) in FAVOURED)
            for form in forms
        )
        return forms if told else {}

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {character: index for index, character in enumerate(self._alphabet)}

    def _alone(
        self,
        strip: Grey,
        token: Token,
        forms: dict[str, float],
        prior: Callable[[str], float],
        trust: float,
        *,
        lying: bool,
    ) -> Token:
        """Read one character on its own; the form likeliest by both looks stands."""
        height, width = strip.shape
        middle, half = (token.x0 + token.x1) / 2, SQUARE * height / 2
        x0, x1 = max(0, int(middle - half)), min(width, int(middle + half))
        square = np.rot90(strip[:, x0:x1], -1) if lying else strip[:, x0:x1]
        scores = self._scores(np.ascontiguousarray(square))
        within = {token.text: token.confidence, **forms}
        alone = {form: float(scores[:, self._indices[form]].max()) for form in within}
        likely = shares(within, alone, prior, trust)
        found = max(likely, key=lambda form: likely[form])
        others = [(form, round(p, 5)) for form, p in likely.items() if form != found]
        kept = [rival for rival in token.rivals if rival[0] not in within]
        rivals = tuple(sorted([*others, *kept], key=lambda rival: -rival[1]))
        return Token(found, token.x0, token.x1, likely[found], rivals)
