"""Styles and stamps that several documents share."""

from dataclasses import replace

from samples.generator.model import Stamp, Style

COURIER = Style("courier-prime", bold="courier-prime-bold", pitch=2.54, leading=7.6)
NIMBUS = Style("nimbus-mono-bold", pitch=2.54, size=12, leading=7.6, ribbon=0.35)
LIBERATION = Style("liberation-mono", pitch=2.54, size=11.5, leading=7.0, ribbon=0.3)
CMU = Style("cmu-typewriter-bold", pitch=2.4, size=12.5, leading=7.2, ribbon=0.3)
GNU = Style("gnu-typewriter", pitch=2.6, size=12, leading=7.8, ribbon=0.3, jitter=0.05)
ELITE = Style(
    "liberation-mono", pitch=2.117, size=10, leading=5.6, ribbon=0.3, hyphenate=True, top=17,
    bottom=15,
)  # fmt: skip
PRINTED = Style(
    "century", bold="century-bold", size=11, leading=5.2, jitter=0.0, ribbon=0.08, justify=True,
    hyphenate=True, indent=5,
)  # fmt: skip
SONG = Style(
    "uming",
    cjk="uming",
    bold="zenhei",
    size=15,
    leading=9.0,
    indent=11.1,
    tracking=1.05,
    ribbon=0.2,
    double=True,
)
KAI = Style("ukai", cjk="ukai", size=16, leading=9.6, indent=11.9, tracking=1.05, ribbon=0.2)
HEI = Style("zenhei", cjk="zenhei", size=12, leading=7.4, indent=8.9, tracking=1.05, ribbon=0.15)
MING_TW = Style(
    "cw-ming", cjk="cw-ming", size=15, leading=9.2, indent=11.1, tracking=1.05, ribbon=0.2
)
VERTICAL = replace(KAI, leading=10.4, left=22, right=20, top=24, bottom=22, vertical=True)
BLUE = (40, 62, 140)
RED = (186, 32, 38)
DARK = (40, 20, 60)


def received(office: str, day: str, number: str, place: tuple[float, float]) -> Stamp:
    """A Hungarian registry's blue received stamp."""
    lines = (office, f"Érkezett: {day}", f"Szám: {number}")
    return Stamp(lines, *place, "box", 76.0, 4.0, -4.0, BLUE)
