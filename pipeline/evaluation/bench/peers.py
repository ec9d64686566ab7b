"""The readers that are compared, each run the way its users run it.

A reader takes the workload, a number of jobs and an empty folder, and returns what it cost
and what it read: the text of every page by (document path, page number).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from pathlib import Path, PurePath

import pipeline
from pipeline.evaluation.bench.process import Cost, PeerFailed, last_words, run
from pipeline.evaluation.bench.workload import BenchDocument, Workload, pages
from pipeline.evaluation.evaluate import find_record, load_records
from pipeline.evaluation.truth import TruthPage
from pipeline.model import Frozen
from pipeline.settings import Profile

Texts = dict[tuple[str, int], str]
FOUR_LANGUAGES = "hun+chi_sim+chi_tra+eng"
# Tesseract's own names; other Latin-script languages get the model of the script.
RIGHT_MODEL = {"hu": "hun", "en": "eng", "zh-Hans": "chi_sim", "zh-Hant": "chi_tra"}
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
READ_ENOUGH = {0, 3}


class Reading(Frozen, frozen=True, kw_only=True):
    """What a reader read and what it cost; ``stages`` are CPU seconds, where it tells."""

    cost: Cost
    texts: Texts
    stages: dict[str, float] = {}


Reader = Callable[[Workload, int, Path], Reading]


class Peer(Frozen, frozen=True, kw_only=True):
    """A reader, the program it needs and how to install that."""

    read: Reader
    program: Callable[[], str | None]
    install: str


def fonds(workload: Workload, jobs: int, folder: Path, profile: Profile = "balanced") -> Reading:
    """Fonds, from the delivery to the records, with a cold cache."""
    output, events, log = folder / "output", folder / "events.ndjson", folder / "log"
    command = [*_fonds_command(), "ingest", workload.delivery, "-o", str(output), "--quiet"]
    cost = run(
        [*command, "--profile", profile, "--jobs", str(jobs), "--events", str(events)],
        log,
        {"PYTHONPATH": _root()},
    )
    if cost.code not in READ_ENOUGH:
        raise PeerFailed(f"fonds ended with {cost.code}: {last_words(log)}")
    return Reading(cost=cost, texts=_fonds_texts(workload, output), stages=_stages(events))


def ocrmypdf(workload: Workload, jobs: int, folder: Path) -> Reading:
    """OCRmyPDF, one process a document, the pages of a document in parallel."""
    program = ocrmypdf_program() or "ocrmypdf"
    options = ["--force-ocr", "-l", FOUR_LANGUAGES, "--output-type", "pdf", "--optimize", "0"]
    costs, texts = [], Texts()
    for index, document in enumerate(workload.documents):
        sidecar, log = folder / f"{index}.txt", folder / f"{index}.log"
        command = [program, *options, "-j", str(jobs), "--sidecar", str(sidecar), document.pdf]
        costs.append(run([*command, str(folder / f"{index}.pdf")], log))
        if costs[-1].code == 0:
            split = sidecar.read_text(encoding="utf-8").split("\f")
            texts |= _numbered(document, split)
    if texts == {}:
        raise PeerFailed(f"ocrmypdf read nothing: {last_words(log)}")
    return Reading(cost=_added(costs, sum(cost.seconds for cost in costs)), texts=texts)


def tesseract(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Tesseract alone with four languages, one process a page."""
    return _tesseract(workload, jobs, folder, lambda page: FOUR_LANGUAGES)


