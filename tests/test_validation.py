"""Whatever is changed in an output folder is found, and said where it is."""

from __future__ import annotations

import json
import shutil
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.model import Evidence, Metadata, Record, Redactions
from pipeline.validation import Fault, validate
from tests.records import DATE, FAILURE, canonical, failed_page, record, value, write

Break = Callable[[Record], Record]


def faults(output: Path) -> list[tuple[str, str]]:
    return [(fault.path, fault.message) for fault in validate(output)[1]]


def paged(made: Record, index: int = 0, **changes: Any) -> Record:
    pages = list(made.pages)
    pages[index] = replace(pages[index], **changes)
    return replace(made, pages=tuple(pages))


def boxed(made: Record, box: tuple[int, int, int, int]) -> Record:
    regions = list(made.pages[0].regions)
    regions[0] = replace(regions[0], box=box)
    return paged(made, regions=tuple(regions))


def word_boxed(made: Record, box: tuple[int, int, int, int]) -> Record:
    first, *others = made.pages[0].regions
    line, *lines = first.lines
    word = replace(line.words[0], box=box)
    first = replace(first, lines=(replace(line, words=(word,)), *lines))
    return paged(made, regions=(first, *others))


def dated(made: Record, **changes: Any) -> Record:
    return replace(made, metadata=Metadata(date=value(**changes)))


def quoting(made: Record, **changes: Any) -> Record:
    [quoted] = value().evidence
    return dated(made, evidence=(replace(quoted, **changes),))


# What is broken, where it must be found, and a word of what must be said.
BROKEN: dict[str, tuple[Break, str, str]] = {
    "version": (lambda r: replace(r, schema_version="0.9"), "$.schema_version", "not 1.0"),
    "id": (lambda r: replace(r, id="fonds:sha256:0"), "$.id", "hash"),
    "page missing": (lambda r: replace(r, pages=r.pages[:1]), "$.pages", "1 to 2"),
    "pages turned": (lambda r: replace(r, pages=r.pages[::-1]), "$.pages", "in order"),
    "page twice": (lambda r: replace(r, pages=(r.pages[0], *r.pages)), "$.pages", "page 1"),
    "one half": (lambda r: paged(r, 1, half="left"), "$.pages", "page 2"),
    "text": (lambda r: paged(r, text="Feljegyzés"), "$.pages[0].text", "reading order"),
    "order": (
        lambda r: paged(r, regions=tuple(replace(g, order=5) for g in r.pages[0].regions)),
        "$.pages[0].regions", "order",
    ),
    "region off the page": (
        lambda r: boxed(r, (0, 0, 9999, 10)), "$.pages[0].regions[0].box", "leaves the page",
    ),
    "region above the page": (
        lambda r: boxed(r, (0, -1, 9, 10)), "$.pages[0].regions[0].box", "leaves the page",
    ),
    "box turned": (
        lambda r: boxed(r, (10, 0, 9, 10)), "$.pages[0].regions[0].box", "before it begins",
    ),
    "word off the page": (
        lambda r: word_boxed(r, (0, 0, 10, 99_999)),
        "$.pages[0].regions[0].lines[0].words[0].box", "leaves the page",
    ),
    "script share": (
        lambda r: paged(r, script_shares={"Latn": 1.2}), "$.pages[0].script_shares.Latn", "0-1",
    ),
    "no size": (lambda r: paged(r, 1, width=0, regions=(), text=""), "$.pages[1]", "size"),
    "failure reason": (
        lambda r: replace(
            r, pages=(r.pages[0], replace(failed_page(2), failure=replace(FAILURE, reason="bad")))
        ),
        "$.pages[1].failure.reason", "no reason 'bad'",
    ),
    "failed with regions": (
        lambda r: paged(r, 1, failure=failed_page(2).failure), "$.pages[1].regions", "has none",
    ),
    "no evidence": (lambda r: dated(r, evidence=()), "$.metadata.date.evidence", "needs evidence"),
    "evidence page": (
        lambda r: quoting(r, page=3), "$.metadata.date.evidence[0].page", "no page 3",
    ),
    "evidence half": (
        lambda r: quoting(r, half="left"), "$.metadata.date.evidence[0].page", "left half",
    ),
    "evidence box": (
        lambda r: quoting(r, box=(0, 0, 1, 9999)), "$.metadata.date.evidence[0].box", "leaves",
    ),
    "evidence text": (
        lambda r: quoting(r, text="1957"), "$.metadata.date.evidence[0].text", "offsets",
    ),
    "evidence offset": (
        lambda r: quoting(r, start=0), "$.metadata.date.evidence[0].text", "offsets",
    ),
    "negative offset": (
        lambda r: quoting(r, start=-17), "$.metadata.date.evidence[0].text", "offsets",
    ),
    "half an offset": (
        lambda r: quoting(r, start=None), "$.metadata.date.evidence[0]", "together",
    ),
    "redaction": (
        lambda r: replace(r, metadata=Metadata(redactions=Redactions(
            count=1, boxes=(Evidence(page=9, box=(0, 0, 1, 1), text=""),)
        ))),
        "$.metadata.redactions.boxes[0].page", "no page 9",
    ),
    "not NFC": (
        lambda r: replace(r, title=unicodedata.normalize("NFD", "Főtitkár")), "$.title", "NFC",
    ),
}  # fmt: skip


