"""Small pages that are turned, negative, facing, or empty, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from samples.benchmark import chinese
from samples.benchmark.ageing import Step
from samples.benchmark.chinese import HANS, HANT, KINDS
from samples.benchmark.prose import in_forms_of, undrawable
from samples.benchmark.shot import Inks, Leaf, Shot
from samples.benchmark.typescripts import MACHINES
from samples.generator.documents import DOCUMENTS
from samples.generator.model import Page, Style
from samples.generator.paper import lay_out
from samples.generator.setting import Layout, LayoutError

WIDTH, HEIGHT, DPI = 148.0, 210.0, 200
WEAR: tuple[tuple[Step, ...], ...] = (
    (("paper", 0.6), ("soft", 0.3), ("skew", 0.4)),
    (("struck", 0.4), ("paper", 0.8), ("skew", -0.8)),
    (("carbon", 0.5), ("paper", 0.8), ("skew", 1.2)),
    (("photocopy", 0.4), ("edges", 0.6), ("speckle", 0.2), ("skew", -1.0)),
    (("clogged", 0.4), ("uneven", 0.5), ("skew", 0.7)),
    (("faded", 0.5), ("stain", 0.5), ("paper", 0.9), ("skew", -1.5)),
)
COLOURS = (None, None, Inks((40, 38, 40), (238, 228, 204)), Inks((48, 46, 100), (230, 224, 210)))


@dataclass(frozen=True)
class Variant:
    """A kind of page: its language, how it lies, whether it is negative, facing or empty."""

    language: str
    rotation: int = 0
    negative: bool = False
    double: bool = False
    empty: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """The kind's name, as in the file names."""
        parts = [self.language, "empty" + self.empty if self.empty else "",
                 "double" if self.double else "", "negative" if self.negative else "",
                 f"r{self.rotation}" if self.rotation else ""]  # fmt: skip
        return "-".join(part for part in parts if part)


VARIANTS = (
    *(Variant(language, turn) for language in ("hu", "zh", "zht") for turn in (90, 180, 270)),
    *(Variant(language, negative=True) for language in ("hu", "zh", "zht")),
    *(Variant(language, double=True) for language in ("hu", "zh", "zht")),
    Variant("hu", 90, negative=True),
    Variant("hu", double=True, empty="half"),
    Variant("hu", empty="page"),
    Variant("zh", empty="verso"),
    Variant("hu", empty="worn", steps=(("edges", 1.0), ("stain", 1.0), ("speckle", 0.3))),
)


def shots(pages: int, seed: int) -> Iterator[Shot]:
    """Pages of every kind."""
    for page in range(pages):
        for number, kind in enumerate(VARIANTS):
            yield variant(kind, page, np.random.default_rng([seed, number, page]))


def variant(kind: Variant, page: int, rng: np.random.Generator) -> Shot:
    """One page of a kind."""
    halves = ("left", "right") if kind.double else (None,)
    first = "right" if kind.language == "zht" else "left"
    leaves = [_leaf(kind, page, half, rng) for half in sorted(halves, key=lambda h: h != first)]
    steps = WEAR[int(rng.integers(len(WEAR)))] + kind.steps
    if kind.double:
        steps = (*steps, ("gutter", 0.8))
    if kind.negative:
        steps = (*steps, ("negative", 0.7))
    colours = None if kind.negative else COLOURS[int(rng.integers(len(COLOURS)))]
    return Shot(
        f"{kind.name}-{page + 1:03}", tuple(leaves), "light", kind.name, steps, DPI,
        quality=70, inks=colours, rotation=kind.rotation,
        verso=0.6 if kind.empty == "verso" else 0.0,
    )  # fmt: skip


def _leaf(kind: Variant, page: int, half: str | None, rng: np.random.Generator) -> Leaf:
    """A page with text; an empty one keeps it for its other side."""
    make = _hungarian if kind.language == "hu" else _chinese
    written, layout = make(kind, page, rng)
    written = replace(written, half=half)
    if not kind.empty or (kind.empty == "half" and half == "right"):
        return Leaf(written, layout)
    bare = replace(written, body="")
    return Leaf(bare, lay_out(bare, DPI), None, layout if kind.empty == "verso" else None)


def _share(page: int) -> float:
    """How full a page is: some have a few lines only."""
    return (1.0, 0.7, 0.25, 1.0, 0.5)[page % 5]


def _hungarian(kind: Variant, page: int, rng: np.random.Generator) -> tuple[Page, Layout]:
    """A small typed page; the sentences are those of the samples."""
    machine = MACHINES[int(rng.integers(len(MACHINES)))]
    style = Style(machine.face, size=10 * machine.size, pitch=2.1, leading=5.2, indent=8.4,
                  left=18, right=12, top=16, bottom=14, jitter=0.07, ribbon=0.35,
                  double=machine.double)  # fmt: skip
    length = round(1050 * _share(page))
    for _ in range(chinese.TRIES):
        order = rng.permutation(len(paragraphs()))
        body = fill([paragraphs()[int(at)] for at in order], length)
        made = Page(machine.prints(body), style, width=WIDTH, height=HEIGHT)
        try:
            return made, lay_out(made, DPI)
        except LayoutError:
            length = round(length * chinese.SHRINK)
    raise LayoutError(f"nothing fits a small page in {machine.face}")


@cache
def paragraphs() -> tuple[str, ...]:
    """The plain Hungarian paragraphs of the samples."""
    pages = [page for document in DOCUMENTS for sheet in document.sheets for page in sheet.pages]
    lines = [line for page in pages if page.language == "hu" for line in page.body.split("\n")]
    plain = [line.replace("\u00ad", "") for line in lines if not line.startswith(".")]
    fit = "áéíóöőúüű"
    return tuple(
        line
        for line in plain
        if len(line) > 90 and all(c.isascii() or c.lower() in fit for c in line)
    )


def fill(paragraphs: list[str], length: int) -> str:
    """Paragraphs, the last one cut at a sentence's end, of about so many characters."""
    kept: list[str] = []
    for text in paragraphs:
        room = length - sum(map(len, kept))
        sentences = text.split(". ")
        while len(". ".join(sentences)) > room and len(sentences) > 1:
            sentences.pop()
        kept.append(". ".join(sentences).rstrip(".") + ".")
        if sum(map(len, kept)) >= length:
            break
    return "\n".join(kept)


def _chinese(kind: Variant, page: int, rng: np.random.Generator) -> tuple[Page, Layout]:
    """A small Chinese page: simplified in lines or traditional in columns."""
    upright = kind.language == "zht"
    base = next(k for k in KINDS if k.name == ("vertical" if upright else "hans"))
    face = (HANT if upright else HANS)[int(rng.integers(5))]
    style = replace(chinese.style_of(base, face, rng), left=14, right=12, top=16, bottom=14)
    length = round(230 * _share(page))
    for _ in range(chinese.TRIES):
        body = in_forms_of(face, chinese.write(base, rng, length)[0])
        made = Page(
            body, style, chinese.LANGUAGES[base.script], base.script, width=WIDTH, height=HEIGHT
        )
        try:
            if not undrawable(face, body):
                return made, lay_out(made, DPI)
        except LayoutError:
            length = round(length * chinese.SHRINK)
    raise LayoutError(f"nothing fits a small page in {face}")
