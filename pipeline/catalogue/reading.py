"""Reads a record's file without what no table holds (words, other readings): twice as fast.

The types have the names and values of :mod:`pipeline.model`, of which they are a part; a
test holds them to it.
"""

from __future__ import annotations

from typing import cast

import msgspec
from msgspec import Struct

from pipeline import model


class Line(Struct, frozen=True):
    """A printed line without its words."""

    text: str
    box: model.Box
    script: str
    confidence: float
    engine: str
    language: str | None = None


class Region(Struct, frozen=True):
    """A region of such lines."""

    kind: model.RegionKind
    order: int
    lines: tuple[Line, ...]


class Page(Struct, frozen=True, kw_only=True):
    """A page of such regions."""

    number: int
    width: int
    height: int
    dpi: int
    label: str | None = None
    half: model.Half | None = None
    rotation: int = 0
    skew: float = 0.0
    scale: float = 1.0
    blank: bool = False
    negative: bool = False
    language: str = "und"
    script: str = "Zyyy"
    direction: str = "horizontal"
    quality: model.Quality
    text: str = ""
    regions: tuple[Region, ...] = ()
    failure: model.Failure | None = None


class Record(Struct, frozen=True, kw_only=True):
    """A record of such pages."""

    id: str
    source: model.SourceInfo
    languages: tuple[model.Language, ...] = ()
    quality: model.Quality
    title: str | None = None
    summary: str | None = None
    metadata: model.Metadata = model.Metadata()
    entities: tuple[model.Entity, ...] = ()
    relations: tuple[model.Relation, ...] = ()
    findings: tuple[model.Finding, ...] = ()
    pages: tuple[Page, ...] = ()


DECODER = msgspec.json.Decoder(Record)


def decode(data: bytes) -> model.Record:
    """Return what the catalogue takes from a record; raises msgspec.DecodeError."""
    return cast(model.Record, DECODER.decode(data))