def test_a_sound_folder_has_no_faults(tmp_path: Path) -> None:
    two = record("two", pages=(record().pages[0], failed_page(2)))
    assert validate(write(tmp_path / "out", record("one"), two)) == (2, [])


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    change, path, words = BROKEN[name]
    found = faults(write(tmp_path / "out", change(record())))
    assert [said for where, said in found if where == path and words in said], found


def test_a_record_names_its_file(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    file = only_record(output)
    bare = replace(record(), source=replace(record().source, paths=()))
    file.write_bytes(canonical(bare))
    assert faults(output) == [("$.source.paths", "names no file")]


def test_values_that_need_no_evidence(tmp_path: Path) -> None:
    for status in ("delivered", "corrected"):
        made = dated(record(), evidence=(), status=status)
        assert faults(write(tmp_path / status, made)) == []


def test_both_halves_of_a_double_page(tmp_path: Path) -> None:
    first, second = record().pages
    halves = (replace(first, half="left"), replace(first, half="right"), second)
    right = replace(quoting(record(), half="right"), pages=halves)
    assert faults(write(tmp_path / "a", right)) == []
    lone = replace(quoting(record(), half="left"), pages=(halves[0], halves[0], second))
    assert faults(write(tmp_path / "c", lone)) != []


def only_record(output: Path) -> Path:
    [path] = (output / "records").iterdir()
    return path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"number": 2', '"number": "2"', "$.pages[1].number"),
        ('"confidence": 0.9', '"confidence": 1.9', "$"),
        ('"id":', '"key":', "$"),
        ("{", "", "$"),
    ],
)
def test_records_that_do_not_decode(tmp_path: Path, old: str, new: str, path: str) -> None:
    output = write(tmp_path / "out", record())
    file = only_record(output)
    file.write_text(file.read_text().replace(old, new, 1))
    [(where, said)] = faults(output)
    assert where.startswith(path)
    assert said


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\n",
        lambda text: text.rstrip("\n"),
        lambda text: json.dumps(json.loads(text), ensure_ascii=False),
        lambda text: json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n",
        lambda text: text.replace('"dpi": 300', '"dpi": 3000', 1).replace("3000", "300"),
    ],
)
def test_only_the_bytes_that_fonds_writes(tmp_path: Path, change: Callable[[str], str]) -> None:
    output = write(tmp_path / "out", record())
    file = only_record(output)
    before = file.read_text()
    file.write_text(change(before))
    found = [said for where, said in faults(output) if where == "$"]
    assert bool(found) == (file.read_text() != before)
    assert all("as Fonds writes it" in said for said in found)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000, b"null"])
def test_rubbish_is_reported(tmp_path: Path, data: bytes) -> None:
    output = write(tmp_path / "out", record())
    only_record(output).write_bytes(data)
    assert len(faults(output)) == 1


