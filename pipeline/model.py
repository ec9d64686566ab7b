"""The values that flow through Fonds and the record they end in.

Every value is frozen. Boxes are pixels of the page image *as delivered* (upright as a
viewer shows it, before any preparation), origin top left, x to the right, y down:
``(x0, y0, x1, y1)`` with ``x0 <= x1`` and ``y0 <= y1``. Confidences are 0-1. Languages
are BCP 47 (``hu``, ``zh-Hans``, ``zh-Hant``, ``en``, ``und`` ...), scripts ISO 15924.

The JSON record is these types written by :mod:`pipeline.store`; ``fonds schema`` prints
the JSON Schema generated from them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

SCHEMA_VERSION = "1.0"

Box = tuple[int, int, int, int]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Rotation = Literal[0, 90, 180, 270]
Direction = Literal["horizontal", "vertical-rl"]
Half = Literal["left", "right"]
Grade = Literal["good", "fair", "poor", "unreadable"]
Status = Literal["extracted", "delivered", "corrected"]
RegionKind = Literal[
    "body",
    "heading",
    "header",
    "footer",
    "page-number",
    "stamp",
    "handwriting",
    "marginal-note",
    "table",
    "signature",
    "redaction",
    "picture",
]

# Regions whose lines are not part of a page's running text (RECORD section 1).
APART_FROM_TEXT: frozenset[str] = frozenset(
    {"stamp", "handwriting", "marginal-note", "redaction", "picture"}
)


class Frozen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value; unknown fields in JSON are refused."""


# --- what is on a page ---------------------------------------------------------------


class Word(Frozen, frozen=True, kw_only=True):
    """A word (Latin) or a run of characters (Han) of a line."""

    text: str
    box: Box
    confidence: Share


class Alternative(Frozen, frozen=True, kw_only=True):
    """Another engine's reading of the same line."""

    text: str
    confidence: Share
    engine: str


