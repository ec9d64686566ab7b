"""Why a PDF cannot claim to be PDF/A-2b: what no tidying mends without changing its looks.

Looked for are faces that are not embedded, colours that nothing defines, and what the
standard forbids in drawing. Not looked for are faults inside embedded faces and coded images.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.exports.pdf_archival import filters

HOLDERS = (Dictionary, pikepdf.Stream, Array)


def obstacles(pdf: pikepdf.Pdf) -> list[str]:
    """Return why a document cannot claim to be PDF/A-2b."""
    found: list[str] = []
    intent = _intent_colours(pdf)
    for thing in _used(pdf):
        if isinstance(thing, pikepdf.Stream):
            found += _stream(thing, intent)
        found += _dictionary(thing)
    for page in pdf.pages:
        found += _colours(page, intent)
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


def _intent_colours(pdf: pikepdf.Pdf) -> int:
    return int(pdf.Root.OutputIntents[0].DestOutputProfile.get("/N", 3))


def _stream(stream: Any, intent: int) -> Iterator[str]:
    if "/Crypt" in filters(stream):
        yield "a stream is encrypted on its own"
    if "/F" in stream and stream.get("/Type") != "/EmbeddedFile":
        yield "a stream lies in another file"
    kind = stream.get("/Subtype")
    if kind == "/PS" or "/PS" in stream:
        yield "it draws with PostScript"
    if kind == "/Form" and "/Ref" in stream:
        yield "it draws another file"
    if kind == "/Image" and stream.get("/ColorSpace") == "/DeviceCMYK" and intent != 4:
        yield "an image is in CMYK without a profile"


def _dictionary(thing: Any) -> Iterator[str]:
    kind = thing.get("/Type")
    if kind == "/ExtGState":
        if "/TR" in thing or thing.get("/TR2", Name.Default) != "/Default" or "/HTP" in thing:
            yield "it changes colours in printing"
    elif kind == "/Font":
        yield from _face(thing)


def _face(font: Any) -> Iterator[str]:
    kind = str(font.get("/Subtype"))
    if kind in ("/Type0", "/Type3"):
        return
    programs = {"/FontFile", "/FontFile2", "/FontFile3"}
    if not programs & set(font.get("/FontDescriptor", Dictionary()).keys()):
        yield f"the face {str(font.get('/BaseFont', '/?'))[1:]} is not embedded"
    elif kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"the face {str(font.get('/BaseFont', '/?'))[1:]} has no table of its glyphs"


def _colours(page: Any, intent: int) -> Iterator[str]:
    """Look for device colours that the output intent does not explain."""
    if intent == 4:
        return
    for instruction in pikepdf.parse_content_stream(page, "k K cs CS"):
        operator = str(instruction.operator)
        if operator in ("k", "K") or str(instruction.operands[0]) == "/DeviceCMYK":
            yield "it draws in CMYK without a profile"
            return
