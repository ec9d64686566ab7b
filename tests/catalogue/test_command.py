"""``fonds search`` as people and programs use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests import records
from tests.catalogue.support import paper, papers


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records.write(tmp_path_factory.mktemp("command") / "output", *papers())


def fonds(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["search", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_a_person_is_told_where_it_stands(output: Path) -> None:
    result = fonds(output, "卡達爾", "lang:hu", "type:memorandum")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "1 page"
    assert "'卡達爾' also as: János Kádár" in result.output
    assert (
        "box 5/hu-feljegyzes.pdf  page 1  1956-11-04  memorandum  secret  hu  good" in result.output
    )
    assert ">>Kádár János elvtárssal<< a magyar-kínai" in result.output
    assert "box 100,180,840,210  body  Kádár János elvtárssal" in result.output
    assert "records/hu-feljegyzes-" in result.output


def test_json_is_one_hit_a_line(output: Path) -> None:
    result = fonds(output, "--json", "合作")
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert {hit["path"] for hit in hits} == {"box 5/zh-baogao.pdf", "box 5/zht-han.pdf"}
    [line] = hits[0]["lines"]
    start, end = line["marks"][0]
    assert line["text"][start:end] == "合作"
    assert len(line["box"]) == 4


def test_limit_and_offset(output: Path) -> None:
    shown = fonds(output, "-n", 2, "--offset", 1, "--sort", "date", "Kádár").output
    assert shown.startswith("4 pages, 2-3 shown\n")
    assert shown.count("records/") == 2


def test_exact_looks_for_no_other_names(output: Path) -> None:
    assert fonds(output, "--exact", "Kádár").output.startswith("1 page\n\n")


def test_nothing_found_is_no_error(output: Path) -> None:
    result = fonds(output, "küldötség")
    assert (result.exit_code, result.output) == (0, "nothing found\nthere is: kuldottseg\n")
    assert fonds(output, "--json", "küldötség").output == ""


def test_a_query_that_begins_with_a_hyphen(output: Path) -> None:
    assert fonds(output, "-n", 0, "--", "-lang:hu").output.startswith("3 pages")


@pytest.mark.parametrize("query", ["type:regény", '"Mao', "***"])
def test_a_wrong_query_is_explained(output: Path, query: str) -> None:
    result = fonds(output, query)
    assert result.exit_code == 2
    assert result.stderr.startswith("fonds: ")
    assert "\n  -> " in result.stderr


def test_no_records(tmp_path: Path) -> None:
    result = fonds(tmp_path, "Kádár")
    assert result.exit_code == 2
    assert "fonds ingest" in result.stderr


def test_without_an_update_nothing_is_written(tmp_path: Path) -> None:
    output = records.write(tmp_path / "output", *papers())
    assert fonds(output, "--no-update", "Kádár").exit_code == 2
    assert not (output / "catalogue.sqlite").exists()
    fonds(output, "Kádár")
    records.write(output, paper("hu-uj", "Új lap: küldöttség"))
    assert fonds(output, "--no-update", "új").output.startswith("nothing found")
    assert fonds(output, "új").output.startswith("1 page")


def test_a_garbled_record_is_named_and_the_rest_found(tmp_path: Path) -> None:
    output = records.write(tmp_path / "output", *papers())
    (output / "records" / "garbled-0123456789ab.json").write_text("{")
    result = fonds(output, "大豆")
    assert result.exit_code == 3
    assert "not in the catalogue: garbled-0123456789ab.json" in result.stderr
    assert result.stdout.startswith("1 page")


def test_the_terminal_is_not_obeyed(tmp_path: Path) -> None:
    hostile = paper("hu-rossz", "rossz \x1b[2J\x1b]0;cím\x07 \u202eszöveg")
    output = records.write(tmp_path / "output", hostile)
    shown = fonds(output, "rossz").output
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert ">>rossz<< .[2J.]0;cím. .szöveg" in shown
