"""The truth beside the papers that are only text is that of the papers as they stand."""

import json
from pathlib import Path

import pytest

from samples.generator.faces import FACES, FaceError, face_path
from samples.generator.papers import FOLDER, papers, read, write_laid_out
from samples.generator.truth import check_entities

PAPER = """\
file: note.pdf
style: SONG
severity: light
shows: a note
language: zh-Hans
stamps: 收文 / 1961年3月8日 | 已解密
document_type: note-verbale
declassified: true
subject: -
persons: 沙博
---
沙博先生
"""


@pytest.fixture(scope="module", autouse=True)
def faces() -> None:
    """Skip, naming the package, where a face is not installed."""
    try:
        for key in FACES:
            face_path(key)
    except FaceError as problem:
        pytest.skip(str(problem))


def test_the_truth_is_that_of_the_papers(tmp_path: Path) -> None:
    write_laid_out(tmp_path)
    kept = {path.name: path.read_bytes() for path in (FOLDER / "truth").glob("*.json")}
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json")} == kept
    assert len(kept) == len(papers(drawn=False))


def test_a_head_tells_stamps_and_what_is_open(tmp_path: Path) -> None:
    path = tmp_path / "train" / "note.txt"
    path.parent.mkdir()
    path.write_text(PAPER, encoding="utf-8")
    paper = read(path)
    stamps = [stamp.lines for stamp in paper.sheets[0].pages[0].stamps]
    assert stamps == [("收文", "1961年3月8日"), ("已解密",)]
    assert paper.metadata == {"document_type": "note-verbale", "declassified": True}
    assert paper.unscored == ("subject",)
    assert paper.split == "train"


def test_a_name_that_is_not_on_the_paper_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "train" / "note.txt"
    path.parent.mkdir()
    path.write_text(PAPER, encoding="utf-8")
    page = {"text": "先生", "stamps": ["收文"]}
    with pytest.raises(ValueError, match="沙博"):
        check_entities(read(path), {"pages": [page]})


def test_every_truth_names_its_split() -> None:
    for path in (FOLDER / "truth").glob("*.json"):
        split = json.loads(path.read_text(encoding="utf-8"))["split"]
        assert (FOLDER / split / f"{path.stem}.txt").is_file()
