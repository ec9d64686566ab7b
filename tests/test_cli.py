"""The command line: exit codes, messages with remedies, no tracebacks, a quick start."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline import __version__, cli, work
from pipeline import ingest as ingesting
from pipeline.cli import main
from pipeline.flow import PageResult, PageTask
from pipeline.schema import schema_json
from pipeline.store import Store
from tests import records, standins
from tests.intake.support import pdf_bytes
from tests.standins import deliver

HEAVY = ("cv2", "numpy", "PIL", "onnxruntime", "pikepdf", "rapidocr", "rich", "langdetect")
FONDS = [sys.executable, "-m", "pipeline.cli"]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> standins.Inline:
    return standins.offline(monkeypatch)


def fonds(*arguments: object) -> Result:
    """Run a command; nothing but an exit code may come out of it."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], env={"COLUMNS": "120"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def words(result: Result) -> str:
    return " ".join(result.output.split())


# --- ingest -------------------------------------------------------------------------------


def test_ingest_reads_and_reports(tmp_path: Path, offline: standins.Inline) -> None:
    result = fonds("ingest", deliver(tmp_path / "in", one=2), "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "1 (1 new or changed)" in words(result)
    assert "2 (2 read now, 0 blank)" in words(result)


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path, offline: standins.Inline) -> None:
    result = fonds("ingest", deliver(tmp_path / "in", one=1), "-o", tmp_path / "out", "-q")
    assert (result.exit_code, result.output) == (0, "")


def test_a_single_file_is_a_delivery(tmp_path: Path, offline: standins.Inline) -> None:
    file = deliver(tmp_path / "in", one=1) / "one.pdf"
    assert fonds("ingest", file, "-o", tmp_path / "out").exit_code == 0


def test_an_empty_folder(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "in").mkdir()
    result = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 5
    assert "No documents in" in result.output
    assert "-> Fonds reads PDF, TIFF" in words(result)


