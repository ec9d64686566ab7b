"""An export is whole or as it was before, the same every time, and says what it lacks."""

from __future__ import annotations

import builtins
import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from pipeline.cli import main
from pipeline.errors import MissingProgram, UsageError
from pipeline.exports import FORMATS, load, writing
from pipeline.exports.bar import bar, silent
from pipeline.exports.collection import Collection
from pipeline.exports.selection import parse
from pipeline.exports.writing import export
from tests.exports.support import rich, several
from tests.records import record, write
from tests.standins import tree

MINE = ("ndjson", "parquet", "atom", "archivesspace", "ead", "omeka", "dc", "aleph", "opensearch")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return write(tmp_path / "output", *several())


Write = Callable[[Collection, Path, Callable[[], None]], None]


@pytest.fixture
def invent(monkeypatch: pytest.MonkeyPatch) -> Callable[[Write], None]:
    """Put an invented format in the place of all."""

    def put(write: Write) -> None:
        form = SimpleNamespace(NAME="ndjson", DESCRIPTION="", NEEDS_SOURCES=False, write=write)
        monkeypatch.setattr(writing, "load", lambda name: form)

    return put


def drafts(output: Path) -> list[str]:
    return [path.name for path in (output / "exports").iterdir() if path.name != ".lock"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_the_contract(name: str) -> None:
    form = load(name)
    assert name == form.NAME
    assert form.DESCRIPTION
    assert "\n" not in form.DESCRIPTION
    assert len(form.DESCRIPTION) <= 90
    assert isinstance(form.NEEDS_SOURCES, bool)


@pytest.mark.parametrize("name", MINE)
def test_the_same_records_give_the_same_bytes(output: Path, name: str) -> None:
    counted: list[str] = []
    first = tree(export(Collection(output), [name], silent)[0])
    second = tree(export(Collection(output), [name], silent)[0])
    assert first == second
    assert all(first.values())
    with watched(counted)(name, None) as advance:
        load(name).write(Collection(output), _fresh(output), advance)
    assert len(counted) == len(several())


def _fresh(output: Path) -> Path:
    folder = output.parent / "fresh"
    folder.mkdir()
    return folder


def watched(counted: list[str]) -> Any:
    """Return a watch that notes every record."""
    from contextlib import contextmanager

    @contextmanager
    def watch(name: str, total: int | None) -> Iterator[Callable[[], None]]:
        yield lambda: counted.append(name)

    return watch


def test_an_export_that_fails_leaves_the_old_one(
    output: Path, invent: Callable[[Write], None]
) -> None:
    [made] = export(Collection(output), ["ndjson"], silent)
    before = tree(made)

    def dies(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
        (folder / "records.ndjson").write_text("half")
        raise KeyboardInterrupt

    invent(dies)
    with pytest.raises(KeyboardInterrupt):
        export(Collection(output), ["ndjson"], silent)
    assert tree(made) == before
    assert drafts(output) == ["ndjson"]


SLOW = """
import sys, time
from pathlib import Path
from pipeline.exports import ndjson, writing
from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection

def slow(collection, folder, progress):
    (folder / "records.ndjson").write_text("half")
    print("writing", flush=True)
    time.sleep(60)

ndjson.write = slow
writing.export(Collection(Path(sys.argv[1])), ["ndjson"], silent)
"""


def test_an_export_that_is_killed_leaves_the_old_one(output: Path) -> None:
    [made] = export(Collection(output), ["ndjson"], silent)
    before = tree(made)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(output)], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "writing\n"
        killed.kill()
    assert len(drafts(output)) == 2
    assert tree(made) == before
    export(Collection(output), ["ndjson"], silent)
    assert drafts(output) == ["ndjson"]
    assert tree(made) == before


def test_what_a_killed_export_left_is_put_right(output: Path) -> None:
    [made] = export(Collection(output), ["ndjson"], silent)
    before = tree(made)
    made.rename(made.with_name(".old-ndjson"))  # killed between the two renames
    (made.parent / ".tmp-ndjson-abc").mkdir()  # and while writing
    export(Collection(output), ["dc"], silent)
    assert tree(made) == before
    assert sorted(drafts(output)) == ["dc", "ndjson"]


def test_a_file_that_was_dropped_does_not_stay(output: Path) -> None:
    export(Collection(output), ["dc"], silent)
    [made] = export(Collection(output, where=parse(("path:box/bare.pdf",))), ["dc"], silent)
    assert len(tree(made)) == 1


def test_two_exports_at_once_are_refused(output: Path, invent: Callable[[Write], None]) -> None:
    def twice(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
        export(collection, ["ndjson"], silent)

    invent(twice)
    with pytest.raises(UsageError, match="Another export"):
        export(Collection(output), ["ndjson"], silent)


def test_a_full_disk_is_told(output: Path, invent: Callable[[Write], None]) -> None:
    def full(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    invent(full)
    with pytest.raises(UsageError, match="No space left"):
        export(Collection(output), ["ndjson"], silent)
    assert drafts(output) == []


def test_formats_are_written_once_each_and_the_bag_last() -> None:
    assert writing.ordered(["bag", "dc", "ndjson", "dc"]) == ("ndjson", "dc", "bag")
    assert FORMATS[-1] == "bag"


def test_nothing_chosen_is_an_error_and_leaves_the_old_one(output: Path) -> None:
    [made] = export(Collection(output), ["dc"], silent)
    with pytest.raises(UsageError, match="No record"):
        export(Collection(output, where=parse(("grade:poor",))), ["dc"], silent)
    assert len(tree(made)) == len(several())
    done = CliRunner().invoke(main, ["export", str(output), "--to", "dc", "--where", "grade:poor"])
    assert "0 records" not in done.output


def test_a_format_that_needs_sources_says_so(output: Path, tmp_path: Path) -> None:
    for delivery in (None, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="needs the delivered files"):
            export(Collection(output, delivery), ["bag"], silent)


def test_a_missing_library_is_named_with_the_command(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **more)

    for name in [name for name in sys.modules if name.startswith("pyarrow")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingProgram, match="pip install"):
        export(Collection(output), ["parquet"], silent)
    done = CliRunner().invoke(main, ["export", str(output), "--to", "parquet,ndjson"])
    assert done.exit_code == 4
    assert not (output / "exports").exists()  # nothing is begun that cannot be ended


# --- the command --------------------------------------------------------------------------


def test_the_list_describes_every_format() -> None:
    done = CliRunner().invoke(main, ["export", "--list"])
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.output.splitlines()] == list(FORMATS)


def test_the_command_writes_what_it_says(output: Path) -> None:
    done = CliRunner().invoke(
        main, ["export", str(output), "--to", "dc,ndjson", "--where", "path:box/b*"]
    )
    assert done.exit_code == 0
    assert f"{output / 'exports' / 'dc'}" in done.output
    assert len(tree(output / "exports" / "dc")) == 2
    assert len((output / "exports/ndjson/records.ndjson").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "docx"], "Formats: ndjson"),
        ([], "No format was named"),
        (["--to", "dc", "--where", "colour:red"], "--where does not know"),
        (["--to", "iiif,dc", "--base-url", "archive.example"], "no web address"),
        (["--to", "iiif,dc", "--base-url", "https://archive.example/a b"], "no web address"),
        (["--to", "bag"], "--delivery"),
    ],
)
def test_what_cannot_be_done_is_said(output: Path, arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, ["export", str(output), *arguments])
    assert done.exit_code == 2
    assert said in done.output
    assert not (output / "exports").exists()


