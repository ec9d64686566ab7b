"""What a user sees: plain lines, a bar, failures, NDJSON."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pipeline import progress as progresses
from pipeline.concordance import Standing
from pipeline.errors import ExitCode, ReadFailure, UsageError
from pipeline.progress import Bar, Events, Plain, Progress, Silent, choose, failure_line
from pipeline.store import FailedPage
from pipeline.summary import Finished, Summary

FAILED = FailedPage.of("a.pdf", 3, ReadFailure("timeout", "[too] slow").as_failure())
WHOLE = FailedPage.of("b.pdf", None, ReadFailure("empty", "no bytes").as_failure())
DONE = Finished("a-0.json", "0", 2, 0, 1, 1, {"hu": 1}, Standing("x"))


def tell(progress: Progress) -> None:
    """Tell a progress everything that can happen."""
    progress.phase("looking")
    progress.total(3)
    progress.advance(1, cached=True)
    progress.advance(0)
    progress.advance(2)
    progress.failed(FAILED)
    progress.document("a.pdf", DONE)
    progress.close()


def test_a_failure_names_file_page_reason_and_remedy() -> None:
    line = failure_line(FAILED)
    assert line.startswith("a.pdf, page 3: timeout: [too] slow -> ")
    assert "--page-timeout" in line
    assert failure_line(WHOLE).startswith("b.pdf: empty: ")


def test_silent_says_failures_only() -> None:
    stream = io.StringIO()
    tell(Silent(stream))
    assert stream.getvalue() == failure_line(FAILED) + "\n"
    tell(Silent())


def test_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progresses, "EVERY", 0.0)
    stream = io.StringIO()
    tell(Plain(stream))
    lines = stream.getvalue().splitlines()
    assert lines[:2] == ["looking", "3 pages to read"]
    assert any(line.startswith("3/3 pages, about 0 s left") for line in lines)
    assert failure_line(FAILED) in lines


def test_plain_lines_are_rare() -> None:
    stream = io.StringIO()
    plain = Plain(stream)
    plain.total(1000)
    for _ in range(1000):
        plain.advance(1)
    assert len(stream.getvalue().splitlines()) == 1


def test_the_bar_shows_failures_as_they_are() -> None:
    stream = io.StringIO()
    tell(Bar(stream))
    assert "[too] slow" in " ".join(stream.getvalue().split())


def test_events_are_one_json_object_a_line(tmp_path: Path) -> None:
    events = Events(Silent(), Events.open(tmp_path / "events"))
    tell(events)
    told = [json.loads(line) for line in (tmp_path / "events").read_text().splitlines()]
    assert [event["event"] for event in told] == [
        "phase", "total", "pages", "pages", "failure", "document"
    ]  # fmt: skip
    assert told[0] == {"event": "phase", "name": "looking"}
    assert told[2] == {"event": "pages", "count": 1, "cached": True}
    assert told[4]["reason"] == "timeout"
    events.close()


def test_an_events_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="events file") as caught:
        Events.open(tmp_path / "none/events")
    assert "--events" in caught.value.remedy


def test_what_suits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    bar = choose(quiet=False)
    bar.close()
    assert isinstance(bar, Bar)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert isinstance(choose(quiet=False), Plain)
    assert type(choose(quiet=True)) is Silent


def test_the_summary_owns_the_exit_code() -> None:
    summary = Summary()
    codes = [summary.exit_code]
    summary.refused(WHOLE)
    codes.append(summary.exit_code)
    summary.add(DONE, fresh=True)
    codes.append(summary.exit_code)
    summary.failures.clear()
    codes.append(summary.exit_code)
    assert codes == [
        ExitCode.NOTHING_READ, ExitCode.NOTHING_READ, ExitCode.INCOMPLETE, ExitCode.OK
    ]  # fmt: skip


def test_the_summary_adds_up() -> None:
    summary = Summary()
    summary.add(DONE, fresh=True)
    summary.add(DONE, fresh=False)
    summary.spent({"find": 1.0}, 5)
    summary.spent({"find": 0.5, "read": 2.0}, 3)
    assert (summary.documents, summary.fresh, summary.pages, summary.cached) == (2, 1, 4, 2)
    assert summary.languages == {"hu": 2}
    assert (summary.cpu, summary.peak_bytes) == ({"find": 1.5, "read": 2.0}, 5)
    summary.failures = [
        WHOLE,
        FAILED,
        FailedPage.of("a.pdf", 1, ReadFailure("empty", "x").as_failure()),
    ]
    assert [(f.file, f.page) for f in summary.sorted_failures()] == [
        ("a.pdf", 1), ("a.pdf", 3), ("b.pdf", None)
    ]  # fmt: skip
