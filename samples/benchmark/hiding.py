"""Words that are struck out: they stand as a run of one sign in a body, and are taken out again.

The truth of a page has what can still be read: the run is gone from its line, and what hides
it is told in millimetres.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from samples.benchmark.marks import Struck
from samples.generator.model import MM_PER_INCH
from samples.generator.setting import Glyph, Layout

# A sign that every face has and no text uses.
SIGN = "$"
RUN = re.compile(re.escape(SIGN) + r"+[ \u3000]?")
LETTERS = "nemzetiakor"
LABELS = ("", "", "[kitakarva]", "[törölve]")


@dataclass(frozen=True)
class Hidden:
    """A layout without its hidden words, and what hides them."""

    layout: Layout
    marks: tuple[Struck, ...]


def hide(layout: Layout, dpi: int, how: str, rng: np.random.Generator) -> Hidden:
    """Take the runs of signs out of a layout; under a stroke by hand the letters stay."""
    mm = dpi / MM_PER_INCH
    marks = []
    for here, group in groupby(layout.glyphs, key=_hidden_at):
        run = list(group)
        if here is not None:
            marks.append(_mark(run, mm, how, rng))
    kept = [g for g in layout.glyphs if _hidden_at(g) is None]
    if how == "bar":
        kept += [
            replace(glyph, char=LETTERS[int(rng.integers(len(LETTERS)))])
            for glyph in layout.glyphs
            if _hidden_at(glyph) is not None
        ]
    lines = tuple(text for line in layout.lines if (text := RUN.sub("", line).strip()))
    bare = Layout(layout.width, layout.height, tuple(kept), layout.bars, lines)
    return Hidden(bare, tuple(marks))


def _hidden_at(glyph: Glyph) -> float | None:
    """The height of a sign's line, None for what is not hidden."""
    return glyph.y if glyph.char == SIGN else None


def _mark(run: list[Glyph], mm: float, how: str, rng: np.random.Generator) -> Struck:
    """What hides a run: about as high as its letters, a little wider than they are."""
    size = run[0].size
    step = run[1].x - run[0].x if len(run) > 1 else 0.6 * size
    high, low = (0.52, 0.10) if how == "bar" else (0.84, 0.26)
    waver = rng.uniform(-0.06, 0.06, 4) * size
    box = (
        (run[0].x - 0.1 * size + waver[0]) / mm,
        (run[0].y - high * size + waver[1]) / mm,
        (run[-1].x + step + 0.1 * size + waver[2]) / mm,
        (run[0].y + low * size + waver[3]) / mm,
    )
    label = LABELS[int(rng.integers(len(LABELS)))] if how == "framed" and len(run) > 13 else ""
    return Struck(box, how, label)