def tesseract_told(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Tesseract alone, told the right language of every page by the truth."""
    return _tesseract(workload, jobs, folder, _right_model)


def rapidocr(workload: Workload, jobs: int, folder: Path) -> Reading:
    """RapidOCR alone with its defaults, one process a job, one thread each."""
    images = [(*key, image) for key, image in _images(workload)]
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        shares = [(images[index::jobs], folder / f"share-{index}") for index in range(jobs)]
        results = list(pool.map(_rapidocr_share, shares))
    cost = _added([cost for cost, _ in results], time.perf_counter() - start)
    return Reading(cost=cost, texts={key: text for _, texts in results for key, text in texts})


def ocrmypdf_program() -> str | None:
    """Return OCRmyPDF from $OCRMYPDF or the PATH."""
    return shutil.which(os.environ.get("OCRMYPDF") or "ocrmypdf")


PEERS: dict[str, Peer] = {
    "fonds": Peer(read=fonds, program=lambda: sys.executable, install=""),
    "fonds-fast": Peer(
        read=partial(fonds, profile="fast"), program=lambda: sys.executable, install=""
    ),
    "fonds-thorough": Peer(
        read=partial(fonds, profile="thorough"), program=lambda: sys.executable, install=""
    ),
    "ocrmypdf": Peer(
        read=ocrmypdf,
        program=ocrmypdf_program,
        install="python3 -m venv VENV && VENV/bin/pip install 'ocrmypdf>=17,<18', then set"
        " OCRMYPDF=VENV/bin/ocrmypdf",
    ),
    "tesseract": Peer(
        read=tesseract,
        program=lambda: shutil.which("tesseract"),
        install="apt-get install tesseract-ocr-{hun,chi-sim,chi-tra,eng}",
    ),
    "tesseract-told": Peer(
        read=tesseract_told,
        program=lambda: shutil.which("tesseract"),
        install="apt-get install tesseract-ocr-script-latn tesseract-ocr-{hun,chi-sim,chi-tra}",
    ),
    "rapidocr": Peer(read=rapidocr, program=lambda: sys.executable, install="pip install rapidocr"),
}


def _tesseract(
    workload: Workload, jobs: int, folder: Path, model: Callable[[TruthPage], str]
) -> Reading:
    """Read every page image in its own process, ``jobs`` at a time."""
    truths = {
        (document.truth.path, page.number): page
        for document in workload.documents
        for page in pages(document.truth)
    }

    def read(numbered: tuple[int, tuple[tuple[str, int], str]]) -> Cost:
        index, (key, image) = numbered
        command = ["tesseract", image, "-", "-l", model(truths[key])]
        return run(command, folder / f"{index}.txt", ONE_THREAD)

    images = [(key, image) for key, image in _images(workload) if key in truths]
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        costs = list(pool.map(read, enumerate(images)))
    cost = _added(costs, time.perf_counter() - start)
    read_well = {
        key: (folder / f"{index}.txt").read_text(encoding="utf-8")
        for index, ((key, _), each) in enumerate(zip(images, costs, strict=True))
        if each.code == 0
    }
    if not read_well:
        raise PeerFailed(f"tesseract read nothing: {last_words(folder / '0.txt')}")
    return Reading(cost=cost, texts=read_well)


def _right_model(page: TruthPage) -> str:
    """Name the model of a page's language; without one all four."""
    if page.language in {None, "und"}:
        return FOUR_LANGUAGES
    return RIGHT_MODEL.get(page.language or "", "Latin")


def _rapidocr_share(
    share: tuple[list[tuple[str, int, str]], Path],
) -> tuple[Cost, list[tuple[tuple[str, int], str]]]:
    """Read a share of the pages in one process."""
    images, place = share
    listing = place.with_suffix(".json")
    listing.write_text(json.dumps([image for _, _, image in images]))
    command = [sys.executable, "-m", "pipeline.evaluation.bench.rapidocr_peer", str(listing)]
    cost = run(command, place, {**ONE_THREAD, "PYTHONPATH": _root()})
    if cost.code:
        raise PeerFailed(f"rapidocr: {last_words(place)}")
    texts = [json.loads(line) for line in place.read_text().splitlines()]
    keys = [(path, number) for path, number, _ in images]
    return cost, list(zip(keys, texts, strict=True))


def _images(workload: Workload) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the page images with their keys."""
    for document in workload.documents:
        for number, image in enumerate(document.images, start=1):
            yield (document.truth.path, number), image


def _numbered(document: BenchDocument, texts: list[str]) -> Texts:
    """Give the pages of a document their keys."""
    return {(document.truth.path, number): text for number, text in enumerate(texts, start=1)}


def _added(costs: list[Cost], seconds: float) -> Cost:
    """Add up CPU time; wall time is given, because processes overlap."""
    return Cost(
        seconds=seconds,
        cpu_seconds=sum(cost.cpu_seconds for cost in costs),
        code=max((cost.code for cost in costs), default=0),
    )


def _fonds_command() -> list[str]:
    """Return the installed command, or the module where Fonds is not installed."""
    script = Path(sys.executable).with_name("fonds")
    return [str(script)] if script.exists() else [sys.executable, "-m", "pipeline.cli"]


def _fonds_texts(workload: Workload, output: Path) -> Texts:
    """Return the text of every page, the halves of a double page joined."""
    records = load_records(output)
    texts = Texts()
    for document in workload.documents:
        record = find_record(document.truth, records)
        for number, halves in groupby(record.pages if record else (), lambda page: page.number):
            texts[document.truth.path, number] = "\n".join(page.text for page in halves)
    return texts


def _stages(events: Path) -> dict[str, float]:
    """Return the CPU seconds of each stage from the last event."""
    if not events.is_file():
        return {}
    lines = events.read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1]) if lines else {}
    return {str(key): float(value) for key, value in last.get("cpu_seconds_per_stage", {}).items()}


def _root() -> str:
    """Return the folder that holds the package, for the processes started here."""
    return str(PurePath(pipeline.__file__ or ".").parent.parent)
