"""What is really written in the documents, in the two forms it is kept in.

``<stem>.json``
    Everything about a document: file, severity, pages (text, stamps, language, script,
    direction, rotation, blank, negative; boxes of redactions, lines by the kind of their
    region), metadata and entities. A metadata field that
    is null is known to be absent; a field that is left out is not scored.

``<stem>.gt.txt`` beside an image or PDF
    The *body* text only; form feeds separate the pages of a PDF. Stamps, handwriting and
    letterheads stand in the scan but not in the text (``body_only``). Language and script
    come from a ``MANIFEST.tsv`` (columns ``path``, ``language``, ``script``) in the same
    folder or the one above; they stay None without one.

None always means "not known, not scored".
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline.errors import UsageError
from pipeline.model import Box, Frozen, Half

Severity = Literal["light", "medium", "heavy"]
TEXT_SUFFIX = ".gt.txt"
MANIFEST = "MANIFEST.tsv"

# ISO 639-3 to BCP 47, where the two differ (BCP 47 prefers the two-letter code).
BCP47 = {
    "ces": "cs", "dan": "da", "deu": "de", "eng": "en", "fra": "fr", "hun": "hu",
    "nld": "nl", "pol": "pl", "ron": "ro", "rus": "ru", "slk": "sk", "zho": "zh",
}  # fmt: skip
SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "simplified": "Hans", "traditional": "Hant"}


class TruthPage(Frozen, frozen=True, kw_only=True):
    """What is true of one page, or of one half of a double page."""

    number: int
    text: str
    half: Half | None = None
    stamps: tuple[str, ...] = ()
    language: str | None = None
    script: str | None = None
    direction: str | None = None
    rotation: int | None = None
    blank: bool | None = None
    negative: bool | None = None
    redactions: tuple[Box, ...] | None = None
    kinds: dict[str, tuple[str, ...]] = {}


class TruthDocument(Frozen, frozen=True, kw_only=True):
    """What is true of one document; ``path`` is the delivered file's name."""

    path: str
    pages: tuple[TruthPage, ...]
    metadata: dict[str, Any] = {}
    entities: dict[str, tuple[str, ...]] = {}
    severity: Severity | None = None
    split: str | None = None
    body_only: bool = False


class _File(msgspec.Struct, frozen=True):
    """The JSON form; fields that are for people only ("shows", "made") are passed over."""

    file: str
    pages: tuple[dict[str, Any], ...]
    metadata: dict[str, Any] = {}
    entities: dict[str, tuple[str, ...]] = {}
    severity: Severity | None = None
    split: str | None = None


def bcp47(code: str) -> str | None:
    """Return the BCP 47 tag of an ISO 639-3 code.

    >>> bcp47("hun"), bcp47("yue"), bcp47("und")
    ('hu', 'yue', None)
    """
    return None if code in {"", "und"} else BCP47.get(code, code)


def truth_files(truth: Path) -> tuple[Path, ...]:
    """Return the truth files of a file, of a folder, or of its sub-folder ``truth``."""
    if truth.is_file():
        return (truth,)
    folder = truth / "truth" if (truth / "truth").is_dir() else truth
    found = sorted([*folder.glob("*.json"), *folder.glob(f"*{TEXT_SUFFIX}")])
    files = tuple(file for file in found if not file.name.endswith(".lines.json"))
    if not files:
        raise UsageError(
            f"No ground truth in {truth}",
            f"Name a folder with <stem>.json or <stem>{TEXT_SUFFIX} files.",
        )
    return files


def load(truth: Path) -> tuple[TruthDocument, ...]:
    """Load the truth of every document, in the order of their paths."""
    manifest = _manifest(truth)
    documents = (
        _from_text(file, manifest) if file.name.endswith(TEXT_SUFFIX) else _from_json(file)
        for file in truth_files(truth)
    )
    return tuple(sorted(documents, key=lambda document: document.path))


def corpus_hash(truth: Path) -> str:
    """Return the SHA-256 over the names and contents of the truth files."""
    digest = hashlib.sha256()
    for file in truth_files(truth):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{content}  {file.name}\n".encode())
    return digest.hexdigest()


def joined(pages: tuple[TruthPage, ...]) -> TruthPage:
    """Return the halves of a page as one page, texts in the order given.

    Language and script are those of the first half that is not blank.
    """
    if len(pages) == 1:
        return pages[0]
    return msgspec.structs.replace(
        next((page for page in pages if not page.blank), pages[0]),
        half=None,
        text="\n".join(page.text for page in pages),
        stamps=tuple(stamp for page in pages for stamp in page.stamps),
        blank=None if pages[0].blank is None else all(page.blank for page in pages),
    )


def _from_json(file: Path) -> TruthDocument:
    """Load the JSON form."""
    try:
        known = msgspec.json.decode(file.read_bytes(), type=_File)
        names = TruthPage.__struct_fields__
        pages = tuple(
            msgspec.convert({key: page[key] for key in names if key in page}, TruthPage)
            for page in known.pages
        )
    except msgspec.MsgspecError as error:
        raise UsageError(f"{file}: {error}", "Correct the ground truth file.") from error
    return TruthDocument(
        path=known.file,
        pages=pages,
        metadata=known.metadata,
        entities=known.entities,
        severity=known.severity,
        split=known.split,
    )


def _from_text(file: Path, manifest: dict[str, dict[str, str]]) -> TruthDocument:
    """Load the text form; without an image beside it the path is the stem alone."""
    stem = file.name.removesuffix(TEXT_SUFFIX)
    name = next(_delivered(file.parent, stem), stem)
    row = manifest.get(name) or manifest.get(file.name) or {}
    texts = file.read_text(encoding="utf-8").split("\f")
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    pages = tuple(
        TruthPage(
            number=number,
            text=text,
            language=bcp47(row.get("language", "")),
            script=SCRIPTS.get(row.get("script", "")),
            direction=row.get("layout"),
        )
        for number, text in enumerate(texts, start=1)
    )
    return TruthDocument(path=name, pages=pages, body_only=True)


def _delivered(folder: Path, stem: str) -> Iterator[str]:
    """Yield the names of the images or PDFs that a text truth belongs to."""
    for file in sorted(folder.glob(f"{stem}.*")):
        if file.stem == stem and file.suffix not in {".txt", ".json", ".tsv", ".xml"}:
            yield file.name


def _manifest(truth: Path) -> dict[str, dict[str, str]]:
    """Return the manifest's rows by file name; empty without a manifest."""
    folder = truth if truth.is_dir() else truth.parent
    files = [place / MANIFEST for place in (folder, folder.resolve().parent)]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        return {}
    with file.open(encoding="utf-8", newline="") as rows:
        table = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            Path(row["path"]).name: row
            for row in table
            if Path(row["path"]).parent.name in {folder.resolve().name, ""}
        }
