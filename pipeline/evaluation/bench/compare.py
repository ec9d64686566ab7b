"""Runs of several readers, summed up: medians of cost, error rates, ratios to Fonds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from pipeline.evaluation.bench.peers import PEERS
from pipeline.evaluation.bench.process import PeerFailed
from pipeline.evaluation.bench.reading import Peer, Reading, Texts
from pipeline.evaluation.bench.workload import Workload, pages
from pipeline.evaluation.measure import Rate, pooled
from pipeline.evaluation.page_score import score_text
from pipeline.evaluation.report import Table, percent
from pipeline.model import Frozen

ALL, FORGIVING = "all", "all, extra lines free"
UNSTEADY = 1.3
# Stages of which OCR or the decoding of images is all or nearly all.
READING_STAGES = frozenset({"rasterise", "find", "recognise"})
LANGUAGES = ("hu", "zh-Hans", "zh-Hant", "other")
GROUPS = (*LANGUAGES, "light", "medium", "heavy")


class Result(Frozen, frozen=True, kw_only=True):
    """One row: a reader's medians over all runs, or why it has none."""

    reader: str
    problem: str | None = None
    pages_per_minute: float | None = None
    cpu_seconds_per_page: float | None = None
    peak_megabytes: float | None = None
    worker_megabytes: float | None = None
    pages_read: int = 0
    cer: dict[str, float | None] = {}
    speed_to_fonds: float | None = None
    cer_to_fonds: float | None = None
    seconds: tuple[float, ...] = ()
    stages: dict[str, float] = {}


def compare(
    workload: Workload,
    names: Sequence[str],
    folder: Path,
    *,
    runs: int,
    jobs: int,
    tell: Callable[[str], None],
) -> tuple[Result, ...]:
    """Run every reader so many times, in turns, so that a busy machine hurts all alike."""
    readings: dict[str, list[Reading]] = {name: [] for name in names}
    problems: dict[str, str] = {}
    for turn in range(runs):
        for name in names:
            if name not in problems:
                tell(f"run {turn + 1} of {runs}: {name}")
                place = folder / f"{name}-{turn}"
                place.mkdir()
                reading = _attempt(PEERS[name], workload, jobs, place)
                if isinstance(reading, Reading):
                    readings[name].append(reading)
                else:
                    problems[name] = reading
    results = [
        Result(reader=name, problem=problems[name])
        if name in problems
        else summarise(name, readings[name], workload)
        for name in names
    ]
    return with_ratios(results)


def _attempt(peer: Peer, workload: Workload, jobs: int, place: Path) -> Reading | str:
    """Run a reader once; what goes wrong is said in its row."""
    if peer.program() is None:
        return f"not installed ({peer.install})"
    try:
        return peer.read(workload, jobs, place)
    except PeerFailed as error:
        return error.message


def summarise(name: str, readings: Sequence[Reading], workload: Workload) -> Result:
    """Return the medians of the cost and the error rates of the last run."""
    seconds = tuple(round(reading.cost.seconds, 2) for reading in readings)
    cpu = median(reading.cost.cpu_seconds for reading in readings)
    return Result(
        reader=name,
        pages_per_minute=round(60 * workload.pages / median(seconds), 2),
        cpu_seconds_per_page=round(cpu / workload.pages, 3),
        peak_megabytes=_megabytes([reading.cost.peak.together for reading in readings]),
        worker_megabytes=_megabytes([reading.cost.peak.worker for reading in readings]),
        pages_read=_pages_read(workload, readings[-1].texts),
        cer=error_rates(workload, readings[-1].texts),
        seconds=seconds,
        stages=readings[-1].stages,
    )


def error_rates(workload: Workload, texts: Texts) -> dict[str, float | None]:
    """Return the micro-averaged CER of all pages, of each group of languages and each severity.

    Peers print stamps amid the text where Fonds keeps them apart; FORGIVING counts no line
    outside the truth as an error, for any reader, so that this alone decides nothing.
    """
    rates: dict[str, list[Rate]] = {name: [] for name in (ALL, FORGIVING, *GROUPS)}
    for document in workload.documents:
        for page in pages(document.truth):
            read = texts.get((document.truth.path, page.number), "")
            score = score_text(page.text, read, body_only=document.truth.body_only).cer
            rates[ALL].append(score)
            rates[FORGIVING].append(score_text(page.text, read, body_only=True).cer)
            if page.language not in {None, "und"}:
                rates[_group(page.language or "")].append(score)
            if document.truth.severity is not None:
                rates[document.truth.severity].append(score)
    together = {group: pooled(each) for group, each in rates.items()}
    return {group: rate.value for group, rate in together.items() if rate is not None}


