# ruff: noqa: RUF001
"""Chinese pages: kinds of print, script, direction and ageing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from samples.benchmark import phrases
from samples.benchmark.ageing import Step
from samples.benchmark.prose import Clerk, in_forms_of, mixed, traditional, undrawable
from samples.benchmark.shot import WHITE, Inks, Leaf, Shot
from samples.generator.model import Page, Style
from samples.generator.paper import lay_out
from samples.generator.setting import Layout, LayoutError

HANS = ("uming", "song-gb", "ukai", "zenhei", "kai-gb")
BOTH = ("uming", "ukai", "zenhei")
HANT = ("cw-ming", "cw-kai", "cw-fangsong", "uming-tw", "cw-hei")
THIN = frozenset({"uming", "uming-tw"})
SHRINK, TRIES, DPI = 0.9, 40, 300
# Points; millimetres a point; two cells of 1.05 em in millimetres a point.
SIZE, LEADING, CELLS_OF_INDENT = 14.0, 0.614, 0.74


@dataclass(frozen=True)
class Kind:
    """A kind of page: script, faces, recipes of ageing (taken in turn), colours, scale."""

    name: str
    severity: str
    script: str
    faces: tuple[str, ...]
    recipes: tuple[tuple[Step, ...], ...]
    inks: tuple[Inks | None, ...] = (None,)
    scales: tuple[float, ...] = (1.0,)
    vertical: bool = False
    head: bool = False
    verso: float = 0.0
    length: int = 560


PAPER = Inks((34, 32, 34), (240, 232, 208))
BLUE_INK = Inks((38, 44, 104), (240, 236, 222))
BROWN = Inks((52, 44, 40), (216, 196, 160))
LIGHT: tuple[tuple[Step, ...], ...] = (
    (("paper", 0.5), ("soft", 0.3), ("skew", 0.4)),
    (("struck", 0.15), ("paper", 0.7), ("skew", -0.5)),
    (("clogged", 0.25), ("paper", 0.5), ("skew", 0.2)),
)
TYPED: tuple[tuple[Step, ...], ...] = (
    (("struck", 0.6), ("paper", 0.8), ("soft", 0.3), ("skew", 0.8)),
    (("struck", 0.45), ("carbon", 0.6), ("paper", 0.8), ("skew", -1.0)),
    (("struck", 0.5), ("broken", 0.3), ("paper", 0.8), ("skew", 0.5)),
)
STENCIL: tuple[tuple[Step, ...], ...] = (
    (("mimeograph", 0.45), ("paper", 0.6), ("skew", 0.7)),
    (("mimeograph", 0.7), ("paper", 0.8), ("stain", 0.4), ("skew", -0.9)),
    (("mimeograph", 0.8), ("edges", 0.5), ("skew", 1.2)),
)
COPIED: tuple[tuple[Step, ...], ...] = (
    (("carbon", 0.8), ("paper", 1.0), ("uneven", 0.5), ("skew", 1.5)),
    (("struck", 0.3), ("photocopy", 0.8), ("edges", 0.8), ("speckle", 0.3), ("skew", -1.5)),
    (("broken", 0.5), ("faded", 0.6), ("paper", 1.0), ("stain", 0.5), ("skew", 1.0)),
)
PHOTO: tuple[tuple[Step, ...], ...] = (
    (("struck", 0.3), ("paper", 0.8), ("soft", 0.5), ("photo", 0.6)),
    (("clogged", 0.3), ("paper", 0.8), ("stain", 0.5), ("photo", 0.9)),
)
KINDS = (
    Kind("hans", "light", "Hans", HANS, LIGHT, (None, PAPER)),
    Kind("hant", "light", "Hant", HANT, LIGHT, (None, PAPER)),
    Kind("mixed", "light", "Hani", BOTH, LIGHT, (None, PAPER)),
    Kind("redhead", "light", "Hans", HANS, LIGHT, (replace(PAPER, paper=WHITE), PAPER), head=True),
    Kind("typewriter", "heavy", "Hans", ("uming", "song-gb", "zenhei"), TYPED, (None, BLUE_INK, PAPER),
         (1.0, 0.67)),
    Kind("mimeograph", "heavy", "Hans", ("ukai", "kai-gb", "uming"), STENCIL, (None, BROWN, BLUE_INK),
         (1.0, 0.67)),
    Kind("bleed", "heavy", "Hans", HANS, TYPED, (PAPER, BROWN), verso=0.9),
    Kind("photo", "heavy", "Hans", HANS, PHOTO, (PAPER, BLUE_INK), (0.67, 0.5), head=True),
    Kind("copy", "heavy", "Hant", HANT, COPIED, (None, BROWN), (1.0, 0.67)),
    Kind("vertical", "light", "Hant", HANT, LIGHT, (None, PAPER), vertical=True, length=420),
    Kind("vertical-worn", "heavy", "Hant", HANT, (*TYPED[:1], *COPIED, *PHOTO[:1]), (None, BROWN),
         (1.0, 0.67), vertical=True, length=420),
)  # fmt: skip
LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant", "Hani": "zh-Hant"}


def shots(pages: int, seed: int) -> Iterator[Shot]:
    """Pages of every kind."""
    for number, kind in enumerate(KINDS):
        for page in range(pages):
            rng = np.random.default_rng([seed, number, page])
            yield shot(kind, page, rng, f"zh-{kind.name}-{page + 1:03}")


def shot(kind: Kind, page: int, rng: np.random.Generator, stem: str) -> Shot:
    """One page of a kind."""
    face = kind.faces[page % len(kind.faces)]
    return Shot(
        stem, (_leaf(kind, face, rng),), kind.severity, f"{kind.name} in {face}",
        kind.recipes[page % len(kind.recipes)],
        scale=kind.scales[page % len(kind.scales)],
        quality=75 if kind.severity == "light" else 62,
        inks=kind.inks[page % len(kind.inks)], verso=kind.verso,
    )  # fmt: skip


def style_of(kind: Kind, face: str, rng: np.random.Generator) -> Style:
    """The kind's style in a face, its size a little varied."""
    size = SIZE * float(rng.uniform(0.86, 1.1))
    spacing = 1.05 if kind.vertical else 1.0
    return Style(
        face, cjk=face, size=size, leading=LEADING * size * spacing, indent=CELLS_OF_INDENT * size,
        ribbon=0.25, jitter=0.06, double=face in THIN, vertical=kind.vertical,
    )  # fmt: skip


