"""What a content stream does that PDF/A-2b forbids, told in words.

Numbers in comments are sections of ISO 19005-2. Colours that a page's resources explain by
default spaces are not recognised, so a claim may be missing where it could be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name

from pipeline.stages.pdf_state import numbers

# All operators of ISO 32000-1, annex A (6.2.2).
OPERATORS = frozenset(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K"
    " k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v"
    " w W W* y ' \"".split()
)
INLINE = "INLINE IMAGE"  # as pikepdf calls it
# Operators that name something of the resources.
NAMING = frozenset("Do Tf gs sh BDC DP".split())
# Operators that are told a name.
ONE_NAME = frozenset({"cs", "CS", "ri", "Do"})
# Operators that move what is drawn, or hide it: they are told so many numbers.
NUMBERS = {"cm": 6, "Tr": 1}
INTENTS = frozenset(
    {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
)
MOST_DEPTH = 28  # of q (6.1.13)
DRAWS = {"rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK"}
DEVICES = {"/DeviceRGB": "RGB", "/DeviceCMYK": "CMYK", "/RGB": "RGB", "/CMYK": "CMYK"}
# Device colours that an output intent of so many components gives a meaning (6.2.4.3).
MEANT = {1: frozenset[str](), 3: frozenset({"RGB"}), 4: frozenset({"CMYK"})}
# Colour spaces within each other; honest ones need four (a pattern of an index of a tint).
MOST_SPACES = 8
NESTED = "colours that are nested too deep"


def faults(stream: Any, intent: int, *, resources: bool) -> Iterator[str]:
    """Tell what is wrong in a content stream.

    ``intent``: components of the output intent; ``resources``: the stream has its own.
    """
    depth = 0
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == INLINE:
            yield from _inline(instruction, intent)
            continue
        yield from _instruction(operator, list(instruction.operands), intent)
        depth += (operator == "q") - (operator == "Q")
        if depth > MOST_DEPTH:
            yield "it nests its drawing too deep"
        if operator in NAMING and not resources:
            yield "it draws with resources that are not its own"


def _instruction(operator: str, operands: list[Any], intent: int) -> Iterator[str]:
    unnamed = operator in ONE_NAME and not operands
    untold = operator in NUMBERS and not numbers(operands, NUMBERS[operator])
    if operator not in OPERATORS or unnamed or untold:
        yield "it draws with what is no operator"
    elif operator in DRAWS:
        yield from unexplained("it draws", {DRAWS[operator]}, intent)
    elif operator in ("cs", "CS"):
        yield from unexplained("it draws", devices(operands[0]), intent)
    elif operator == "ri" and str(operands[0]) not in INTENTS:
        yield "it asks for a way of rendering that there is not"


def _inline(instruction: Any, intent: int) -> Iterator[str]:
    image = instruction.iimage
    if {"/LZWDecode", "/LZW", "/Crypt"} & set(map(str, image.filters)):
        yield "an image within the drawing is packed as is forbidden"
    if bool(image.obj.get("/Interpolate", image.obj.get("/I", False))):
        yield "an image within the drawing is to be smoothed"
    space = image.obj.get("/ColorSpace", image.obj.get("/CS"))
    yield from unexplained("an image is", devices(space), intent)


def devices(space: Any, levels: int = MOST_SPACES) -> set[str]:
    """Return the device colours that a colour space is made of.

    ``NESTED`` is among them where it has more than ``levels``, or holds itself.

    >>> devices(Array([Name.Indexed, Name.DeviceCMYK, 1, b"01234567"]))
    {'CMYK'}
    """
    if isinstance(space, Name):
        return {DEVICES[str(space)]} if str(space) in DEVICES else set()
    if not isinstance(space, Array) or not len(space) or str(space[0]) == "/ICCBased":
        return set()
    if not levels:
        return {NESTED}
    # The base of /Indexed and /Pattern, and what /Separation and /DeviceN are shown in instead.
    return {found for part in list(space)[1:3] for found in devices(part, levels - 1)}


def unexplained(who: str, used: set[str], intent: int) -> Iterator[str]:
    """Tell which device colours the output intent does not explain."""
    for device in sorted(used - MEANT.get(intent, frozenset())):
        yield f"{who} in {device}" + ("" if device == NESTED else " without a profile")
