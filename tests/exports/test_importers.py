"""Programs of others read what was exported: tables, ALTO, hOCR, IIIF."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from pipeline.exports import load
from pipeline.exports.alto import page_name
from pipeline.exports.collection import Collection
from pipeline.exports.pdf_layer import lines_in_order
from pipeline.model import Record
from tests.exports import atom_checks, papers, test_layout_xml
from tests.exports.support import exported

TABLES = {
    "atom": "information-objects.csv",
    "archivesspace": "archival-objects.csv",
    "omeka": "items.csv",
}


# --- tables: frictionless -------------------------------------------------------------


@pytest.fixture
def frictionless() -> Any:
    return pytest.importorskip("frictionless", reason="frictionless is not installed")


def faults(frictionless: Any, path: Path) -> list[Any]:
    """Return what frictionless finds wrong in a table: rows, cells, labels, encoding."""
    report = frictionless.Resource(path=path.name, basepath=str(path.parent)).validate()
    return list(report.flatten(["type", "message"]))


@pytest.mark.parametrize("name", TABLES)
def test_frictionless_finds_no_fault_in_a_table(
    tmp_path: Path, name: str, frictionless: Any
) -> None:
    path = exported(tmp_path, name) / TABLES[name]
    assert faults(frictionless, path) == []
    spoilt = path.read_text(encoding="utf-8") + "one,cell\n"
    (tmp_path / "spoilt.csv").write_text(spoilt, encoding="utf-8")
    assert faults(frictionless, tmp_path / "spoilt.csv")


@pytest.mark.parametrize("name", TABLES)
def test_no_fault_in_the_tables_of_the_samples(
    tmp_path: Path, name: str, frictionless: Any, read_samples: Collection
) -> None:
    load(name).write(read_samples, tmp_path, lambda: None)
    assert faults(frictionless, tmp_path / TABLES[name]) == []
    if name == "atom":
        assert atom_checks.complaints(tmp_path / TABLES[name]) == []


# --- FollowTheMoney -------------------------------------------------------------------


def test_followthemoney_keeps_every_value_of_the_samples(
    tmp_path: Path, read_samples: Collection
) -> None:
    library = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    load("aleph").write(read_samples, tmp_path, lambda: None)
    lines = (tmp_path / "entities.ftm.json").read_bytes().splitlines()
    for entity in map(json.loads, lines):
        proxy = library.model.get_proxy(entity, cleaned=False)  # drops what it finds invalid
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            # It writes wide blanks as plain ones.
            assert sorted(map(_folded, proxy.get(name))) == sorted(map(_folded, values))
    assert len(lines) >= len(read_samples.names())


def _folded(text: str) -> str:
    return text.replace("\u3000", " ")


# --- ALTO: alto-tools; hOCR: hocr-tools -----------------------------------------------


@pytest.fixture
def record() -> Record:
    return papers.record(b"scan", "irat.pdf", "application/pdf", *test_layout_xml.pages())


@pytest.fixture
def written(tmp_path: Path, record: Record) -> Path:
    for name in ("alto", "hocr"):
        (tmp_path / name).mkdir()
        load(name).write(papers.collection(tmp_path, record), tmp_path / name, lambda: None)
    return tmp_path


def test_alto_tools_reads_the_lines(written: Path, record: Record) -> None:
    pytest.importorskip("alto_tools", reason="alto-tools is not installed")
    [folder] = (written / "alto").iterdir()
    for page in record.pages[:6]:
        said = run("alto_tools.alto_tools", "-t", str(folder / page_name(page)))
        texts = ["".join(line.split()) for line in said.splitlines() if line.strip()]
        assert texts == ["".join(line.text.split()) for line in lines_in_order(page)]


def run(module: str, *arguments: str) -> str:
    """Return what a module's ``main`` prints."""
    code = f"import sys, {module} as m; sys.argv[0] = 'x'; sys.exit(m.main())"
    whole = [sys.executable, "-X", "utf8", "-c", code, *arguments]
    done = subprocess.run(whole, capture_output=True, check=True, env={**os.environ, "LANG": "C"})
    return done.stdout.decode()


def test_hocr_tools_find_the_structure_and_the_lines(written: Path, record: Record) -> None:
    check: Any = pytest.importorskip(
        "hocr_tools_lib.tools.hocr_check", reason="hocr-tools-lib is not installed"
    )
    [path] = (written / "hocr").iterdir()
    said = io.StringIO()
    with redirect_stderr(said):
        check.Checker(path, no_overlap=True).check()
    found = said.getvalue().splitlines()
    lines = [line for page in record.pages for line in lines_in_order(page)]
    assert len([one for one in found if "ocr_line" in one]) == len(lines)
    assert [one for one in found if one.startswith("not ok")] == []
    read = run("hocr_tools_lib.tools.hocr_lines", str(path)).splitlines()
    assert ["".join(one.split()) for one in read] == ["".join(line.text.split()) for line in lines]


# --- IIIF: iiif-prezi3, whose classes are made from the published JSON Schema ---------------


@pytest.fixture
def prezi() -> Any:
    return pytest.importorskip("iiif_prezi3", reason="iiif-prezi3 is not installed")


@pytest.fixture
def manifests(tmp_path: Path) -> Path:
    made = [
        papers.delivered(
            tmp_path / "in", papers.bytes_of(papers.pdf_of(page)), name, "application/pdf", page
        )
        for name, page in (("a.pdf", papers.hungarian()), ("b.pdf", papers.chinese()))
    ]
    folder = tmp_path / "iiif"
    folder.mkdir()
    load("iiif").write(papers.collection(tmp_path, *made), folder, lambda: None)
    return folder


def test_prezi3_loads_manifests_and_gives_them_back(manifests: Path, prezi: Any) -> None:
    found = sorted(manifests.glob("*/manifest.json"))
    assert len(found) == 2
    for path in found:
        own = json.loads(path.read_text())
        back = json.loads(prezi.Manifest(**own).json())
        assert back == own
    own = json.loads((manifests / "collection.json").read_text())
    assert json.loads(prezi.Collection(**own).json()) == own


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.pop("label"),
        lambda made: made.update(label={"hu": "no list"}),
        lambda made: made.update(navDate="4 November 1956"),
        lambda made: made.update(viewingDirection="sideways"),
        lambda made: made.update(metadata=[{"label": {"en": ["Date"]}}]),
        lambda made: made["items"][0].update(type="Page"),
        lambda made: made["items"][0].update(height="tall"),
        lambda made: made["items"][0]["items"][0]["items"][0].pop("target"),
    ],
)
def test_prezi3_refuses_what_the_schema_refuses(manifests: Path, prezi: Any, spoil: Any) -> None:
    [path, _] = sorted(manifests.glob("*/manifest.json"))
    made = json.loads(path.read_text())
    spoil(made)
    with pytest.raises(ValueError, match="validation error"):
        prezi.Manifest(**made)
