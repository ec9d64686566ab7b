"""The JSON Schema of a record, generated from the types of :mod:`pipeline.model`.

``record.schema.json`` beside this module is a copy for tools that cannot run Python; a
test holds both together. Renew it with ``fonds schema > pipeline/record.schema.json``.
"""

from __future__ import annotations

import inspect
import json
from typing import Any

import msgspec

from pipeline.model import SCHEMA_VERSION, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Fonds record"


def schema_json() -> str:
    """Return the JSON Schema (2020-12) of a record: sorted, indented, ending in a newline."""
    (root,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    schema = {
        "$schema": DIALECT,
        "$id": f"urn:fonds:record:{SCHEMA_VERSION}",
        "title": TITLE,
        "description": inspect.cleandoc(Record.__doc__ or ""),
        **root,
        "$defs": parts,
    }
    fixed = parts["Record"]["properties"]["schema_version"]
    fixed["const"] = SCHEMA_VERSION
    return json.dumps(_tidy(schema), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _tidy(part: Any) -> Any:
    """Write descriptions (docstrings) in one line each, as people read them in tools."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy = {key: _tidy(value) for key, value in part.items()}
    if isinstance(tidy.get("description"), str):
        tidy["description"] = " ".join(tidy["description"].replace("``", "").split())
    return tidy
