"""What a PDF says of itself (XMP, ISO 16684): the record's description and what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version

from lxml import etree

from pipeline.model import Record

X = "adobe:ns:meta/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
MM = "http://ns.adobe.com/xap/1.0/mm/"
EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
XML = "http://www.w3.org/XML/1998/namespace"
NAMES = {"rdf": RDF, "dc": DC, "pdf": PDF, "pdfaid": PDFA, "xmpMM": MM, "stEvt": EVENT}
HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
TAIL = b'\n<?xpacket end="r"?>'
# XMP knows plain dates only; what is uncertain, a span or without year is not one.
PLAIN_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# Characters that XML cannot hold.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def packet(record: Record, done: Sequence[str], *, conforms: bool) -> bytes:
    """Return the XMP packet; ``done`` are changes to the source, in words."""
    meta = etree.Element(f"{{{X}}}xmpmeta", nsmap={"x": X})
    rdf = etree.SubElement(meta, f"{{{RDF}}}RDF", nsmap=NAMES)
    about = etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    if conforms:
        _text(about, PDFA, "part", "2")
        _text(about, PDFA, "conformance", "B")
    _text(about, PDF, "Producer", f"Fonds {version('fonds')}")
    _description(about, record)
    _history(about, record, done)
    return HEAD + bytes(etree.tostring(meta, encoding="utf-8")) + TAIL


def _description(about: etree._Element, record: Record) -> None:
    _text(about, DC, "format", "application/pdf")
    _text(about, DC, "identifier", record.id)
    _text(about, DC, "source", f"sha256:{record.source.sha256}")
    language = main_language(record)
    if record.title:
        _list(about, "title", "Alt", [(record.title, "x-default")])
        if language:
            about[-1][0].append(_item(record.title, language))
    if record.summary:
        _list(about, "description", "Alt", [(record.summary, "x-default")])
    codes = [found.code for found in record.languages if found.code != "und"]
    _list(about, "language", "Bag", [(code, "") for code in codes])
    date = record.metadata.date
    if date is not None and PLAIN_DATE.fullmatch(str(date.value)):
        _list(about, "date", "Seq", [(str(date.value), "")])
    sender = record.metadata.sender
    if sender is not None:
        _list(about, "creator", "Seq", [(sender.as_written, "")])
    rights = record.source.delivered.get("rights", "")
    _list(about, "rights", "Alt", [(rights, "x-default")] if rights else [])


def _history(about: etree._Element, record: Record, done: Sequence[str]) -> None:
    """Say what was read with what, and what was changed in the file."""
    events = [("converted", step.step, step.software) for step in record.processing]
    events += [("edited", change, f"Fonds {version('fonds')}") for change in done]
    held = etree.SubElement(etree.SubElement(about, f"{{{MM}}}History"), f"{{{RDF}}}Seq")
    for event in events:
        item = etree.SubElement(held, f"{{{RDF}}}li")
        for name, text in zip(("action", "parameters", "softwareAgent"), event, strict=True):
            item.set(f"{{{EVENT}}}{name}", UNFIT.sub("", text))


def _text(parent: etree._Element, space: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{space}}}{name}").text = UNFIT.sub("", text)


def _list(parent: etree._Element, name: str, kind: str, items: Sequence[tuple[str, str]]) -> None:
    if items:
        holder = etree.SubElement(parent, f"{{{DC}}}{name}")
        held = etree.SubElement(holder, f"{{{RDF}}}{kind}")
        held.extend(_item(text, language) for text, language in items)


def _item(text: str, language: str) -> etree._Element:
    item = etree.Element(f"{{{RDF}}}li")
    if language:
        item.set(f"{{{XML}}}lang", language)
    item.text = UNFIT.sub("", text)
    return item


def main_language(record: Record) -> str:
    """Return the language of most of a document's text, "" if it is not known."""
    known = [found for found in record.languages if found.code != "und"]
    return max(known, key=lambda found: found.share).code if known else ""
