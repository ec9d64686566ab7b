"""What a IIIF viewer shows beside a document, with labels in the languages of its readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.exports.safe import plain
from pipeline.model import Record, Value

LABELS: dict[str, tuple[str, str, str, str]] = {
    # field: English, Hungarian, simplified, traditional Chinese
    "document_type": ("Kind of document", "Irattípus", "文件种类", "文件種類"),
    "date": ("Date", "Kelt", "日期", "日期"),
    "place": ("Place", "Hely", "地点", "地點"),
    "sender": ("From", "Feladó", "发文者", "發文者"),
    "recipient": ("To", "Címzett", "收文者", "收文者"),
    "signatory": ("Signed by", "Aláíró", "签署人", "簽署人"),
    "subject": ("Subject", "Tárgy", "事由", "事由"),
    "classification": ("Classification", "Minősítés", "密级", "密級"),
    "reference_numbers": ("Reference", "Iktatószám", "文号", "文號"),
    "archive_reference": ("Shelf mark", "Jelzet", "档号", "檔號"),
}
DELIVERED: dict[str, tuple[str, str, str, str]] = {
    "archive_reference": (
        "Shelf mark (delivered)",
        "Jelzet (átadott)",
        "档号（移交）",
        "檔號（移交）",
    ),
    "collection": ("Collection", "Gyűjtemény", "全宗", "全宗"),
    "rights": ("Rights", "Jogok", "权利", "權利"),
}
RECORD = ("Record", "Rekord", "记录", "記錄")
LANGUAGES = ("en", "hu", "zh-Hans", "zh-Hant")


def labelled(record: Record) -> list[dict[str, Any]]:
    """Return what the record says, as pairs of language maps."""
    pairs = [_pair(names, [*_said(record, field)]) for field, names in LABELS.items()]
    pairs += [
        _pair(names, [record.source.delivered.get(key, "")]) for key, names in DELIVERED.items()
    ]
    pairs.append(_pair(RECORD, [record.id]))
    return [pair for pair in pairs if pair["value"]["none"]]


def _pair(names: tuple[str, ...], texts: list[str]) -> dict[str, Any]:
    label = {code: [name] for code, name in zip(LANGUAGES, names, strict=True)}
    return {"label": label, "value": {"none": [plain(text) for text in texts if text]}}


def _said(record: Record, field: str) -> Iterator[str]:
    """Return values as they are normalised, with what is written where that differs."""
    found = getattr(record.metadata, field)
    values: tuple[Value, ...] = found if isinstance(found, tuple) else (found,) if found else ()
    for value in values:
        text = str(value.value)
        yield text if text == value.as_written else f"{text} ({value.as_written})"
