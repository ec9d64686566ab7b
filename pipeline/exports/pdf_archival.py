"""What makes a PDF fit for keeping (PDF/A-2b, ISO 19005-2), as far as it can be done safely.

:func:`tidy` takes out what the standard forbids and a page does not need; its answer says
what went. What is left in the way is named by :mod:`pipeline.exports.pdf_claim`.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.exports.pdf_font import packed

# Entries of the catalogue that act, carry other files or contradict the standard.
CATALOG = {
    "/OpenAction": "an action on opening",
    "/AA": "actions",
    "/Requirements": "requirements",
    "/AlternatePresentations": "presentations",
    "/Collection": "a portfolio",
    "/Perms": "permissions",
    "/AF": "attached files",
    "/PieceInfo": "private data",
    "/NeedsRendering": "a form drawn by a program",
}
NAMES = {
    "/JavaScript": "JavaScript",
    "/EmbeddedFiles": "embedded files",
    "/AlternatePresentations": "presentations",
    "/Renditions": "renditions",
}
PAGE = {"/AA": "actions", "/PresSteps": "presentations", "/AF": "attached files"}
# Actions that lead somewhere; every other kind acts.
LEADING = frozenset({"/GoTo", "/GoToR", "/GoToE", "/URI", "/Thread", "/Named", "/SubmitForm"})
NAMED = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
# Annotations that play, draw in three dimensions or carry files.
FORBIDDEN = frozenset({"/3D", "/Sound", "/Screen", "/Movie", "/FileAttachment", "/RichMedia"})
NEEDS_NO_LOOK = frozenset({"/Popup", "/Link"})
PRINT, UNSEEN = 4, 1 | 2 | 32 | 256
# Fits the sRGB profile; its date is taken out so that the same input gives the same bytes.
PROFILE_DATE = slice(24, 36)
SOME_DATE = bytes.fromhex("07e8 0001 0001 0000 0000 0000")


def tidy(pdf: pikepdf.Pdf) -> list[str]:
    """Take out what PDF/A forbids; return what it was."""
    gone = ["encryption"] if pdf.is_encrypted else []
    root = pdf.Root
    gone += _without(root, CATALOG)
    if isinstance(root.get("/Names"), Dictionary):
        gone += _without(root.Names, NAMES)
    gone += _form(root)
    for page in pdf.pages:
        gone += _without(page.obj, PAGE)
        gone += _annotations(page.obj)
        page.obj.Resources = page.resources  # its own, and not those of the tree above it
    gone += _metadata(pdf)
    _streams(pdf)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    return list(dict.fromkeys(gone))


def _without(holder: Any, entries: dict[str, str]) -> list[str]:
    found = [key for key in entries if key in holder]
    for key in found:
        del holder[key]
    return [entries[key] for key in found]


def _form(root: Any) -> list[str]:
    form = root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return []
    if "/NeedAppearances" in form:
        del form["/NeedAppearances"]
    gone = _without(form, {"/XFA": "an XFA form"})
    waiting: list[Any] = [form.get("/Fields", Array())]
    seen = set[tuple[int, int]]()
    while waiting:
        held = [one for one in waiting.pop() if isinstance(one, Dictionary)]
        for field in held:
            if field.is_indirect and field.objgen in seen:
                continue
            seen.add(field.objgen)
            gone += _without(field, {"/AA": "actions"})
            waiting.append(field.get("/Kids", Array()))
    return gone


def _metadata(pdf: pikepdf.Pdf) -> list[str]:
    """Take out what single pages and images say of themselves: it is in no agreed form."""
    holders = [
        thing
        for thing in pdf.objects
        if isinstance(thing, (Dictionary, pikepdf.Stream))
        and "/Metadata" in thing
        and thing.objgen != pdf.Root.objgen
    ]
    for holder in holders:
        del holder["/Metadata"]
    return ["metadata of single pages or images"] if holders else []


def _annotations(page: Any) -> list[str]:
    if not isinstance(page.get("/Annots"), Array):
        return []
    gone, kept = list[str](), []
    for annotation in page.Annots:
        why = _unwanted(annotation)
        if why:
            gone.append(why)
            continue
        gone += _harmless(annotation)
        kept.append(annotation)
    if kept:
        page.Annots = Array(kept)
    else:
        del page["/Annots"]
    return gone


def _unwanted(annotation: Any) -> str:
    """Return why an annotation cannot stay, "" if it can."""
    kind = str(annotation.get("/Subtype", "/?"))
    if kind in FORBIDDEN:
        return f"an annotation of kind {kind[1:]}"
    if int(annotation.get("/F", 0)) & UNSEEN:
        return "a hidden annotation"
    if kind not in NEEDS_NO_LOOK and "/N" not in annotation.get("/AP", {}):
        return f"an annotation of kind {kind[1:]} without appearance"
    return ""


def _harmless(annotation: Any) -> list[str]:
    """Make an annotation fit; return what it loses."""
    gone = _without(annotation, {"/AA": "actions"})
    action = annotation.get("/A")
    acts = str(annotation.get("/Subtype")) == "/Widget"  # it may do nothing, not even lead
    if action is not None and (acts or not _leads(action)):
        del annotation["/A"]
        gone.append("actions")
    if str(annotation.get("/Subtype")) != "/Popup":
        annotation.F = (int(annotation.get("/F", 0)) | PRINT) & ~UNSEEN
    for key in ("/D", "/R"):
        if key in annotation.get("/AP", {}):
            del annotation.AP[key]
    return gone


def _leads(action: Any) -> bool:
    kind = str(action.get("/S"))
    if "/Next" in action or kind not in LEADING:
        return False
    return kind != "/Named" or str(action.get("/N")) in NAMED


def _streams(pdf: pikepdf.Pdf) -> None:
    """Mend what can be mended in streams without touching what they say."""
    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        if stream.get("/Subtype") == "/Image":
            for key in ("/Alternates", "/OPI"):
                if key in stream:
                    del stream[key]
            if bool(stream.get("/Interpolate", False)):
                del stream["/Interpolate"]
        if "/LZWDecode" in filters(stream):
            stream.write(stream.read_bytes())


def filters(stream: Any) -> tuple[str, ...]:
    """Return the names of a stream's filters."""
    found = stream.get("/Filter", Array())
    return tuple(map(str, found)) if isinstance(found, Array) else (str(found),)


def colour_intent(pdf: pikepdf.Pdf) -> None:
    """Say that device colours mean sRGB, unless the source says what they mean."""
    intents = pdf.Root.get("/OutputIntents", Array())
    own = [i for i in intents if i.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in i]
    if own:
        pdf.Root.OutputIntents = Array(own[:1])
        return
    profile = packed(pdf, srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def srgb() -> bytes:
    """Return an sRGB profile, the same bytes every time."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[PROFILE_DATE] = SOME_DATE
    return bytes(made)
