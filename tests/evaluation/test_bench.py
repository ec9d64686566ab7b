"""The bench with readers made of paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import FondsError
from pipeline.evaluation.bench import __main__ as command
from pipeline.evaluation.bench import compare, memory, ours, peers, process, workload
from pipeline.evaluation.bench.process import Cost, PeerFailed
from pipeline.evaluation.bench.reading import Peer, Reading
from pipeline.evaluation.bench.workload import Workload
from pipeline.evaluation.report import plain


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """Make a delivery of one image with its text."""
    folder = tmp_path / "delivery"
    folder.mkdir()
    Image.new("L", (40, 30), 255).save(folder / "letter.png")
    (folder / "letter.gt.txt").write_text("egy kettő", encoding="utf-8")
    (folder / "absent.gt.txt").write_text("no image here", encoding="utf-8")
    return folder


def _reader(text: str, seconds: float) -> Peer:
    def read(work: Workload, jobs: int, folder: Path) -> Reading:
        cost = Cost(seconds=seconds, cpu_seconds=seconds * jobs)
        return Reading(cost=cost, texts={("letter.png", 1): text}, stages={"recognise": 1.0})

    return Peer(read=read, program=lambda: "paper", install="")


def _broken(work: Workload, jobs: int, folder: Path) -> Reading:
    raise PeerFailed("it broke")


def test_documents_are_laid_out_once(delivery: Path, tmp_path: Path) -> None:
    work = workload.lay_out([delivery], tmp_path / "bench", None)
    assert work.pages == 1
    assert (Path(work.delivery) / "0" / "letter.png").is_file()
    assert Path(work.documents[0].pdf).read_bytes().startswith(b"%PDF")
    with Image.open(work.documents[0].images[0]) as image:
        assert image.size == (40, 30)
        assert round(image.info["dpi"][0]) == 300


def test_readers_are_compared(
    delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {
        "fonds": _reader("egy kettő", 2.0),
        "rival": _reader("egy ketto", 4.0),
        "broken": Peer(read=_broken, program=lambda: "paper", install=""),
        "absent": Peer(read=_broken, program=lambda: None, install="buy it"),
    }
    monkeypatch.setattr(compare, "PEERS", table)
    work = workload.lay_out([delivery], tmp_path / "bench", None)
    told: list[str] = []
    results = compare.compare(work, list(table), tmp_path, runs=2, jobs=2, tell=told.append)
    ours, rival, broken, absent = results
    assert (ours.pages_per_minute, ours.cpu_seconds_per_page) == (30.0, 4.0)
    assert (ours.cer["all"], rival.cer["all"]) == (0.0, 0.125)
    assert (rival.speed_to_fonds, rival.cer_to_fonds, rival.pages_read) == (0.5, None, 1)
    assert broken.problem == "it broke"
    assert absent.problem == "not installed (buy it)"
    assert len(told) == 6
    assert "buy it" in plain(compare.as_table(results))
    assert "recognise" in plain(compare.stage_table(results))
    assert compare.scaling(results) is None


def test_one_worker_tells_how_well_it_scales(
    delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {"fonds": _reader("egy", 2.0), "fonds-alone": _reader("egy", 3.8)}
    monkeypatch.setattr(compare, "PEERS", table)
    work = workload.lay_out([delivery], tmp_path / "bench", None)
    results = compare.compare(work, list(table), tmp_path, runs=1, jobs=2, tell=print)
    assert compare.scaling(results) == 1.9


def test_a_page_without_text_is_all_wrong(delivery: Path, tmp_path: Path) -> None:
    work = workload.lay_out([delivery], tmp_path / "bench", None)
    assert compare.error_rates(work, {}) == {"all": 1.0, "all, extra lines free": 1.0}


def test_programs_are_measured(tmp_path: Path) -> None:
    code = "import sys; print('out'); sum(range(10**6)); sys.exit('went wrong')"
    cost = process.run([sys.executable, "-c", code], tmp_path / "log")
    assert cost.code == 1
    assert cost.cpu_seconds > 0
    assert cost.seconds > 0
    assert (tmp_path / "log").read_text().strip() == "out"
    assert process.last_words(tmp_path / "log") == "went wrong"


HOLDS = """
import subprocess, sys, time
mine = bytearray(30_000_000)
if len(sys.argv) == 1:
    subprocess.run([sys.executable, __file__, "child"], start_new_session=True)
time.sleep(1.5)
"""


@pytest.mark.skipif(not memory.PROC.is_dir(), reason="memory is told by /proc")
def test_memory_of_a_program_and_its_children_is_measured(tmp_path: Path) -> None:
    program = tmp_path / "holds.py"
    program.write_text(HOLDS)
    peak = process.run([sys.executable, str(program)], tmp_path / "log").peak
    assert peak.parent > 30_000_000
    assert peak.worker > 30_000_000
    assert peak.together >= max(peak.parent, peak.worker)
    assert peak.together < 150_000_000


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert memory.proportional(2**22 + 1) == 0
    assert list(memory.family(2**22 + 1)) == [2**22 + 1]


def test_tesseract_is_run_both_ways() -> None:
    assert command.readers("tesseract") == ["fonds", "tesseract", "tesseract-told"]
    assert command.readers("none") == ["fonds"]
    with pytest.raises(FondsError, match="abbyy"):
        command.readers("abbyy")


def test_a_program_that_is_absent_is_not_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OCRMYPDF", str(tmp_path / "nowhere"))
    assert peers.ocrmypdf_program() is None


def test_stages_come_from_the_last_event(tmp_path: Path) -> None:
    events = tmp_path / "events.ndjson"
    assert ours.stages(events) == {}
    events.write_text('{"event":"page"}\n{"event":"finished","cpu_seconds_per_stage":{"a":2}}\n')
    assert ours.stages(events) == {"a": 2.0}


FAKE = """
import sys
from pathlib import Path
import msgspec
from tests.evaluation.support import make_page, make_record
page = make_page(text="egy kett\u0151")
output = Path(sys.argv[sys.argv.index("-o") + 1], "records")
output.mkdir(parents=True)
(output / "a.json").write_bytes(msgspec.json.encode(make_record("letter.png", (page,))))
Path(sys.argv[sys.argv.index("--events") + 1]).write_text('{"cpu_seconds_per_stage": {"a": 2}}')
sys.exit(int(sys.argv[sys.argv.index("--jobs") + 1]))
"""


def test_fonds_is_run_as_a_command(
    delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "command", lambda: [sys.executable, "-c", FAKE])
    work = workload.lay_out([delivery], tmp_path / "bench", None)
    incomplete, wrong = tmp_path / "incomplete", tmp_path / "wrong"
    incomplete.mkdir()
    wrong.mkdir()
    reading = ours.fonds(work, 3, incomplete)
    assert reading.texts == {("letter.png", 1): "egy kettő"}
    assert reading.stages == {"a": 2.0}
    with pytest.raises(PeerFailed, match="fonds ended with 2"):
        ours.fonds(work, 2, wrong)
