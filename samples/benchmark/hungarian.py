"""Hungarian typescripts of three severities."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from samples.benchmark.ageing import Step
from samples.benchmark.shot import Inks, Leaf, Shot
from samples.benchmark.typescripts import MACHINES, Typescript, typed, typescripts, with_room

Recipe = tuple[tuple[Step, ...], tuple[float, ...]]

# Steps of ageing, and the resolutions to scan at as a share of 300 dpi.
RECIPES: dict[str, tuple[Recipe, ...]] = {
    "light": (
        ((("struck", 0.35), ("paper", 0.5), ("soft", 0.3), ("skew", 0.4)), (1.0,)),
        ((("clogged", 0.35), ("paper", 0.7), ("soft", 0.3), ("skew", -0.5)), (1.0, 0.67)),
        ((("carbon", 0.35), ("paper", 0.5), ("skew", 0.3)), (1.0,)),
        ((("struck", 0.25), ("photocopy", 0.25), ("speckle", 0.05), ("skew", -0.3)), (1.0, 0.67)),
    ),
    "medium": (
        ((("struck", 0.5), ("carbon", 0.6), ("paper", 0.8), ("skew", 0.8)), (1.0, 0.67)),
        ((("struck", 0.7), ("broken", 0.3), ("paper", 0.8), ("soft", 0.4), ("skew", -1.0)),
         (0.67, 0.5)),
        ((("struck", 0.35), ("photocopy", 0.55), ("edges", 0.6), ("speckle", 0.15), ("skew", 1.2)),
         (1.0, 0.67)),
        ((("clogged", 0.7), ("carbon", 0.4), ("uneven", 0.4), ("stain", 0.5), ("skew", -0.7)),
         (0.67, 1.0)),
    ),
    "heavy": (
        ((("struck", 0.7), ("carbon", 0.9), ("paper", 1.0), ("uneven", 0.5), ("skew", 2.0)),
         (0.67, 0.5)),
        ((("struck", 0.45), ("photocopy", 0.9), ("edges", 1.0), ("speckle", 0.4), ("skew", -1.6)),
         (0.67, 1.0)),
        ((("clogged", 0.9), ("carbon", 0.7), ("stain", 0.8), ("speckle", 0.1), ("skew", 1.3)),
         (0.5, 0.67)),
        ((("struck", 0.6), ("broken", 0.5), ("faded", 0.6), ("showthrough", 0.5), ("paper", 1.0),
          ("skew", -2.4)), (0.67, 0.42)),
    ),
}  # fmt: skip
QUALITY = {"light": 80, "medium": 68, "heavy": 58}
COLOURS = (
    None,
    Inks((30, 28, 30), (246, 240, 220)),
    Inks((52, 46, 96), (232, 224, 204)),
    None,
    Inks((64, 60, 60), (238, 214, 178)),
)


def shots(folder: Path, pages: int, seed: int) -> Iterator[Shot]:
    """Pages of every severity: the same typescripts, other machines."""
    sheets = typescripts(folder)
    for number, severity in enumerate(RECIPES):
        for page in range(pages):
            yield _shot(sheets, severity, number, page, seed)


def _shot(sheets: tuple[Typescript, ...], severity: str, number: int, page: int, seed: int) -> Shot:
    """One page; machine, ageing, resolution and colour go round at different paces."""
    rng = np.random.default_rng([seed, number, page])
    machine = MACHINES[(page + 5 * number + seed) % len(MACHINES)]
    sheet = with_room(sheets[(page * 7 + number * 11 + seed * 13) % len(sheets)], rng)
    steps, scales = RECIPES[severity][page % len(RECIPES[severity])]
    leaf = Leaf(*typed(sheet, machine))
    copied = any(kind == "photocopy" for kind, _ in steps)
    return Shot(
        f"hu-{severity}-{page + 1:03}",
        (leaf,),
        severity,
        f"{sheet.stem} by {machine.face}",
        steps,
        scale=scales[page // len(RECIPES[severity]) % len(scales)],
        quality=QUALITY[severity],
        inks=None if copied else COLOURS[page % len(COLOURS)],
    )