def test_a_folder_without_documents(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/list.csv").write_text("a,b\n")
    (tmp_path / "in/letter.docx").write_bytes(b"PK\x03\x04")
    result = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 5
    assert "2 other files" in result.output


BAD = {
    "empty": b"",
    "encrypted": pdf_bytes("x", password="geheim"),
    "not_a_document": b"words " * 99,
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_file_beside_a_good_one(
    tmp_path: Path, offline: standins.Inline, reason: str
) -> None:
    delivery = deliver(tmp_path / "in", good=1)
    (delivery / "bad.pdf").write_bytes(BAD[reason])
    result = fonds("ingest", delivery, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert f"bad.pdf: {reason}: " in words(result)
    assert "->" in result.output
    [line] = (tmp_path / "out/failures.ndjson").read_text().splitlines()
    assert json.loads(line)["reason"] == reason
    assert [p.name[:5] for p in (tmp_path / "out/records").iterdir()] == ["good-"]
    assert fonds("validate", tmp_path / "out").exit_code == 0


def test_only_bad_files(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/bad.pdf").touch()
    result = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 5
    assert "bad.pdf: empty" in words(result)


def test_every_failure_is_told_once_and_counted_at_the_end(
    tmp_path: Path, offline: standins.Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(task: PageTask, engines: object) -> PageResult:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "read_page", failing)
    result = fonds("ingest", deliver(tmp_path / "in", a=30), "-o", tmp_path / "out")
    assert result.exit_code == 5
    assert result.output.count("a.pdf, page 7: internal_error") == 1
    assert "internal_error 30 'fonds status" in words(result)


def test_lines_for_other_programs_are_not_folded(tmp_path: Path, offline: standins.Inline) -> None:
    name = "x" * 90 + " " + "y" * 90 + ".pdf"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).touch()
    told = fonds("ingest", tmp_path / "in", "-o", tmp_path / "out").output
    for output in (told, fonds("status", tmp_path / "out").output):
        assert any(name in line for line in output.splitlines())
    assert f"'fonds status {tmp_path / 'out'}' shows them all, and what to do" in told


@pytest.mark.parametrize("arguments", [("", "-o", "out"), ("in", "-o", "")])
def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path,
    offline: standins.Inline,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    deliver(tmp_path / "in", a=1)
    monkeypatch.chdir(tmp_path)
    result = fonds("ingest", *arguments)
    assert (result.exit_code, "The path is empty" in words(result)) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_an_empty_delivery_of_make_is_refused(tmp_path: Path) -> None:
    shown = subprocess.run(
        ["make", "-n", "ingest", "DELIVERY="],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert 'ingest "" -o' in shown


def test_a_missing_path(tmp_path: Path, offline: standins.Inline) -> None:
    result = fonds("ingest", tmp_path / "none", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "There is no" in result.output
    assert "-> Give a folder" in words(result)


def test_what_the_manifest_promises_is_missed_by_name(
    tmp_path: Path, offline: standins.Inline
) -> None:
    delivery = deliver(tmp_path / "in", a=1)
    rows = ["path", "a.pdf", *(f"gone{number}.pdf" for number in range(7))]
    (delivery / "manifest.csv").write_text("\n".join(rows))
    result = fonds("ingest", delivery, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "missing 7: gone0.pdf, gone1.pdf, gone2.pdf and 4 more 'fonds status" in words(result)
    result = fonds("status", tmp_path / "out", "--all")
    assert "gone6.pdf: manifest.csv lists it, but it was not delivered" in words(result)


@pytest.mark.parametrize("output", ["in/box", "in", "link"])
def test_an_output_folder_around_the_delivery(
    tmp_path: Path, offline: standins.Inline, output: str
) -> None:
    """It is refused before anything is written there."""
    delivery = deliver(tmp_path / "in/box", a=1)
    (tmp_path / "link").symlink_to(delivery)
    before = standins.tree(tmp_path)
    folders = list(tmp_path.rglob("*"))
    result = fonds("ingest", delivery, "-o", tmp_path / output)
    assert (result.exit_code, "is the delivery itself" in result.output) == (2, True)
    assert standins.tree(tmp_path) == before
    assert list(tmp_path.rglob("*")) == folders


def test_an_output_folder_that_cannot_be_written(tmp_path: Path, offline: standins.Inline) -> None:
    (tmp_path / "out").write_text("a file in the way")
    result = fonds("ingest", deliver(tmp_path / "in", a=1), "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert "-> Choose another with -o" in words(result)


def test_an_output_folder_in_use(tmp_path: Path, offline: standins.Inline) -> None:
    store = Store(tmp_path / "out")
    store.prepare()
    with store.locked():
        result = fonds("ingest", deliver(tmp_path / "in", a=1), "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "Another run is writing to" in result.output
    assert "->" in result.output


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--languages", "hu,klingon", "No reader for the language: klingon"),
        ("--languages", ",", "none given"),
        ("--dpi", "5", "--dpi"),
        ("--text-layer", "perhaps", "--text-layer"),
        ("--page-timeout", "inf", "--page-timeout"),
        ("--page-timeout", "nan", "'nan' is no number of seconds"),
        ("--page-timeout", "1e12", "--page-timeout"),
        ("--jobs", "many", "--jobs"),
        ("--events", "none/where/events", "events file"),
        ("--colour", "red", "No such option"),
    ],
)
def test_wrong_options(
    tmp_path: Path, offline: standins.Inline, option: str, value: str, said: str
) -> None:
    result = fonds("ingest", deliver(tmp_path / "in", a=1), "-o", tmp_path / "out", option, value)
    assert result.exit_code == 2
    assert said in words(result)


@pytest.mark.parametrize("with_poppler", [False, True])
def test_missing_programs(tmp_path: Path, with_poppler: bool) -> None:
    """In a process of its own: what was found once is remembered."""
    path = tmp_path / "bin"
    path.mkdir()
    if with_poppler:
        place = shutil.which("pdftoppm")
        if place is None:
            pytest.skip("poppler is not installed")
        (path / "pdftoppm").symlink_to(place)
    done = subprocess.run(
        [*FONDS, "ingest", str(deliver(tmp_path / "in", a=1)), "-o", str(tmp_path / "out")],
        env=os.environ | {"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert ("Tesseract" if with_poppler else "poppler") in done.stderr
    assert "-> " in done.stderr
    assert "install" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "what was read is kept, run again"),
        (OSError(5, "Input/output error", "disk"), 2, "disk: Input/output error"),
    ],
)
def test_what_ends_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def ends(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(ingesting, "ingest", ends)
    result = fonds("ingest", tmp_path)
    assert result.exit_code == code
    assert said in result.output


# --- the other commands -------------------------------------------------------------------


def test_schema_is_printed_as_it_is() -> None:
    result = fonds("schema")
    assert (result.exit_code, result.output) == (0, schema_json())


def test_validate_counts_sound_records(tmp_path: Path) -> None:
    result = fonds("validate", records.write(tmp_path / "out", records.record()))
    assert (result.exit_code, result.output) == (0, "1 record, all valid\n")


def test_validate_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    output = records.write(tmp_path / "out", records.record())
    [path] = (output / "records").iterdir()
    path.write_text(path.read_text().replace('"number": 2', '"number": 3'))
    result = fonds("validate", output)
    assert result.exit_code == 3
    assert f"records/{path.name}: $.pages: are not numbered 1 to 2 in order" in result.output
    assert "1 record, 1 fault" in result.output


def test_validate_without_records(tmp_path: Path) -> None:
    assert fonds("validate", tmp_path / "none").exit_code == 2
    result = fonds("validate", records.write(tmp_path / "out"))
    assert result.exit_code == 2
    assert "-> Run 'fonds ingest' first." in result.output


def test_version_and_help() -> None:
    assert __version__ in fonds("--version").output
    assert isinstance(main, click.Group)
    for name in main.commands:
        result = fonds(name, "--help")
        assert result.exit_code == 0
        assert "Usage: " in result.output


def test_help_shows_examples_line_by_line() -> None:
    lines = [line.strip() for line in fonds("ingest", "--help").output.splitlines()]
    assert "fonds ingest samples -o output" in lines


def test_no_command_shows_the_help() -> None:
    assert "ingest" in fonds().output


def test_help_imports_nothing_heavy() -> None:
    code = f"""
import sys
from pipeline.cli import main
main(["--help"], standalone_mode=False)
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_help_is_quick() -> None:
    """Under 0.3 s, median of five."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([*FONDS, "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    assert statistics.median(times) < 0.3


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """As in ``fonds schema | head -1``."""
    reading = subprocess.Popen(
        [*FONDS, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert reading.stdout is not None
    assert reading.stderr is not None
    reading.stdout.readline()
    reading.stdout.close()
    said = reading.stderr.read()
    reading.stderr.close()
    reading.wait()
    assert "Traceback" not in said


def test_the_module_runs_as_the_command() -> None:
    assert cli.main.name == "main"
    done = subprocess.run([*FONDS, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("fonds")
