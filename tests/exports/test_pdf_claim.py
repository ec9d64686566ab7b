"""PDF/A-2b requirement by requirement: what stands against a claim, and what is mended.

The cases follow the clauses of ISO 19005-2. Of these are not tried: how hexadecimal strings,
streams and cross references are spaced (6.1.4 to 6.1.9: qpdf writes them), and the insides of
embedded faces (6.2.11.4 to 6.2.11.8), which the export does not look into and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.errors import ReadFailure
from pipeline.exports.pdf import Made, save
from tests.exports import papers

Spoil = Callable[[pikepdf.Pdf], object]


def made(folder: Path, *spoils: Spoil) -> tuple[Path, Made]:
    """Export a scan of which the PDF was spoilt; return the file and what is said of it."""
    page = papers.hungarian()
    pdf = papers.pdf_of(page)
    for spoil in spoils:
        spoil(pdf)
    record = papers.delivered(folder, papers.bytes_of(pdf), "a.pdf", "application/pdf", page)
    return folder / "made.pdf", save(record, folder / "a.pdf", folder / "made.pdf")


def drawing(content: bytes) -> Spoil:
    return lambda pdf: pdf.pages[0].contents_add(content)


def image(**entries: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].resources.XObject.Im0[f"/{key}"] = value

    return spoil


def state(**entries: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        told = Dictionary(Type=Name.ExtGState, **entries)
        pdf.pages[0].obj.Resources.ExtGState = Dictionary(Gs0=told)

    return spoil


def form(content: bytes, *, resources: bool = True, **entries: Any) -> Spoil:
    """Return what lets the page draw a form."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, **entries)
        stream.BBox = Array([0, 0, 100, 100])
        if resources:
            stream.Resources = Dictionary()
        pdf.pages[0].resources.XObject.Fm0 = pdf.make_indirect(stream)
        pdf.pages[0].contents_add(b"/Fm0 Do")

    return spoil


def space(*parts: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Cs0=Array(list(parts)))

    return spoil


def profile(data: bytes, count: int = 3) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        space(Name.ICCBased, pdf.make_indirect(pikepdf.Stream(pdf, data, N=count)))(pdf)

    return spoil