def with_ratios(results: Sequence[Result]) -> tuple[Result, ...]:
    """Add each reader's speed and CER as multiples of those of Fonds."""
    ours = next((each for each in results if each.reader == "fonds"), None)
    return tuple(_with_ratio(each, ours) for each in results)


def as_table(results: Sequence[Result]) -> Table:
    """Return the results as strings."""
    groups = [
        name for name in (ALL, FORGIVING, *GROUPS) if any(name in each.cer for each in results)
    ]
    head = (
        "reader",
        "pages read",
        "pages/min",
        "CPU s/page",
        "MB",
        *(f"CER {group}" for group in groups),
    )
    return Table(
        title="The same pages, the same machine",
        head=(*head, "speed x Fonds", "CER x Fonds", "seconds of each run"),
        rows=tuple(_row(each, groups) for each in results),
    )


def stage_table(results: Sequence[Result]) -> Table:
    """Return the CPU seconds of each stage of Fonds, and their share of all."""
    ours = next((each.stages for each in results if each.reader == "fonds"), {})
    total = sum(ours.values())
    rest = sum(seconds for stage, seconds in ours.items() if stage not in READING_STAGES)
    ordered = sorted(ours.items(), key=lambda item: (-item[1], item[0]))
    sums = [("neither OCR nor decoding", rest), ("all", total)] if ours else []
    rows = tuple((name, f"{cpu:.2f}", percent(cpu / total)) for name, cpu in [*ordered, *sums])
    return Table(title="CPU seconds by stage of Fonds", head=("stage", "CPU s", "share"), rows=rows)


def scaling(results: Sequence[Result]) -> float | None:
    """Return how many times faster Fonds is with all its workers than with one alone."""
    alone = next((each for each in results if each.reader == "fonds-alone"), None)
    if alone is None or not alone.speed_to_fonds:
        return None
    return round(1 / alone.speed_to_fonds, 2)


def unsteady(seconds: Sequence[float]) -> str:
    """Warn where runs differ so much that something else was using the machine.

    >>> unsteady((10.0, 11.0)), unsteady((10.0, 20.0))
    ('', ' (unsteady)')
    """
    return " (unsteady)" if max(seconds) > UNSTEADY * min(seconds) else ""


def _pages_read(workload: Workload, texts: Texts) -> int:
    """Count the pages a reader gave a text for, be it empty."""
    keys = {
        (document.truth.path, page.number)
        for document in workload.documents
        for page in pages(document.truth)
    }
    return len(keys & set(texts))


def _group(language: str) -> str:
    """Return the group of a language."""
    return language if language in LANGUAGES else "other"


def _with_ratio(result: Result, ours: Result | None) -> Result:
    """Compare one result with that of Fonds."""
    if ours is None or result.problem or ours.problem:
        return result
    return Result(
        **{field: getattr(result, field) for field in Result.__struct_fields__
           if not field.endswith("_to_fonds")},
        speed_to_fonds=_ratio(result.pages_per_minute, ours.pages_per_minute),
        cer_to_fonds=_ratio(result.cer.get(FORGIVING), ours.cer.get(FORGIVING)),
    )  # fmt: skip


def _megabytes(peaks: Sequence[int]) -> float | None:
    """Return the largest peak in MB (10**6 bytes), None where none was measured."""
    return round(max(peaks) / 1e6, 1) if any(peaks) else None


def _ratio(value: float | None, ours: float | None) -> float | None:
    """Divide, where both are known."""
    return round(value / ours, 3) if value is not None and ours else None


def _number(value: float | None) -> str:
    """Show a number."""
    return "-" if value is None else f"{value:.2f}"


def _row(result: Result, groups: Sequence[str]) -> tuple[str, ...]:
    """Return one row; of a reader without results only its problem."""
    if result.problem:
        return (result.reader, *("-" for _ in groups), *"------", result.problem)
    return (
        result.reader,
        str(result.pages_read),
        _number(result.pages_per_minute),
        _number(result.cpu_seconds_per_page),
        "-" if result.peak_megabytes is None else f"{result.peak_megabytes:.0f}",
        *(percent(result.cer.get(group)) for group in groups),
        _number(result.speed_to_fonds),
        _number(result.cer_to_fonds),
        " ".join(f"{seconds:.1f}" for seconds in result.seconds) + unsteady(result.seconds),
    )
