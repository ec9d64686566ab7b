"""Citations become links where one record of the folder alone can be meant."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest

from pipeline import jobs, rewriting, work
from pipeline.executors import Executor, LocalProcesses
from pipeline.flow import PageResult, PageTask
from pipeline.model import Record
from pipeline.validation import validate
from pipeline.verification import verify
from tests import standins
from tests.pages import page
from tests.standins import Inline, Replaced, deliver, read_as, run, tree

TEXTS = {
    "letter": "Szám: 00756/1956.\nBudapest, 1956. november 4.\nÁTIRAT\nA helyzet nem változott.",
    "answer": "Szám: 00812/1956.\nPeking, 1956. november 20.\nÁTIRAT\n"
    "A 00756/1956. számú átiratára közlöm, hogy a helyzet itt sem változott.",
    "rival": "Szám: 00756/1956.\nBudapest, 1956. november 6.\nÁTIRAT\nA helyzet rosszabb lett.",
    "later": "Szám: 00756/1956.\nBudapest, 1957. január 6.\nÁTIRAT\nMásik ügy.",
    "cable": "外交部：\n来电悉。你馆十一月三日第123号电收到，情况照报。\n"
    "驻匈牙利大使馆\n一九五六年十一月六日",
    "telegram": "电报\n第123号\n一九五六年十一月三日\n外交部：\n局势没有变化。",
    "other": "电报\n第123号\n一九五五年三月三日\n外交部：\n局势没有变化。",
}  # fmt: skip


def reading(task: PageTask) -> PageResult:
    """Read a page as the text that the name of its document stands for."""
    return PageResult((page(TEXTS[Path(task.path).stem], task.number),), {})


@pytest.fixture(autouse=True)
def _no_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))


def ingested(tmp_path: Path, *names: str, executor: Executor | None = None) -> Path:
    """Read documents of these names, beside those delivered before; return the output."""
    delivery = deliver(tmp_path / "in", **dict.fromkeys(names, 1))
    instead = {work.read: partial(read_as, reading)}
    run(delivery, tmp_path / "out", Replaced(executor or Inline(), instead))
    return tmp_path / "out"


def record(output: Path, name: str) -> Record:
    [path] = (output / "records").glob(f"{name}-*.json")
    return msgspec.json.decode(path.read_bytes(), type=Record)


def link(output: Path, name: str) -> str | None:
    [relation] = record(output, name).relations
    return relation.record


def test_a_citation_is_a_link(tmp_path: Path) -> None:
    output = ingested(tmp_path, "letter", "answer")
    assert link(output, "answer") == record(output, "letter").id
    assert record(output, "letter").relations == ()


def test_two_candidates_are_no_link(tmp_path: Path) -> None:
    assert link(ingested(tmp_path, "letter", "answer", "rival"), "answer") is None


def test_a_younger_paper_cannot_be_cited(tmp_path: Path) -> None:
    output = ingested(tmp_path, "letter", "answer", "later")
    assert link(output, "answer") == record(output, "letter").id


def test_a_telegram_is_told_by_number_and_date(tmp_path: Path) -> None:
    output = ingested(tmp_path, "cable", "telegram", "other")
    assert link(output, "cable") == record(output, "telegram").id
    assert record(output, "cable").relations[0].date == "XXXX-11-03"


def test_a_record_added_later_is_linked(tmp_path: Path) -> None:
    output = ingested(tmp_path, "answer")
    assert link(output, "answer") is None
    ingested(tmp_path, "letter")
    assert link(output, "answer") == record(output, "letter").id
    assert validate(output) == (2, [])
    assert verify(output) == (len(list((output / "records").iterdir())), [])


def test_a_rival_added_later_takes_the_link_away(tmp_path: Path) -> None:
    output = ingested(tmp_path, "answer", "letter")
    ingested(tmp_path, "rival")
    assert link(output, "answer") is None


def test_the_way_there_does_not_matter(tmp_path: Path) -> None:
    """In one run or in many, by one worker or by two: the same bytes."""
    names = ("answer", "letter", "cable", "telegram", "other")
    whole = tree(ingested(tmp_path / "a", *names) / "records")
    for name in names:
        ingested(tmp_path / "b", name)
    assert tree(tmp_path / "b/out/records") == whole
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    workers = LocalProcesses(2, 200, standins.start(scratch))
    try:
        output = ingested(tmp_path / "c", *names, executor=workers)
    finally:
        workers.close(now=True)
    assert tree(output / "records") == whole


def test_nothing_is_written_again_where_no_link_changes(tmp_path: Path) -> None:
    output = ingested(tmp_path, "answer", "letter")
    before = {path: path.stat().st_mtime_ns for path in (output / "records").iterdir()}
    again = Inline()
    ingested(tmp_path, executor=again)
    assert again.submitted.count(work.describe_document) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_records_of_other_deliveries_count(tmp_path: Path) -> None:
    """What lies in the folder is read where this run does not know it."""
    output = ingested(tmp_path, "letter")
    (tmp_path / "in/letter.pdf").unlink()
    (output / "cache/documents.json").unlink()
    ingested(tmp_path, "answer")
    assert link(output, "answer") == record(output, "letter").id


def test_a_record_written_alone_keeps_its_links(tmp_path: Path) -> None:
    """As after a correction, when no run looks at the whole folder."""
    output = ingested(tmp_path, "answer", "letter")
    before = tree(output / "records")
    assert all(rewriting.describe_again(output, name) for name in before)
    assert tree(output / "records") == before
    assert verify(output) == (len(list((output / "records").iterdir())), [])
