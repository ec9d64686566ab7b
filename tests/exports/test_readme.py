"""The steps of the README's "Exports for archive tools" do what is said, one after the other."""

from __future__ import annotations

import json
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pipeline.cli import main
from pipeline.exports import FORMATS
from tests.exports import papers
from tests.records import write

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SECTION = README.partition("## Exports for archive tools\n")[2].partition("\n## ")[0]
# What the steps name in an export: a file, or a pattern.
NAMED = {
    "ndjson": ["records.ndjson"],
    "parquet": ["documents.parquet", "pages.parquet", "findings.parquet"],
    "atom": ["information-objects.csv"],
    "archivesspace": ["archival-objects.csv"],
    "ead": ["finding-aid.xml"],
    "omeka": ["items.csv"],
    "dc": ["*.xml"],
    "aleph": ["entities.ftm.json"],
    "opensearch": ["index.json", "bulk-*.ndjson"],
    "sqlite": ["fonds.sqlite", "metadata.json"],
    "bag": ["data/sources", "data/records", "data/exports"],
    "pdf": ["index.ndjson", "*.pdf"],
    "alto": ["*/0001.xml"],
    "hocr": ["*.hocr"],
    "mets": ["*/mets.xml", "*/record.json", "*/alto/0001.xml"],
    "iiif": ["collection.json", "*/manifest.json", "*/0001.jpg"],
}


def commands(program: str) -> list[str]:
    """Return the commands of the section that begin with a program's name."""
    fence = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
    lines = [line for block in fence.findall(SECTION) for line in block.splitlines()]
    inline = re.findall(r"`([^`]+)`", fence.sub("", SECTION))
    every = [found.replace("\n", " ") for found in [*lines, *inline]]
    return [found for found in every if found.startswith(f"{program} ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``samples`` and ``output``, exported as the README says."""
    folder = tmp_path_factory.mktemp("readme")
    records = []
    for name, page in (("a.pdf", papers.hungarian()), ("zh.pdf", papers.chinese())):
        data = papers.bytes_of(papers.pdf_of(page))
        made = papers.delivered(folder / "samples", data, name, "application/pdf", page)
        records.append(replace(made, title="经济 küldöttség"))
    write(folder / "output", *records)
    return folder


@pytest.fixture(scope="module")
def exported(place: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        asked = ["export", "output", "--to", ",".join(FORMATS), "--delivery", "samples"]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
    return place / "output" / "exports"


def test_every_format_has_a_paragraph_that_says_how_to_load_it() -> None:
    headings = re.findall(r"^\*\*.+?\(`\w+`.*", SECTION, re.MULTILINE)
    told = {name for heading in headings for name in re.findall(r"\(`(\w+)`", heading)}
    assert told == set(FORMATS)


@pytest.mark.parametrize("command", commands("fonds"))
def test_commands_of_fonds_run(command: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    words = shlex.split(command, comments=True)
    done = CliRunner().invoke(main, words[1:])
    assert done.exit_code == 0 or "No record meets the conditions" in done.output, done.output


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_steps_name_is_there(name: str, exported: Path) -> None:
    for pattern in NAMED[name]:
        assert list((exported / name).glob(pattern)), pattern


def test_bagit_finds_the_bag_valid_by_its_command(exported: Path) -> None:
    pytest.importorskip("bagit", reason="bagit is not installed")
    [command] = commands("bagit.py")
    words = [sys.executable, "-m", "bagit", *shlex.split(command)[1:]]
    done = subprocess.run(words, cwd=exported.parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_followthemoney_validates_by_its_command(exported: Path) -> None:
    pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    code = "from followthemoney.cli.cli import cli; cli()"
    words = [sys.executable, "-W", "ignore", "-c", code, "validate", "-i"]
    path = exported / "aleph" / "entities.ftm.json"
    done = subprocess.run([*words, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(path.read_text().splitlines())


@pytest.fixture
def datasette(exported: Path) -> Iterator[str]:
    """Serve the database by the README's command on a free port; return the address."""
    pytest.importorskip("datasette.version", reason="datasette is not installed")
    [command] = [one for one in commands("datasette") if "-m" in one]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-W", "ignore", "-m", *shlex.split(command), "-p", str(port)]
    with subprocess.Popen(words, cwd=exported.parents[1], stderr=subprocess.DEVNULL) as serving:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            serving.terminate()


def test_datasette_answers_a_search_over_http(datasette: str) -> None:
    httpx = pytest.importorskip("httpx", reason="httpx is not installed")
    address = f"{datasette}/fonds/search.json?_shape=array&words={quote('文化合作')}"
    for _ in range(100):
        try:
            answer = httpx.get(address, trust_env=False)
            break
        except httpx.ConnectError:
            time.sleep(0.2)
    [row] = answer.json()
    assert (row["path"], row["page"], row["language"]) == ("zh.pdf", 1, "zh-Hant")
    page = httpx.get(f"{datasette}/fonds/documents", trust_env=False)
    assert page.status_code == 200
    assert "facet" in page.text
    assert json.loads(httpx.get(f"{datasette}/fonds.json", trust_env=False).text)["tables"]
