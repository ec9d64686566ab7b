"""Why a PDF cannot claim to be PDF/A-2b: what no tidying mends without changing its looks.

Every object that the document leads to is looked at, and every instruction of its pages and
forms. Not looked for are faults inside embedded faces and coded images. Numbers in comments
are sections of ISO 19005-2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.exports.pdf_archival import filters
from pipeline.exports.pdf_drawing import INTENTS, devices, faults, unexplained

HOLDERS = (Dictionary, pikepdf.Stream, Array)
LONGEST_STRING, LONGEST_NAME = 32767, 127  # 6.1.13
LEAST_SIDE, MOST_SIDE = 3, 14400  # 6.1.13, in the page's units
# 6.2.10: the modes of ISO 32000-1.
BLENDING = frozenset(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn"
    " /HardLight /SoftLight /Difference /Exclusion /Hue /Saturation /Color /Luminosity".split()
)
# 6.2.4.2: kinds of profiles and of their colours, by components.
PROFILES = frozenset({b"prtr", b"mntr", b"scnr", b"spac"})
SPACES = {1: (b"GRAY",), 3: (b"RGB ", b"Lab "), 4: (b"CMYK",)}
NEWEST_PROFILE = 4
JPEG2000_CHANNELS = (1, 3, 4)


def obstacles(pdf: pikepdf.Pdf) -> list[str]:
    """Return why a document cannot claim to be PDF/A-2b."""
    found: list[str] = []
    intent = int(pdf.Root.OutputIntents[0].DestOutputProfile.get("/N", 3))
    for thing in _used(pdf):
        if isinstance(thing, pikepdf.Stream):
            found += _stream(thing, intent)
        found += _dictionary(thing, intent)
    for page in pdf.pages:
        found += faults(page, intent, resources="/Resources" in page.obj)
        found += _sides(page)
    if "/OCProperties" in pdf.Root:
        found.append("it has layers that can be switched off")
    return sorted(set(found))


def _used(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Return every dictionary and stream that the document still leads to."""
    seen, waiting = set[tuple[int, int]](), [pdf.Root]
    while waiting:
        thing: Any = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, (Dictionary, pikepdf.Stream)):
            yield thing
            held = [value for _, value in thing.items()]
        else:
            held = list(thing)
        waiting += [one for one in held if isinstance(one, HOLDERS)]


def _stream(stream: Any, intent: int) -> Iterator[str]:
    packing = filters(stream)
    if "/Crypt" in packing:
        yield "a stream is encrypted on its own"
    if (
        stream.get("/Type") != "/EmbeddedFile"
        and {"/F", "/FFilter", "/FDecodeParms"} & stream.keys()
    ):
        yield "a stream lies in another file"
    kind = stream.get("/Subtype")
    if kind == "/PS" or "/PS" in stream or stream.get("/Subtype2") == "/PS":
        yield "it draws with PostScript"
    if kind == "/Form":
        if "/Ref" in stream:
            yield "it draws another file"
        yield from faults(stream, intent, resources="/Resources" in stream)
    elif kind == "/Image":
        yield from _image(stream, packing, intent)
    elif "/N" in stream and "/Type" not in stream:
        yield from _profile(stream)


def _image(image: Any, packing: tuple[str, ...], intent: int) -> Iterator[str]:
    if not bool(image.get("/ImageMask", False)):
        yield from unexplained("an image is", devices(image.get("/ColorSpace")), intent)
    if "/Intent" in image and str(image.Intent) not in INTENTS:
        yield "it asks for a way of rendering that there is not"
    if "/JPXDecode" in packing:
        head = bytes(image.read_raw_bytes())[:512]
        place = head.find(b"ihdr")
        channels = int.from_bytes(head[place + 12 : place + 14], "big") if place >= 0 else 0
        if channels not in JPEG2000_CHANNELS or b"bpcc" in head:  # 6.2.8.3
            yield "a JPEG 2000 image has channels that are not allowed"


def _profile(stream: Any) -> Iterator[str]:
    head = bytes(stream.read_bytes())[:128]
    fits = head[12:16] in PROFILES and head[16:20] in SPACES.get(int(stream.N), ())
    if not fits or head[36:40] != b"acsp" or head[8] > NEWEST_PROFILE:
        yield "a colour profile is not one that is allowed"


def _dictionary(thing: Any, intent: int) -> Iterator[str]:
    kind = thing.get("/Type")
    if kind == "/ExtGState":
        yield from _state(thing)
    elif kind == "/Font":
        yield from _face(thing)
    elif kind == "/Sig" or (thing.get("/FT") == "/Sig" and "/V" in thing):
        yield "it bears a signature, which any change makes void"  # 6.4.3
    if thing.get("/Subtype") != "/Image":
        for key in ("/ColorSpace", "/CS"):
            yield from unexplained("it draws", _spaces(thing.get(key)), intent)
    yield from _limits(thing)


def _spaces(held: Any) -> set[str]:
    """Return the device colours of a colour space, or of a table of them."""
    if isinstance(held, Dictionary):
        return {found for _, space in held.items() for found in devices(space)}
    return devices(held)


def _state(state: Any) -> Iterator[str]:
    if "/TR" in state or state.get("/TR2", Name.Default) != "/Default" or "/HTP" in state:
        yield "it changes colours in printing"
    if isinstance(state.get("/HT"), (Dictionary, pikepdf.Stream)):
        yield "it says how to print its greys"
    if "/RI" in state and str(state.RI) not in INTENTS:
        yield "it asks for a way of rendering that there is not"
    modes = state.get("/BM", Name.Normal)
    asked = list(modes) if isinstance(modes, Array) else [modes]
    if any(str(mode) not in BLENDING for mode in asked):
        yield "it blends in a way that there is not"


def _face(font: Any) -> Iterator[str]:
    kind = str(font.get("/Subtype"))
    if kind in ("/Type0", "/Type3"):
        return
    programs = {"/FontFile", "/FontFile2", "/FontFile3"}
    if not programs & set(font.get("/FontDescriptor", Dictionary()).keys()):
        yield f"the face {str(font.get('/BaseFont', '/?'))[1:]} is not embedded"
    elif kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"the face {str(font.get('/BaseFont', '/?'))[1:]} has no table of its glyphs"


def _limits(thing: Any) -> Iterator[str]:
    for key, value in thing.items():
        if isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING:
            yield "it holds a text that is too long"
        names = [key, str(value)] if isinstance(value, Name) else [key]
        if any(len(name.encode()) > LONGEST_NAME + 1 for name in names):
            yield "it holds a name that is too long"


def _sides(page: Any) -> Iterator[str]:
    for box in (page.mediabox, page.cropbox):
        a, b, c, d = (float(side) for side in box)
        if not all(LEAST_SIDE <= abs(side) <= MOST_SIDE for side in (c - a, d - b)):
            yield "a page is too small or too large"
