"""Pages whose difficulty is their arrangement: columns, tables, stamps, notes, struck-out words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from samples.benchmark import layout_chinese, layout_hungarian, layout_marked
from samples.benchmark.ageing import Step
from samples.benchmark.layout_page import DPI, Made
from samples.benchmark.shot import Inks, Shot

PAPER = Inks((38, 36, 38), (240, 232, 208))
WHITE = Inks((32, 30, 32), (252, 252, 250))
VIOLET = Inks((62, 48, 104), (238, 230, 210))
WEAR: tuple[tuple[Step, ...], ...] = (
    (("paper", 0.5), ("soft", 0.3), ("skew", 0.3)),
    (("struck", 0.4), ("paper", 0.8), ("skew", -0.6)),
    (("clogged", 0.3), ("paper", 0.6), ("soft", 0.2), ("skew", 0.5)),
    (("carbon", 0.4), ("paper", 0.7), ("skew", -0.4)),
)


@dataclass(frozen=True)
class Kind:
    """A kind of page: how it is made, and the colours it is scanned in (None: grey)."""

    name: str
    make: Callable[[np.random.Generator], Made]
    inks: tuple[Inks | None, ...] = (None, PAPER)


_HUNGARIAN = {**layout_hungarian.PLAIN, **layout_marked.PLAIN}
KINDS = (
    *(Kind(f"hu-{name}", make) for name, make in _HUNGARIAN.items()),
    *(Kind(f"hu-{name}", make, (PAPER, WHITE, VIOLET)) for name, make in layout_marked.INKED.items()),
    *(Kind(name, make) for name, make in layout_chinese.PLAIN.items()),
    *(Kind(name, make, (PAPER, WHITE)) for name, make in layout_chinese.INKED.items()),
)  # fmt: skip


def shots(pages: int, seed: int) -> Iterator[Shot]:
    """Pages of every kind."""
    for number, kind in enumerate(KINDS):
        for page in range(pages):
            yield shot(kind, page, np.random.default_rng([seed, number, page]))


def shot(kind: Kind, page: int, rng: np.random.Generator) -> Shot:
    """One page of a kind."""
    made = kind.make(rng)
    steps = WEAR[(page + int(rng.integers(len(WEAR)))) % len(WEAR)]
    if made.straight:
        steps = tuple(step for step in steps if step[0] != "skew")
    leaf = replace(made.leaf, told=made.told())
    return Shot(
        f"{kind.name}-{page + 1:03}", (leaf,), "light", kind.name, steps, DPI,
        quality=78, inks=kind.inks[page % len(kind.inks)],
    )  # fmt: skip