def test_progress_is_plain_where_there_is_no_terminal(output: Path) -> None:
    loud = CliRunner().invoke(main, ["export", str(output), "--to", "dc"])
    quiet = CliRunner().invoke(main, ["export", str(output), "--to", "dc", "--quiet"])
    assert f"dc: {len(several())} records" in loud.stderr
    assert quiet.stderr == ""


class Terminal:
    """A stream that takes itself for a terminal."""

    def __init__(self) -> None:
        self.shown = ""

    def write(self, text: str) -> int:
        self.shown += text
        return len(text)

    def flush(self) -> None:
        """There is nothing to flush."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("total", [3, None])
def test_progress_is_a_bar_on_a_terminal(total: int | None, monkeypatch: Any) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with bar(terminal, "atom", total) as advance:  # type: ignore[arg-type]
        for _ in range(3):
            advance()
    assert "atom" in terminal.shown
    assert "3/3" in terminal.shown


def test_long_exports_say_how_far_they_are(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr("pipeline.exports.bar.EVERY", 0.0)
    with bar(sys.stderr, "atom", 2) as advance:
        advance()
    assert capsys.readouterr().err.splitlines() == ["atom: 1/2 records", "atom: 1 record"]


# --- size ---------------------------------------------------------------------------------


def test_memory_does_not_grow_with_the_collection(tmp_path: Path) -> None:
    import tracemalloc

    peaks = []
    for count in (20, 80):
        output = write(tmp_path / str(count), *(_long(f"r{n}") for n in range(count)))
        tracemalloc.start()
        export(Collection(output), ["ndjson", "atom", "ead", "aleph", "opensearch"], silent)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # A record takes 50 kB and more; the 60 further ones take a name each.
    assert peaks[1] < peaks[0] * 1.1 + 60 * 300


def _long(name: str) -> Any:
    made = rich(name)
    first = made.pages[0]
    pages = tuple(replace(first, number=n) for n in range(1, 21))
    return replace(made, pages=pages, source=replace(made.source, pages=20))


def test_records_are_exported_by_the_thousand(tmp_path: Path) -> None:
    import time

    output = write(tmp_path, *(record(f"r{n}") for n in range(100)))
    for name in ("ndjson", "atom", "archivesspace", "omeka"):
        export(Collection(output), [name], silent)  # imports are not counted
        start = time.process_time()
        export(Collection(output), [name], silent)
        assert 100 / (time.process_time() - start) > 500, name
