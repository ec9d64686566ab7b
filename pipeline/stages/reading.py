"""Read an upright page: each ink on its own image, and a poor page from a second preparation.

Which preparation is read better is told by the readers' own confidence on the same lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pipeline.engines import Grey, HanReader, Quad
from pipeline.geometry import thickness
from pipeline.model import Judgement, Line
from pipeline.stages.orient import turned_page
from pipeline.stages.placing import turned_right
from pipeline.stages.prepare import darkened
from pipeline.stages.recognise import Readers, Recognised, recognise
from pipeline.stages.second_look import surest
from pipeline.stages.upright import Found, Upright

# A Latin page whose letters are read less surely than this (mean confidence) is looked at
# again. (On six poor pages confidence chose the better preparation every time; for Chinese
# this was not measured.)
POOR = 0.97
# Lines that stand for the page: what specks do shows in few, the rest in many.
FEW, MANY = 8, 24
KEPT, REMOVED = "specks kept", "specks removed"
PREPARED, DARKENED = "as prepared", "smoothed and darkened"


class Seen(Struct, frozen=True):
    """What was read: the lines found and their text, how many more are of the other side."""

    lines: tuple[tuple[Found, Line], ...]
    other_side: int
    judgements: tuple[Judgement, ...]


def with_specks_if_surer(page: Upright, specked: Grey | None, reader: HanReader) -> Upright:
    """Return the page with its specks if it is read more surely so.

    ``specked`` is the delivered page with its specks, None if none were taken out. Not where
    the other side's writing was taken out: it would be back.
    """
    if specked is None or page.cleaned:
        return page
    images = {REMOVED: page.image, KEPT: turned_page(specked, page.rotation)}
    chosen, told = _choose(images, _plain(page.lines), reader, FEW)
    return replace(page, image=images[chosen], judgements=(*page.judgements, told))


def read_layers(
    page: Upright, found: Sequence[Found], readers: Readers, languages: tuple[str, ...]
) -> Seen:
    """Read lines of the text's ink and of coloured ink; ``languages`` are the delivery's."""
    pairs: list[tuple[Found, Line]] = []
    behind, told = 0, []
    for image, coloured in ((page.image, False), (page.coloured, True)):
        own = [line for line in found if line.coloured == coloured]
        if image is None or not own:
            continue
        own = turned_right(page, image, own, readers.han)
        read = _read(page, image, _quads(own), readers, languages)
        if not coloured and page.script != "Hani" and _is_poor(read):
            images = {PREPARED: image, DARKENED: darkened(image, _usual(own))}
            chosen, judged = _choose(images, _quads(own), readers.han, MANY)
            told.append(judged)
            if chosen == DARKENED:
                read = _read(page, images[chosen], _quads(own), readers, languages)
        pairs += [(line, text) for line, text in zip(own, read.lines, strict=True) if text]
        behind += read.other_side
    return Seen(tuple(pairs), behind, tuple(told))


def _read(
    page: Upright, image: Grey, quads: Sequence[Quad], readers: Readers, languages: tuple[str, ...]
) -> Recognised:
    return recognise(image, quads, page.script, page.frame, readers, languages)


def _choose(
    images: dict[str, Grey], quads: Sequence[Quad], reader: HanReader, sample: int
) -> tuple[str, Judgement]:
    chosen, scores = surest(images, quads, reader, sample)
    return chosen, Judgement(what="second-look", decision=chosen, evidence={**scores})


def _is_poor(read: Recognised) -> bool:
    """Tell whether what was read is less sure than it should be; nothing read is not poor."""
    lines = [line for line in read.lines if line is not None]
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) < POOR * letters


def _plain(lines: Sequence[Found]) -> list[Quad]:
    return _quads([line for line in lines if not line.coloured])


def _quads(lines: Sequence[Found]) -> list[Quad]:
    return [line.quad for line in lines]


def _usual(lines: Sequence[Found]) -> float:
    """Return how thick the lines usually are, in pixels."""
    return float(np.median([thickness(line.quad) for line in lines]))