def _leaf(kind: Kind, face: str, rng: np.random.Generator) -> Leaf:
    """A page that its face can draw and that fits its paper."""
    style, length = style_of(kind, face, rng), kind.length
    for _ in range(TRIES):
        body, head = (in_forms_of(face, text) for text in write(kind, rng, length))
        if undrawable(face, body + head):
            continue
        page = Page(body, style, LANGUAGES[kind.script], kind.script)
        try:
            front = lay_out(page, DPI)
            above = lay_out(replace(page, body=head), DPI) if head else None
        except LayoutError:
            length = round(length * SHRINK)
            continue
        return Leaf(page, front, above, _verso(kind, page, rng, length) if kind.verso else None)
    raise LayoutError(f"{kind.name} in {face}: nothing that can be drawn fits")


def _verso(kind: Kind, page: Page, rng: np.random.Generator, length: int) -> Layout:
    """The other side, in the same face, a little shorter so that it surely fits."""
    for _ in range(TRIES):
        written, _ = write(replace(kind, head=False), rng, round(length * SHRINK**2))
        body = in_forms_of(page.style.face, written)
        if not undrawable(page.style.face, body):
            return lay_out(replace(page, body=body), DPI)
    raise LayoutError(f"{kind.name} in {page.style.face}: no other side can be drawn")


def write(kind: Kind, rng: np.random.Generator, length: int) -> tuple[str, str]:
    """The body of a page, in the markup of the generator, and its red head if it has one."""
    clerk = Clerk(rng)
    body = "\n".join(_upright(clerk, length) if kind.vertical else _lying(clerk, length, kind.head))
    head = "\n".join(_head(clerk)) if kind.head else ""
    if kind.script == "Hant":
        return traditional(body), traditional(head)
    if kind.script == "Hani":
        return mixed(body, rng), mixed(head, rng)
    return body, head


def _head(clerk: Clerk) -> list[str]:
    """A letterhead printed in red above a rule."""
    return [".gap 0.6", f".ch {clerk.one(phrases.OFFICES)}文件", ".gap 1.6", ".hr"]


def _lying(clerk: Clerk, length: int, head: bool) -> list[str]:
    """A page of horizontal lines."""
    start = [".gap 2.1", f".c {clerk.reference()}", ".gap 0.9"] if head else _top(clerk)
    title = f".cb {clerk.fill(clerk.one(phrases.TOPICS))}"
    whom = f".l {clerk.one(phrases.OFFICES)}："
    text = clerk.paragraphs(length, clerk.rng.random() < 0.6)
    return [*start, title, ".gap 0.5", whom, *text, *_end(clerk)]


def _top(clerk: Clerk) -> list[str]:
    """Secrecy, number and date above the title; or only the page's number."""
    if clerk.rng.random() < 0.3:
        return [f".c —{clerk.rng.integers(2, 9)}—", ".gap 0.4"]
    return [f".l {clerk.one(phrases.SECRECY)}", f".r {clerk.reference()}", ".gap 0.4"]


def _end(clerk: Clerk) -> list[str]:
    """The closing, who signs, and the date."""
    close = clerk.one(phrases.CLOSINGS).split("\n")
    names = (
        f"{clerk.one(phrases.OFFICES)}　"
        if clerk.rng.random() < 0.5
        else f"{clerk.one(phrases.PERSONS)}　"
    )
    return [*close, ".gap 0.4", f".r {names}", f".r {clerk.date()}　"]


def _upright(clerk: Clerk, length: int) -> list[str]:
    """A page of vertical columns: numbers in words, no Latin letters."""
    clerk.worded = True
    kept: list[str] = []
    for line in clerk.paragraphs(2 * length, True):
        plain = "".join(
            part + "。" for part in line.rstrip("。").split("。") if not _lying_signs(part)
        )
        if plain and sum(map(len, kept)) < length:
            kept.append(plain)
    return [f".l {clerk.one(phrases.SECRECY)}", f".i20 {clerk.fill(clerk.one(phrases.TOPICS))}",
            ".gap 0.4", *kept, f".r {clerk.date()}　"]  # fmt: skip


def _lying_signs(text: str) -> bool:
    """Whether a text has signs that do not stand in a vertical column."""
    return any(char.isascii() or char in "％ÁÉáéíóöőúüű" for char in text)
