# ruff: noqa: E501
"""What the Hungarian pages of the layout set are written with: names, words, styles."""

from dataclasses import replace

import numpy as np

from samples.benchmark.typescripts import MACHINES
from samples.benchmark.variants import fill, paragraphs
from samples.generator.model import Style

Rng = np.random.Generator
FAMILY = "Bárdos Csomor Dévai Erdei Fazekas Gergely Hamar Ivánka Juhos Kelecsényi Lovas Madarász Nádor Orbán Pataki Rábai Somlai Takács Uray Vajda Zemplén".split()
GIVEN = "Ágnes Béla Csilla Dénes Elemér Ferenc Gizella Hedvig Ilona Jolán Kálmán Lajos Magda Nándor Olga Pál Rózsa Sándor Tibor Vilma".split()
TRADES = (
    "előadó",
    "főelőadó",
    "osztályvezető",
    "titkár",
    "fordító",
    "gépíró",
    "szakértő",
    "mérnök",
)
TOWNS = ("Baja", "Cegléd", "Dorog", "Eger", "Gyula", "Hatvan", "Kalocsa", "Makó", "Pápa", "Siklós")
TITLES = (
    "nagykövet",
    "ideiglenes ügyvivő",
    "osztályvezető",
    "miniszterhelyettes",
    "titkár",
    "tanácsos",
)
HEADINGS = (
    "FELJEGYZÉS",
    "JELENTÉS",
    "KIMUTATÁS",
    "EMLÉKEZTETŐ",
    "TÁJÉKOZTATÓ",
    "JEGYZŐKÖNYV",
    "HATÁROZAT",
)
OFFICES = (
    "MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE",
    "KÜLKERESKEDELMI MINISZTÉRIUM",
    "VÍZÜGYI FŐIGAZGATÓSÁG",
)


def pick(rng: Rng, of: tuple[str, ...] | list[str]) -> str:
    """One of some."""
    return of[int(rng.integers(len(of)))]


def person(rng: Rng) -> str:
    """A name, the family first."""
    return f"{pick(rng, FAMILY)} {pick(rng, GIVEN)}"


def day(rng: Rng) -> str:
    """A date of the fifties."""
    return f"195{rng.integers(2, 9)}. {pick(rng, ['január', 'május', 'október'])} {rng.integers(1, 29)}."


def style_of(rng: Rng, **changes: object) -> Style:
    """A typescript by one of the machines that print every letter."""
    machine = MACHINES[int(rng.choice([0, 2, 4, 5, 10]))]
    plain = Style(machine.face, size=11.5 * machine.size, pitch=2.42, leading=5.6, indent=9.7,
                  left=25, right=17, top=20, bottom=18, double=machine.double, ribbon=0.3)  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def smaller(style: Style, share: float) -> Style:
    """A style with everything smaller."""
    return replace(
        style, size=style.size * share, pitch=style.pitch * share, leading=style.leading * share
    )


def text_of(rng: Rng, length: int) -> list[str]:
    """Paragraphs of about so many characters."""
    known = paragraphs()
    return fill([known[int(at)] for at in rng.permutation(len(known))], length).split("\n")


def spaced(text: str) -> str:
    """A word with its letters apart."""
    return " ".join(text)


def ending(rng: Rng) -> tuple[list[str], tuple[str, ...]]:
    """Place and date, and who signs; the lines of the signature apart."""
    name, title = person(rng), pick(rng, TITLES)
    return [".gap", f".l Budapest, {day(rng)}", ".gap 1.2", f".i100 {name}", f".i100 {title}"], (
        name,
        title,
    )
