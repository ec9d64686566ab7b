"""A bag is valid, holds only what was chosen, and is refused rather than incomplete."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection
from pipeline.exports.selection import parse
from pipeline.exports.writing import export
from pipeline.intake.bag import read_bag
from pipeline.model import Record
from tests.records import record, write
from tests.standins import tree

bagit: Any = pytest.importorskip("bagit", reason="bagit is not installed")
NAMES = ("box 5/Feljegyzés.pdf", "绝密/照会.pdf", "100%25 kész.pdf", "új\nsor.pdf")


def delivery(folder: Path, *names: str) -> tuple[Record, ...]:
    """Deliver files of these names; return their records."""
    made = []
    for name in names:
        data = name.encode()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        base = record("x")
        source = replace(base.source, paths=(name,), sha256=sha256, bytes=len(data))
        made.append(replace(base, id=f"fonds:sha256:{sha256}", source=source))
    return tuple(made)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return write(tmp_path / "output", *delivery(tmp_path / "delivery", *NAMES))


def bagged(output: Path, *names: str, where: str = "") -> Path:
    collection = Collection(output, output.parent / "delivery", parse((where,)))
    return export(collection, [*names, "bag"], silent)[-1]


def test_bagit_finds_it_valid(output: Path) -> None:
    made = bagged(output, "dc")
    bagit.Bag(str(made)).validate()
    assert (made / "data/sources/box 5/Feljegyzés.pdf").read_bytes() == NAMES[0].encode()
    assert len(tree(made / "data" / "records")) == len(NAMES)
    assert len(tree(made / "data" / "exports" / "dc")) == len(NAMES)


def test_our_own_intake_finds_it_valid(output: Path) -> None:
    found = read_bag(str(bagged(output)))
    assert found is not None
    assert found.refused == ()
    assert len(found.payload) == 2 * len(NAMES)


def test_damage_is_found(output: Path) -> None:
    made = bagged(output)
    (made / "data/sources/box 5/Feljegyzés.pdf").write_bytes(b"x")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(made)).validate()


def test_names_that_validators_disagree_on_are_avoided(output: Path) -> None:
    names = {path.name for path in (bagged(output) / "data" / "sources").rglob("*.pdf")}
    assert "100％25 kész.pdf" in names
    assert "új␊sor.pdf" in names


def test_nothing_that_was_left_out_comes_in_by_an_older_export(output: Path) -> None:
    export(Collection(output), ["dc", "ndjson"], silent)
    made = bagged(output, "ndjson", where="path:绝密/*")
    names = set(tree(made / "data"))
    assert "sources/绝密/照会.pdf" in names
    assert len([name for name in names if name.startswith("sources/")]) == 1
    assert not any(name.startswith("exports/dc") for name in names)
    assert len((made / "data/exports/ndjson/records.ndjson").read_bytes().splitlines()) == 1


def test_the_same_bag_twice(output: Path) -> None:
    assert tree(bagged(output)) == tree(bagged(output))


def test_a_source_that_has_changed_ends_it(output: Path) -> None:
    before = tree(bagged(output))
    (output.parent / "delivery" / NAMES[1]).write_bytes(b"another")
    with pytest.raises(UsageError, match="照会"):
        bagged(output)
    assert tree(output / "exports" / "bag") == before


@pytest.mark.parametrize("path", ["../outside.pdf", "/etc/outside.pdf", "a/../../outside.pdf"])
def test_a_record_cannot_write_outside_the_bag(tmp_path: Path, path: str) -> None:
    [made] = delivery(tmp_path / "delivery", "inside.pdf")
    paths = (path, "inside.pdf")
    output = write(tmp_path / "output", replace(made, source=replace(made.source, paths=paths)))
    with pytest.raises(UsageError, match="outside the delivery"):
        bagged(output)
    assert not (tmp_path / "outside.pdf").exists()
