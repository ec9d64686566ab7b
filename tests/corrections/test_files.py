"""Files of corrections that somebody has edited: understood, or refused by name; never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.corrections import files
from pipeline.corrections.rotation import rotations
from pipeline.corrections.types import Change, Sheet
from pipeline.errors import ReadFailure

SHA256 = "0" * 64
LINE = {"kind": "line", "box": [0, 0, 9, 9], "before": "a", "after": "b"}


def written(output: Path, content: bytes) -> Path:
    path = files.sheet_path(output, SHA256, 1, None)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def sheet(*changes: Any, **more: Any) -> bytes:
    return json.dumps({"sha256": SHA256, "page": 1, "changes": changes, **more}).encode()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 200_000, sheet() + b"}",
     sheet(LINE | {"kind": "rm"}), sheet(LINE | {"after": ""}), sheet(LINE | {"after": "a\nb"}),
     sheet(LINE | {"after": "x" * 200_000}), sheet(LINE | {"box": [1, 2]}),
     sheet(LINE | {"box": None}), sheet(LINE, page=2), sheet(LINE, half="left"),
     sheet(LINE | {"more": 1}), sheet(LINE, more=1), sheet(LINE, sha256="1" * 64),
     sheet({"kind": "rotation", "after": "45"}), sheet({"kind": "order"}),
     sheet({"kind": "field", "field": "declassified", "after": "maybe"}),
     sheet({"kind": "field", "field": "date", "after": "yesterday"}),
     sheet({"kind": "field", "field": "nothing", "after": "x"})],
)  # fmt: skip
def test_what_makes_no_sense_is_named(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ReadFailure, match=r"0001\.json") as caught:
        files.load(tmp_path, SHA256)
    assert caught.value.as_failure().reason == "bad_correction"
    assert rotations(tmp_path, SHA256) == {}
    assert path.read_bytes() == content


def test_what_makes_sense_is_taken_however_it_is_laid_out(tmp_path: Path) -> None:
    written(tmp_path, sheet({"after": "180", "kind": "rotation"}, LINE))
    [found] = files.load(tmp_path, SHA256).values()
    assert [change.kind for change in found.changes] == ["rotation", "line"]
    assert rotations(tmp_path, SHA256) == {1: 180}


@pytest.mark.parametrize("sha256", ["../" * 21 + "x", "0" * 63, "0" * 64 + "/..", "A" * 64])
def test_no_hash_leads_out_of_the_folder(tmp_path: Path, sha256: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        files.save(tmp_path, Sheet(sha256=sha256, page=1, changes=(Change(kind="checked"),)))