class Line(Frozen, frozen=True, kw_only=True):
    """One printed line (one column in vertical text)."""

    text: str
    box: Box
    script: str
    confidence: Share
    engine: str
    words: tuple[Word, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    language: str | None = None
    baseline: tuple[tuple[int, int], tuple[int, int]] | None = None


class Region(Frozen, frozen=True, kw_only=True):
    """Lines that belong together, with their kind and place in the reading order."""

    kind: RegionKind
    box: Box
    order: int
    lines: tuple[Line, ...]


class Quality(Frozen, frozen=True, kw_only=True):
    """How far a reading can be trusted, and why not further."""

    grade: Grade
    confidence: Share
    needs_review: bool
    reasons: tuple[str, ...] = ()


class Failure(Frozen, frozen=True, kw_only=True):
    """Why a page or a document could not be read, and what to do about it."""

    reason: str
    message: str
    remedy: str


class Judgement(Frozen, frozen=True, kw_only=True):
    """A decision taken about a page, with the evidence for it."""

    what: str
    decision: str
    evidence: dict[str, float | int | str] = {}


class Language(Frozen, frozen=True, kw_only=True):
    """A language of a page or document with its share of the text and how it was found."""

    code: str
    share: Share
    confidence: Share
    method: str


class Page(Frozen, frozen=True, kw_only=True):
    """One page (or one half of a double page) as read.

    ``text`` joins the printed lines with newlines in reading order, without stamps,
    handwriting and marginal notes. ``width``, ``height`` and all boxes are pixels of the
    image that was read; ``scale`` is how many of them a pixel at full resolution takes
    (1.0 unless the page was larger than allowed and was scaled down).
    """

    number: int
    width: int
    height: int
    dpi: int
    label: str | None = None
    half: Half | None = None
    rotation: Rotation = 0
    skew: float = 0.0
    scale: float = 1.0
    blank: bool = False
    negative: bool = False
    language: str = "und"
    languages: tuple[Language, ...] = ()
    script: str = "Zyyy"
    script_shares: dict[str, float] = {}
    direction: Direction = "horizontal"
    quality: Quality
    text: str = ""
    search_text: str = ""
    regions: tuple[Region, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    failure: Failure | None = None


# --- what the rules found ------------------------------------------------------------


class Evidence(Frozen, frozen=True, kw_only=True):
    """Where a value stands: ``text`` is quoted exactly from the page's ``text``.

    ``start`` and ``end`` are offsets into the page's ``text`` (None when the quotation
    comes from a region that is not part of it, such as a stamp).
    """

    page: int
    box: Box
    text: str
    start: int | None = None
    end: int | None = None
    half: Half | None = None


class Value(Frozen, frozen=True, kw_only=True):
    """A normalised value beside what is written, with its evidence."""

    value: str | int | bool
    as_written: str
    evidence: tuple[Evidence, ...]
    confidence: Share
    rule: str
    status: Status = "extracted"
    role: str | UnsetType = UNSET
    authority: str | UnsetType = UNSET
    parts: dict[str, str] | UnsetType = UNSET


class Finding(Value, frozen=True, kw_only=True):
    """Everything a rule found, chosen or not; ``rejected`` says why it was not chosen."""

    field: str
    rejected: str | UnsetType = UNSET


class Redactions(Frozen, frozen=True, kw_only=True):
    """Blacked or whited boxes of a document."""

    count: int = 0
    share: Share = 0.0
    boxes: tuple[Evidence, ...] = ()


class Metadata(Frozen, frozen=True, kw_only=True):
    """The fields of RECORD section 2; None or empty where the document does not say."""

    title: Value | None = None
    document_type: Value | None = None
    date: Value | None = None
    dates: tuple[Value, ...] = ()
    reference_numbers: tuple[Value, ...] = ()
    archive_reference: Value | None = None
    classification: Value | None = None
    classification_history: tuple[Value, ...] = ()
    declassified: Value | None = None
    urgency: Value | None = None
    sender: Value | None = None
    recipient: Value | None = None
    copy_recipients: tuple[Value, ...] = ()
    signatory: Value | None = None
    drafter: Value | None = None
    place: Value | None = None
    subject: Value | None = None
    copies: Value | None = None
    copy_number: Value | None = None
    attachments: Value | None = None
    stated_pages: Value | None = None
    is_copy: Value | None = None
    redactions: Redactions | None = None


class Entity(Frozen, frozen=True, kw_only=True):
    """A person, organisation or place that is mentioned."""

    type: Literal["person", "organisation", "place"]
    label: str
    authority: str | None
    as_written: tuple[str, ...]
    mentions: tuple[Evidence, ...]
    confidence: Share
    candidates: tuple[str, ...] = ()


class Relation(Frozen, frozen=True, kw_only=True):
    """A link to another document, as written.

    ``date`` is the date told with the number, ``record`` the id of the one record of the
    collection that can be meant.
    """

    kind: Literal["reply-to", "refers-to", "translation-of", "enclosure", "copy-of", "duplicate-of"]
    target: str
    record: str | None
    evidence: tuple[Evidence, ...]
    date: str | UnsetType = UNSET


# --- the record ----------------------------------------------------------------------


class SourceInfo(Frozen, frozen=True, kw_only=True):
    """The delivered file; ``paths`` are relative to the delivery, one for each copy."""

    paths: tuple[str, ...]
    sha256: str
    bytes: int
    media_type: str
    pages: int
    repairs: tuple[str, ...] = ()
    encrypted: bool = False
    producer: dict[str, str] = {}
    delivered: dict[str, str] = {}


class Step(Frozen, frozen=True, kw_only=True):
    """One processing step with the software, models and settings used."""

    step: str
    software: str
    models: dict[str, str] = {}
    settings: dict[str, str | int | float | bool] = {}


class Correction(Frozen, frozen=True, kw_only=True):
    """A correction by a person."""

    path: str
    before: str
    after: str
    by: str = ""


class Record(Frozen, frozen=True, kw_only=True):
    """One document: the normalised, validated result."""

    schema_version: str = SCHEMA_VERSION
    id: str
    source: SourceInfo
    languages: tuple[Language, ...] = ()
    quality: Quality
    title: str | None = None
    summary: str | None = None
    metadata: Metadata = Metadata()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[Page, ...] = ()
    processing: tuple[Step, ...] = ()
    history: tuple[Correction, ...] = ()
