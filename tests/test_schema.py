"""The published schema says what the types say."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import pipeline
from pipeline.model import Record
from pipeline.schema import schema_json
from tests.records import record_bytes

SCHEMA = json.loads(schema_json())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
Break = Callable[[dict[str, Any]], object]

BROKEN: dict[str, Break] = {
    "no id": lambda r: r.pop("id"),
    "no quality": lambda r: r.pop("quality"),
    "another version": lambda r: r.update(schema_version="2.0"),
    "unknown field": lambda r: r.update(colour="red"),
    "unknown field of a page": lambda r: r["pages"][0].update(colour="red"),
    "a number as text": lambda r: r["pages"][0].update(number="1"),
    "a confidence above 1": lambda r: r["pages"][0]["quality"].update(confidence=1.5),
    "a confidence below 0": lambda r: r["quality"].update(confidence=-0.1),
    "a box of three": lambda r: r["pages"][0]["regions"][0]["box"].pop(),
    "a box of fractions": lambda r: r["pages"][0]["regions"][0].update(box=[0.5, 1, 2, 3]),
    "an unknown kind": lambda r: r["pages"][0]["regions"][0].update(kind="poem"),
    "a rotation of 45": lambda r: r["pages"][0].update(rotation=45),
    "an unknown grade": lambda r: r["quality"].update(grade="superb"),
    "evidence without text": lambda r: r["metadata"]["date"]["evidence"][0].pop("text"),
    "a value without a rule": lambda r: r["metadata"]["date"].pop("rule"),
    "pages as an object": lambda r: r.update(pages={}),
}


def test_the_copy_beside_the_module_is_up_to_date() -> None:
    copied = Path(pipeline.__file__).with_name("record.schema.json")
    assert copied.read_text(encoding="utf-8") == schema_json()


def test_the_schema_is_sound_and_deterministic() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:fonds:record:1.0"
    assert SCHEMA["title"]
    assert schema_json() == schema_json()
    assert schema_json() == json.dumps(SCHEMA, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_every_type_is_described() -> None:
    assert all(part.get("description") for part in SCHEMA["$defs"].values())
    assert all("``" not in part["description"] for part in SCHEMA["$defs"].values())


def test_all_references_lead_somewhere() -> None:
    assert {ref.split('"')[0] for ref in schema_json().split('"#/$defs/')[1:]} <= set(
        SCHEMA["$defs"]
    )


def test_a_record_is_accepted() -> None:
    record = json.loads(record_bytes())
    assert list(VALIDATOR.iter_errors(record)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_schema_and_types_refuse_the_same(name: str) -> None:
    record = copy.deepcopy(json.loads(record_bytes()))
    BROKEN[name](record)
    assert not VALIDATOR.is_valid(record)
    if name != "another version":  # a constant of the schema, a check of `fonds validate`
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(json.dumps(record), type=Record)
