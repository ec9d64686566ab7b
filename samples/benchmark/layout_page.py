"""A page on its way: what is written, what is pressed on it, and what its truth says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from samples.benchmark.hiding import SIGN, hide
from samples.benchmark.marks import Impression, Mark, Struck
from samples.benchmark.shot import Leaf, Told
from samples.generator.model import MM_PER_INCH, Page
from samples.generator.paper import lay_out
from samples.generator.setting import Layout, LayoutError
from samples.generator.stamps import stamp_text

DPI, TRIES = 200, 60


@dataclass(frozen=True)
class Made:
    """A page as made: its leaf, and which of its lines belong to a kind of region."""

    leaf: Leaf
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    straight: bool = False

    def told(self) -> Told:
        """What the truth says beside the text: stamps, struck-out places, kinds of lines."""
        marks = self.leaf.marks
        stamps = [stamp_text(mark.stamp) for mark in marks if isinstance(mark, Impression)]
        struck = [mark.box for mark in marks if isinstance(mark, Struck)]
        pixels = [[round(side * DPI / MM_PER_INCH) for side in box] for box in struck]
        kinds = {kind: list(lines) for kind, lines in self.kinds.items()}
        return {"stamps": stamps, "redactions": pixels, "kinds": kinds}


def made(
    page: Page,
    rng: np.random.Generator,
    marks: Sequence[Mark] = (),
    how: str = "black",
    kinds: dict[str, tuple[str, ...]] | None = None,
    *,
    straight: bool = False,
) -> Made:
    """Lay out a page, hide its struck-out words, and say what is true of it."""
    layout = lay_out(page, DPI)
    struck: tuple[Struck, ...] = ()
    if SIGN in page.body:
        hidden = hide(layout, DPI, how, rng)
        layout, struck = hidden.layout, hidden.marks
    leaf = Leaf(page, layout, marks=(*struck, *marks))
    return Made(leaf, kinds or {}, straight=straight or bool(struck))


def fitted(attempt: Callable[[int], Made], length: int) -> Made:
    """Make a page as long as its paper allows: shorter again and again until it fits."""
    for _ in range(TRIES):
        try:
            return attempt(length)
        except LayoutError:
            length = round(length * 0.93)
    raise LayoutError("nothing fits the page")


def numbered(layout: Layout, left: float, every: int) -> Layout:
    """A layout with the numbers of its lines in the margin, ``left`` millimetres from the edge."""
    heights = sorted({glyph.y for glyph in layout.glyphs})
    first = {y: next(g for g in layout.glyphs if g.y == y) for y in heights}
    glyphs = list(layout.glyphs)
    for number, y in enumerate(heights, start=1):
        if number % every == 0:
            model = first[y]
            for place, char in enumerate(str(number)):
                x = left * DPI / MM_PER_INCH + place * 0.6 * model.size
                glyphs.append(
                    type(model)(char, x, y, model.face, model.size, model.upright, model.double)
                )
    return Layout(layout.width, layout.height, tuple(glyphs), layout.bars, layout.lines)