def intent(count: int) -> Spoil:
    """Return what gives the PDF an output intent of its own."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        head = bytearray(128)
        head[8], head[12:16], head[36:40] = 2, b"prtr", b"acsp"
        head[16:20] = {1: b"GRAY", 4: b"CMYK"}[count]
        stream = pikepdf.Stream(pdf, bytes(head), N=count)
        told = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=stream)
        pdf.Root.OutputIntents = Array([told])

    return spoil


def jpeg2000(channels: int, boxes: bytes = b"") -> Spoil:
    head = bytes(4) + b"ihdr" + bytes(8) + channels.to_bytes(2, "big") + boxes

    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].resources.XObject.Im0.write(head, filter=Name.JPXDecode)

    return spoil


def signed(pdf: pikepdf.Pdf) -> None:
    value = pdf.make_indirect(Dictionary(Type=Name.Sig))
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Sig, V=value)]))


def sized(side: float) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 595, side])

    return spoil


def endless(pdf: pikepdf.Pdf) -> None:
    """Let a colour space be its own base."""
    own = pdf.make_indirect(Array([Name.Indexed]))
    own.append(own)
    own.append(1)
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Cs0=own)


TINT = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
AGAINST: dict[str, tuple[Spoil, str]] = {
    "6.1.7 external": (image(F=pikepdf.String("x.jpg")), "a stream lies in another file"),
    "6.1.10 inline": (
        drawing(b"BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI"),
        "an image within the drawing is packed as is forbidden",
    ),
    "6.1.13 text": (lambda pdf: pdf.Root.update({"/Odd": pikepdf.String("x" * 33000)}),
                    "it holds a text that is too long"),
    "6.1.13 name": (lambda pdf: pdf.Root.update({"/" + "n" * 200: 1}),
                    "it holds a name that is too long"),
    "6.1.13 depth": (drawing(b"q " * 30 + b"Q " * 30), "it nests its drawing too deep"),
    "6.1.13 size": (sized(20000), "a page is too small or too large"),
    "6.2.2 operator": (drawing(b"1 0 xx"), "it draws with what is no operator"),
    "6.2.2 operand": (drawing(b"cs"), "it draws with what is no operator"),
    "6.2.2 intent": (drawing(b"ri"), "it draws with what is no operator"),
    "6.2.2 nothing": (drawing(b"Do"), "it draws with what is no operator"),
    "6.2.2 number": (drawing(b"Tr"), "it draws with what is no operator"),
    "6.2.2 numbers": (drawing(b"/N cm"), "it draws with what is no operator"),
    "6.2.2 resources": (form(b"/F1 9 Tf", resources=False),
                        "it draws with resources that are not its own"),
    "6.2.4.2 kind": (profile(bytes(200)), "a colour profile is not one that is allowed"),
    "6.2.4.3 cmyk": (drawing(b"0 0 0 1 k"), "it draws in CMYK without a profile"),
    "6.2.4.3 form": (form(b"0 0 0 1 K"), "it draws in CMYK without a profile"),
    "6.2.4.3 image": (image(ColorSpace=Name.DeviceCMYK), "an image is in CMYK without a profile"),
    "6.2.4.3 indexed": (image(ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, b"0123"])),
                        "an image is in CMYK without a profile"),
    "6.2.4.3 rgb in grey": (lambda pdf: (intent(1)(pdf), drawing(b"1 0 0 rg")(pdf)),
                            "it draws in RGB without a profile"),
    "6.2.4.3 rgb in cmyk": (lambda pdf: (intent(4)(pdf), drawing(b"1 0 0 RG")(pdf)),
                            "it draws in RGB without a profile"),
    "6.2.4.4 separation": (space(Name.Separation, Name.Gold, Name.DeviceCMYK, TINT),
                           "it draws in CMYK without a profile"),
    "6.2.4.4 endless": (endless, "it draws in colours that are nested too deep"),
    "6.2.5 transfer": (state(TR=Name.Identity), "it changes colours in printing"),
    "6.2.5 halftone": (state(HT=Dictionary(HalftoneType=6)), "it says how to print its greys"),
    "6.2.6 operator": (drawing(b"/Odd ri"), "it asks for a way of rendering that there is not"),
    "6.2.6 image": (image(Intent=Name.Odd), "it asks for a way of rendering that there is not"),
    "6.2.6 state": (state(RI=Name.Odd), "it asks for a way of rendering that there is not"),
    "6.2.8.3 channels": (jpeg2000(2), "a JPEG 2000 image has channels that are not allowed"),
    "6.2.8.3 depths": (jpeg2000(3, b"bpcc"), "a JPEG 2000 image has channels that are not allowed"),
    "6.2.9 reference": (form(b"", Ref=Dictionary()), "it draws another file"),
    "6.2.9 postscript": (form(b"", Subtype2=Name.PS), "it draws with PostScript"),
    "6.2.10 blending": (state(BM=Name.Odd), "it blends in a way that there is not"),
    "6.2.11.4 face": (drawing(b"BT /F1 9 Tf (x) Tj ET"), "the face Helvetica is not embedded"),
    "6.4.3 signature": (signed, "it bears a signature, which any change makes void"),
    "6.9 layers": (lambda pdf: pdf.Root.update({"/OCProperties": Dictionary()}),
                   "it has layers that can be switched off"),
}  # fmt: skip


@pytest.mark.parametrize("case", AGAINST)
def test_what_stands_against_a_claim_is_told(tmp_path: Path, case: str) -> None:
    spoil, why = AGAINST[case]
    path, said = made(tmp_path, spoil)
    assert (said.conformance, list(said.because)) == (None, [why])
    with pikepdf.open(path) as pdf:
        assert b"pdfaid:part" not in bytes(pdf.Root.Metadata.read_bytes())


ALLOWED: dict[str, Spoil] = {
    "colours that the intent explains": drawing(b"1 0 0 rg 0.5 g"),
    "cmyk where the intent is": lambda pdf: (intent(4)(pdf), drawing(b"0 0 0 1 k")(pdf)),
    "an inline image": drawing(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"),
    "a form": form(b"1 0 0 rg 0 0 9 9 re f"),
    "see-through": state(ca=0.5, BM=Name.Multiply),
    "a way of rendering": image(Intent=Name.Perceptual),
    "a mask": image(ImageMask=True),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_allowed_is_no_obstacle(tmp_path: Path, case: str) -> None:
    _, said = made(tmp_path, ALLOWED[case])
    assert (said.conformance, list(said.because)) == ("PDF/A-2b", [])


def widget(pdf: pikepdf.Pdf) -> None:
    """Add a field that acts, with a child that leads to itself."""
    jump = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))
    look = pdf.make_indirect(pikepdf.Stream(pdf, b"", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    look.Resources = Dictionary()
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=[0, 0, 9, 9], A=jump,
            AP=Dictionary(N=look),
        )
    )  # fmt: skip
    field.Kids = Array([field])
    field.AA = Dictionary(K=jump)
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)
    pdf.Root.NeedsRendering = True


def test_forms_are_mended(tmp_path: Path) -> None:
    path, said = made(tmp_path, widget)
    assert said.conformance == "PDF/A-2b"
    assert set(said.removed) == {"actions", "a form drawn by a program"}
    with pikepdf.open(path) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert not {"/A", "/AA"} & set(field.keys())  # 6.4.1
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert "/NeedsRendering" not in pdf.Root  # 6.4.2


def test_only_the_document_describes_itself(tmp_path: Path) -> None:
    def described(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"<odd/>", Type=Name.Metadata, Subtype=Name.XML)
        pdf.pages[0].resources.XObject.Im0.Metadata = pdf.make_indirect(stream)

    path, said = made(tmp_path, described)
    assert list(said.removed) == ["metadata of single pages or images"]  # 6.6.2.3
    with pikepdf.open(path) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        assert [o.objgen for o in streams if o.get("/Type") == "/Metadata"] == [
            pdf.Root.Metadata.objgen
        ]


def test_pages_have_resources_of_their_own(tmp_path: Path) -> None:
    def inherited(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Resources = pdf.pages[0].obj.Resources
        del pdf.pages[0].obj["/Resources"]

    path, said = made(tmp_path, inherited)
    assert said.conformance == "PDF/A-2b"
    with pikepdf.open(path) as pdf:
        assert "/Im0" in pdf.pages[0].obj.Resources.XObject  # 6.2.2


def test_a_source_without_end_costs_its_own_pdf_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless_tidying(pdf: pikepdf.Pdf) -> list[str]:
        return endless_tidying(pdf)

    monkeypatch.setattr("pipeline.exports.pdf.tidy", endless_tidying)
    with pytest.raises(ReadFailure, match="cannot be rewritten"):
        made(tmp_path)
