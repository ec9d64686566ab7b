"""IIIF Presentation 3: a manifest a document with images, text as annotations and ALTO."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.errors import ReadFailure
from pipeline.exports.alto import page_name, page_xml
from pipeline.exports.collection import Collection
from pipeline.exports.edtf import when
from pipeline.exports.iiif_labels import labelled
from pipeline.exports.safe import plain
from pipeline.model import Page, Record

NAME = "iiif"
DESCRIPTION = "IIIF Presentation 3: manifests with page images, text and ALTO (--base-url)"
NEEDS_SOURCES = True

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
ALTO_PROFILE = "http://www.loc.gov/standards/alto/ns-v4#"
# Where `python -m http.server`, started in the folder of the exports, shows them.
LOCAL = "http://localhost:8000"


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write a folder a document (manifest, images, ALTO) and ``collection.json``."""
    base = f"{(collection.base_url or LOCAL).rstrip('/')}/{NAME}"
    with (folder / "collection.json").open("w", encoding="utf-8") as stream:
        stream.write(_opening(base))
        between = "\n"
        for record in collection.records():
            name = collection.name(record)
            if _document(collection, record, f"{base}/{quote(name)}", folder / name):
                entry = {"id": f"{base}/{quote(name)}/manifest.json", "type": "Manifest"}
                stream.write(between + _json({**entry, "label": label(record)}))
                between = ",\n"
            progress()
        stream.write("\n]}\n")


def _opening(base: str) -> str:
    head = {"@context": CONTEXT, "id": f"{base}/collection.json", "type": "Collection"}
    names = {"hu": ["Iratok"], "zh-Hans": ["文件"], "zh-Hant": ["文件"], "en": ["Documents"]}
    return _json({**head, "label": names})[:-1] + ', "items": ['


def _document(collection: Collection, record: Record, url: str, folder: Path) -> bool:
    """Write a document; False where none of its pages can be drawn."""
    folder.mkdir()
    sheets: list[tuple[list[Page], tuple[int, int] | None]] = []
    for number in sorted({page.number for page in record.pages}):
        parts = [page for page in record.pages if page.number == number]
        image = _image(collection, record, number)
        if image is not None:
            (folder / f"{number:04d}.jpg").write_bytes(image)
        for page in parts:
            if page.failure is None:
                (folder / page_name(page)).write_bytes(page_xml(record, page))
        sheets.append((parts, None if image is None else _size(image)))
    sizes = [size for _, size in sheets if size is not None]
    if not sizes:
        shutil.rmtree(folder)
        return False
    made = manifest(record, url, [canvas(parts, url, size, sizes[0]) for parts, size in sheets])
    if "pdf" in collection.beside:
        made["rendering"] = [_pdf(url)]
    (folder / "manifest.json").write_text(_json(made) + "\n", encoding="utf-8")
    return True


def _image(collection: Collection, record: Record, number: int) -> bytes | None:
    """Return a page's picture; None where it cannot be drawn."""
    try:
        return collection.page_image(record, number, "JPEG")
    except ReadFailure:
        return None


def _pdf(url: str) -> dict[str, Any]:
    base, _, name = url.rpartition(f"/{NAME}/")
    return {
        "id": f"{base}/pdf/{name}.pdf",
        "type": "Text",
        "format": "application/pdf",
        "label": {"en": ["Searchable PDF"], "hu": ["Kereshető PDF"]},
    }


def _size(image: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(BytesIO(image)) as opened:
        return int(opened.width), int(opened.height)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def label(record: Record) -> dict[str, list[str]]:
    """Return a document's title in its language, or its file name in none."""
    if not record.title:
        return {"none": [plain(record.source.paths[0])]}
    return in_language(record.title, record.languages[0].code if record.languages else "und")


def in_language(text: str, code: str) -> dict[str, list[str]]:
    """Return text as a language map."""
    return {code if code != "und" else "none": [plain(text)]}


def manifest(record: Record, url: str, canvases: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a document's manifest."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"{url}/manifest.json",
        "type": "Manifest",
        "label": label(record),
        "metadata": labelled(record),
        "items": list(canvases),
    }
    if record.summary:
        made["summary"] = in_language(record.summary, "en")
    date = record.metadata.date
    day = when(str(date.value)) if date is not None else None
    if (
        day is not None
        and day.kind == "single"
        and not day.certainty
        and len(day.start or "") == 10
    ):
        made["navDate"] = f"{day.start}T00:00:00Z"
    if any(page.direction == "vertical-rl" for page in record.pages):
        made["viewingDirection"] = "right-to-left"
    return made


def canvas(
    parts: list[Page], url: str, size: tuple[int, int] | None, usual: tuple[int, int]
) -> dict[str, Any]:
    """Return the canvas of a page image; both halves of a double page are on one.

    Where the page could not be drawn (``size`` is None) the canvas is empty and as large as
    others (``usual``), so that the order of pages is kept and the gap is seen.
    """
    number, (width, height) = parts[0].number, size or usual
    own = f"{url}/canvas/{number}"
    named = next((page.label for page in parts if page.label), str(number))
    painted = [] if size is None else [_painting(own, f"{url}/{number:04d}.jpg", width, height)]
    made: dict[str, Any] = {
        "id": own,
        "type": "Canvas",
        "label": {"none": [plain(named)]},
        "width": width,
        "height": height,
        "items": [{"id": f"{own}/page", "type": "AnnotationPage", "items": painted}],
    }
    if not painted:
        made["summary"] = {"en": ["This page could not be drawn."]}
    read = [page for page in parts if page.failure is None]
    if read:
        made["seeAlso"] = [_alto(page, url) for page in read]
    if any(page.regions for page in read):
        made["annotations"] = [_text(page, own) for page in read if page.regions]
    return made


def _painting(own: str, image: str, width: int, height: int) -> dict[str, Any]:
    body = {"id": image, "type": "Image", "format": "image/jpeg", "width": width, "height": height}
    return {
        "id": f"{own}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": own,
    }


def _alto(page: Page, url: str) -> dict[str, Any]:
    return {
        "id": f"{url}/{page_name(page)}",
        "type": "Dataset",
        "format": "application/xml",
        "profile": ALTO_PROFILE,
        "label": {"en": ["ALTO"]},
    }


def _text(page: Page, own: str) -> dict[str, Any]:
    """Return a page's lines as annotations on its canvas."""
    name = f"{own}/text{f'-{page.half}' if page.half else ''}"
    items: list[dict[str, Any]] = []
    for region in sorted(page.regions, key=lambda region: region.order):
        for line in region.lines:
            x0, y0, x1, y1 = line.box
            body: dict[str, Any] = {
                "type": "TextualBody",
                "value": plain(line.text),
                "format": "text/plain",
            }
            language = line.language or page.language
            if language != "und":
                body["language"] = language
            items.append(
                {
                    "id": f"{name}/{len(items) + 1}",
                    "type": "Annotation",
                    "motivation": "supplementing",
                    "body": body,
                    "target": f"{own}#xywh={x0},{y0},{max(1, x1 - x0)},{max(1, y1 - y0)}",
                }
            )
    return {"id": name, "type": "AnnotationPage", "items": items}
