"""Corrections outlive other engines, other runs, and a cache that is gone."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pipeline import jobs, rewriting, work
from pipeline.corrections import files
from pipeline.corrections.types import Change
from pipeline.flow import PageResult, PageTask
from pipeline.jobs import Making
from pipeline.model import Line, Page, Record
from pipeline.settings import PageSettings
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.pages import page
from tests.standins import deliver, run, tree

LINES, PAGES, DOCUMENTS = 25, 5, 8
WORDS = "feljegyzés jelentés távirat Peking Budapest elvtárs nagykövet 1956 november titkos".split()


def read(task: PageTask, engines: object = None) -> PageResult:
    """Read a page of invented lines; the same page reads the same every time."""
    chance = random.Random(f"{task.sha256}-{task.number}")
    text = "\n".join(" ".join(chance.choices(WORDS, k=5)) for _ in range(LINES))
    return PageResult((page(text, task.number),), {})


def read_anew(task: PageTask, engines: object = None) -> PageResult:
    """Read as another engine: boxes a little off, every fifth line else, every eleventh none."""
    [made] = read(task).pages
    [region] = made.regions
    kept = [_anew(line, n) for n, line in enumerate(region.lines) if n % 11 != 10]
    changed = replace(region, lines=tuple(kept))
    text = "\n".join(line.text for line in kept)
    return PageResult((replace(made, regions=(changed,), text=text),), {})


def _anew(line: Line, number: int) -> Line:
    x0, y0, x1, y1 = line.box
    text = line.text.replace("e", "c") if number % 5 == 0 else line.text
    return replace(line, text=text, box=(x0 + 3, y0 - 2, x1 + 4, y1 + 1), words=())


def other_engine(settings: PageSettings) -> Making:
    return Making(settings, (), "another engine")


@pytest.fixture
def executor(monkeypatch: pytest.MonkeyPatch) -> standins.Inline:
    made = standins.offline(monkeypatch)
    monkeypatch.setattr(work, "read_page", read)
    return made


def records(output: Path) -> dict[str, Record]:
    found = (output / "records").glob("*.json")
    loaded = [msgspec.json.decode(path.read_bytes(), type=Record) for path in sorted(found)]
    return {record.source.sha256: record for record in loaded}


def correct_all(output: Path) -> list[tuple[str, Page, Change]]:
    """Correct every line of every page at random."""
    chance = random.Random(1956)
    made = []
    for sha256, record in records(output).items():
        for one in record.pages:
            sheet = files.load_page(output, sha256, one.number, one.half)
            changes = [
                Change(kind="line", box=line.box, before=line.text, by="Anna", at="1989-10-23",
                       after=f"{chance.choice(WORDS)} {chance.randrange(10**6)} javítva")
                for region in one.regions for line in region.lines
            ]  # fmt: skip
            files.add(output, sheet, changes)
            made += [(sha256, one, change) for change in changes]
    return made


def test_a_thousand_corrections_and_another_engine(
    tmp_path: Path, executor: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = deliver(tmp_path / "in", **{f"d{n}": PAGES for n in range(DOCUMENTS)})
    output = tmp_path / "out"
    run(delivery, output, executor)
    made = correct_all(output)
    assert len(made) == LINES * PAGES * DOCUMENTS == 1000

    assert run(delivery, output, executor).fresh == DOCUMENTS
    assert {h.after for r in records(output).values() for h in r.history} == {
        change.after for _, _, change in made
    }
    assert not any(files.load_conflicts(output, sha256) for sha256 in records(output))

    monkeypatch.setattr(work, "read_page", read_anew)
    monkeypatch.setattr(jobs.Making, "of", staticmethod(other_engine))
    run(delivery, output, executor)
    after = records(output)
    for sha256, one, change in made:
        conflicts = [c for c in files.load_conflicts(output, sha256) if c.change == change]
        index = (change.box[1] - 100) // 40 if change.box else -1
        laid = any(
            change.after == line.text
            for p in after[sha256].pages if p.number == one.number
            for region in p.regions for line in region.lines
        )  # fmt: skip
        expected = "missing" if index % 11 == 10 else "changed" if index % 5 == 0 else None
        assert [c.trouble for c in conflicts] == ([expected] if expected else [])
        assert laid == (expected != "missing")
    assert validate(output) == (DOCUMENTS, [])
    assert sum(len(s.changes) for h in after for s in files.load(output, h).values()) == 1000


def test_the_same_corrections_give_the_same_bytes(
    tmp_path: Path, executor: standins.Inline
) -> None:
    delivery = deliver(tmp_path / "in", one=1)
    trees = []
    for name, by in (("a", "Anna"), ("b", "Béla")):
        output = tmp_path / name
        run(delivery, output, executor)
        [(sha256, record)] = records(output).items()
        line = record.pages[0].regions[0].lines[0]
        change = Change(kind="line", box=line.box, before=line.text, after="Kádár", by=by, at=by)
        files.add(output, files.load_page(output, sha256, 1, None), [change])
        run(delivery, output, executor)
        trees.append(tree(output / "records"))
    assert trees[0] == trees[1]
    assert b"Anna" not in b"".join(trees[0].values())


def test_a_correction_taken_away_leaves_no_trace(tmp_path: Path, executor: standins.Inline) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    run(delivery, output, executor)
    before = tree(output / "records")
    [(sha256, record)] = records(output).items()
    line = record.pages[0].regions[0].lines[0]
    change = Change(kind="line", box=line.box, before=line.text, after="Kádár")
    sheet = files.add(output, files.load_page(output, sha256, 1, None), [change])
    assert rewriting.describe_again(output, next(iter(before)))
    assert tree(output / "records") != before
    files.save(output, replace(sheet, changes=()))
    run(delivery, output, executor)
    assert tree(output / "records") == before


def test_a_damaged_file_of_corrections_stops_its_document_alone(
    tmp_path: Path, executor: standins.Inline
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1, two=2), tmp_path / "out"
    run(delivery, output, executor)
    sha256 = sorted(records(output))[0]
    path = files.sheet_path(output, sha256, 1, None)
    path.parent.mkdir(parents=True)
    path.write_text("{")
    summary = run(delivery, output, executor)
    assert [failure.reason for failure in summary.failures] == ["bad_correction"]
    assert len(records(output)) == 2
    assert path.read_text() == "{"


def test_without_its_cache_a_record_waits_for_the_next_run(
    tmp_path: Path, executor: standins.Inline
) -> None:
    delivery, output = deliver(tmp_path / "in", one=1), tmp_path / "out"
    run(delivery, output, executor)
    [name] = tree(output / "records")
    (Store(output).cache / "documents" / name).unlink()
    assert not rewriting.describe_again(output, name)