def test_a_record_under_another_name(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    file = only_record(output)
    shutil.copy(file, file.with_name("one-000000000000.json"))
    found = faults(output)
    assert ("$.source.sha256", "does not begin with the 12 digits of the file name") in found
    assert any("the same document as records/one-" in said for _, said in found)


@pytest.mark.parametrize("name", ["notes.txt", "One-0123456789ab.json", "x.json", "folder/x"])
def test_foreign_files_among_the_records(tmp_path: Path, name: str) -> None:
    output = write(tmp_path / "out", record())
    path = output / "records" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    count, [fault] = validate(output)
    assert count == 1
    assert "not a record" in fault.message
    assert fault.file == f"records/{name.split('/')[0]}"


def test_temporary_files_are_reported(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    for place in ("records", "cache/pages", "runs"):
        (output / place / ".tmp-x-abc").touch()
    (output / ".tmp-failures.ndjson-abc").touch()
    found = validate(output)[1]
    assert len(found) == 4
    assert all("killed" in fault.message for fault in found)


def failures(output: Path, *lines: str) -> list[tuple[str, str]]:
    (output / "failures.ndjson").write_text("".join(line + "\n" for line in lines))
    return faults(output)


def line(**changes: object) -> str:
    whole = {"file": "box/one.pdf", "page": 2, "reason": "timeout", "message": "m", "remedy": "r"}
    return json.dumps(whole | changes)


def test_failures_agree_with_the_records(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record("one"))
    assert failures(output) == []
    assert failures(output, line(file="gone.pdf", page=None)) == []
    for wrong, words in (
        (line(), "has not failed"),
        (line(page=7), "has not failed"),
        (line(file="box/none.pdf"), "no record of"),
        (line(reason="boredom"), "no reason 'boredom'"),
        ("{", "truncated"),
        (line(page="2"), "Expected"),
    ):
        [(where, said)] = failures(output, line(file="gone.pdf", page=None), wrong)
        assert where.startswith("line 2")
        assert words in said


def test_a_failed_page_is_in_the_list_or_in_a_log(tmp_path: Path) -> None:
    made = record("one", pages=(record().pages[0], failed_page(2)))
    output = write(tmp_path / "out", made)
    assert failures(output) == []
    for log in (output / "runs").iterdir():
        log.unlink()
    [(where, said)] = failures(output)
    assert (where, "page 2 has failed" in said) == ("$.pages", True)
    assert failures(output, line()) == []


def test_a_run_that_did_not_end(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    (output / "failures.ndjson").unlink()
    [(_, said)] = faults(output)
    assert "is missing" in said


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"started": "x"}', b'{"started": "x", "failures": 1}']
)
def test_run_logs_parse(tmp_path: Path, data: bytes) -> None:
    output = write(tmp_path / "out", record())
    (output / "runs/20000101.json").write_bytes(data)
    [fault] = validate(output)[1]
    assert fault.file == "runs/20000101.json"


@pytest.mark.parametrize("name", ["none", "file", "empty"])
def test_no_output_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="There is no"):
        validate(tmp_path / name)


def test_a_fault_is_one_line() -> None:
    assert str(Fault("records/a.json", "$.id", "is wrong")) == "records/a.json: $.id: is wrong"


def test_fifty_records_a_second(tmp_path: Path) -> None:
    """On ordinary records of some 100 KB; the bound is far from what is usual."""
    pages = tuple(replace(page, number=n) for n, page in enumerate([record().pages[0]] * 20, 1))
    bare = [record(f"r{n}") for n in range(20)]
    made = [replace(r, pages=pages, source=replace(r.source, pages=20)) for r in bare]
    output = write(tmp_path / "out", *made)
    begun = time.perf_counter()
    count, found = validate(output)
    assert (count, found) == (20, [])
    assert 20 / (time.perf_counter() - begun) > 50


def test_the_quoted_date_is_there() -> None:
    [quoted] = value().evidence
    assert record().pages[0].text[quoted.start : quoted.end] == DATE
