"""A collection hands out records one by one, and only the sources that were read."""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.errors import ReadFailure, UsageError
from pipeline.exports.collection import Collection
from pipeline.exports.selection import parse
from pipeline.intake.names import shown
from pipeline.model import Record, Step
from pipeline.store import Store
from tests.records import record, write


def delivered(folder: Path, name: str, data: bytes) -> Record:
    """Deliver a file; return its record."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    made = record("x")
    source = replace(made.source, paths=(shown(name),), sha256=sha256, media_type="image/png")
    return replace(made, id=f"fonds:sha256:{sha256}", source=source)


def png(width: int = 60, height: int = 40) -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(stream, "PNG")
    return stream.getvalue()


def test_records_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    write(tmp_path, *(record(name) for name in ("c", "a", "b")))
    collection = Collection(tmp_path)
    assert [made.source.paths[0] for made in collection.records()] == [
        "box/a.pdf", "box/b.pdf", "box/c.pdf",
    ]  # fmt: skip
    for made in collection.records():
        assert collection.record_path(made).is_file()
        assert f"{collection.name(made)}.json" in collection.names()


def test_only_chosen_records_come(tmp_path: Path) -> None:
    write(tmp_path, *(record(name) for name in ("a", "b")))
    found = list(Collection(tmp_path, where=parse(("path:*/b.pdf",))).records())
    assert [made.source.paths[0] for made in found] == ["box/b.pdf"]


def test_what_a_killed_run_left_is_no_record(tmp_path: Path) -> None:
    write(tmp_path, record("a"))
    (tmp_path / "records" / ".tmp-half.json").write_text("{")
    assert len(list(Collection(tmp_path).records())) == 1


def test_a_renamed_record_is_found(tmp_path: Path) -> None:
    made = record("a")
    write(tmp_path, made)
    [path] = (tmp_path / "records").iterdir()
    other = path.rename(path.with_name(f"other-{made.source.sha256[:12]}.json"))
    assert Collection(tmp_path).record_path(made) == other


def test_a_garbled_record_is_named(tmp_path: Path) -> None:
    write(tmp_path, record("a"))
    (tmp_path / "records" / "bad-0123456789ab.json").write_bytes(b'{"id": \xff')
    with pytest.raises(UsageError, match="bad-0123456789ab"):
        list(Collection(tmp_path).records())


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no records"):
        Collection(tmp_path / "nowhere").names()


def test_a_source_is_taken_only_if_its_bytes_are_those_that_were_read(tmp_path: Path) -> None:
    made = delivered(tmp_path, "box 1/页.png", png())
    collection = Collection(tmp_path, tmp_path)
    assert collection.source_path(made) == tmp_path / "box 1" / "页.png"
    (tmp_path / "box 1" / "页.png").write_bytes(png() + b"changed")
    assert collection.source_path(made) is None
    assert collection.page_image(made, 1) is None
    assert Collection(tmp_path).source_path(made) is None


def test_the_second_copy_will_do(tmp_path: Path) -> None:
    made = delivered(tmp_path, "b.png", png())
    twice = replace(made, source=replace(made.source, paths=("gone.png", "b.png")))
    assert Collection(tmp_path, tmp_path).source_path(twice) == tmp_path / "b.png"


def test_a_single_file_is_a_delivery(tmp_path: Path) -> None:
    made = delivered(tmp_path, "b.png", png())
    assert Collection(tmp_path, tmp_path / "b.png").source_path(made) == tmp_path / "b.png"


def test_a_name_that_is_not_utf8_is_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"jelent\xe9s.png")
    made = delivered(tmp_path, name, png())
    assert made.source.paths == ("jelent\\xe9s.png",)
    assert Collection(tmp_path, tmp_path).source_path(made) == tmp_path / name


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_page_image_is_what_the_boxes_refer_to(tmp_path: Path, kind: str) -> None:
    made = delivered(tmp_path, "a.png", png(60, 40))
    data = Collection(tmp_path, tmp_path).page_image(made, 1, kind)
    assert data is not None
    with Image.open(BytesIO(data)) as image:
        assert image.format == kind
        assert image.size == (60, 40)


def test_a_page_image_is_scaled_as_it_was_when_it_was_read(tmp_path: Path) -> None:
    made = delivered(tmp_path, "a.png", png(400, 200))
    step = Step(step="rasterise", software="", settings={"dpi": 300, "max_pixels": 20_000})
    data = Collection(tmp_path, tmp_path).page_image(replace(made, processing=(step,)), 1)
    assert data is not None
    with Image.open(BytesIO(data)) as image:
        assert image.size == (200, 100)


def test_a_page_that_cannot_be_drawn_is_an_error(tmp_path: Path) -> None:
    made = delivered(tmp_path, "a.png", b"no picture")
    with pytest.raises(ReadFailure):
        Collection(tmp_path, tmp_path).page_image(made, 1)


def test_names_are_those_of_the_store(tmp_path: Path) -> None:
    made = record("a")
    name = Store(tmp_path).record_name(made.source.paths[0], made.source.sha256)
    assert f"{Collection(tmp_path).name(made)}.json" == name
