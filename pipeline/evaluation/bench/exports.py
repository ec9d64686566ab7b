"""How fast and in how much memory records are exported: few records, then many.

``python -m pipeline.evaluation.bench.exports OUTPUT`` repeats the records of an output folder
under other names, each with a small image of its own, and runs ``fonds export`` on 1,000 and
on 10,000 of them, a process a format. Told are records a second (by the processor's time),
the most memory that the process held, and by how much that grows.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pipeline.model import Frozen, Record
from pipeline.store import Store

COUNTS = (1000, 10000)
TEMPLATES = 40
# The images are this many times smaller than the pages they stand for.
SMALLER = 20
RECORD = msgspec.json.Decoder(Record)
COMMAND = "from pipeline.cli import main; main()"
# The process tells its own peak: what the system says of a child counts its parent's, too.
CHILD = f"""
import atexit, re, time
from pathlib import Path
peak = lambda: re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
atexit.register(lambda: print(time.process_time(), peak()))
{COMMAND}
"""


class Cost(Frozen, frozen=True):
    """What exporting ``count`` records took: CPU seconds, and bytes of memory at the most."""

    count: int
    seconds: float
    memory: int


def lay_out(templates: Sequence[Record], folder: Path, count: int) -> None:
    """Write ``count`` records made from ``templates`` and their sources into ``folder``."""
    store = Store(folder / "output")
    store.records.mkdir(parents=True)
    (folder / "delivery").mkdir()
    for number, template in enumerate(islice(cycle(templates), count)):
        data = _scan(template, number)
        made = _renamed(template, f"scan {number:06d}.tif", data)
        (folder / "delivery" / made.source.paths[0]).write_bytes(data)
        name = store.record_name(made.source.paths[0], made.source.sha256)
        (store.records / name).write_bytes(msgspec.json.encode(made))


def _scan(template: Record, number: int) -> bytes:
    """Return a TIFF of a small blank image a page; ``number`` makes its bytes differ."""
    from PIL import Image

    sizes = {p.number: (p.width // SMALLER, p.height // SMALLER) for p in template.pages}
    frames = [Image.new("1", (max(3, w), max(3, h)), 1) for w, h in sizes.values()]
    frames = frames or [Image.new("1", (3, 3), 1)]
    written = BytesIO()
    frames[0].save(
        written, "TIFF", compression="group4", save_all=True, append_images=frames[1:],
        description=str(number),
    )  # fmt: skip
    return written.getvalue()


def _renamed(template: Record, path: str, data: bytes) -> Record:
    sha256 = hashlib.sha256(data).hexdigest()
    source = replace(
        template.source, paths=(path,), sha256=sha256, bytes=len(data), media_type="image/tiff"
    )
    return replace(template, id=f"fonds:sha256:{sha256}", source=source)


def cost(folder: Path, name: str, count: int) -> Cost:
    """Export the records of a folder in one format, in a process of its own.

    Raises CalledProcessError where the export fails.
    """
    asked = [str(folder / "output"), "--to", name, "--delivery", str(folder / "delivery")]
    command = [sys.executable, "-c", CHILD, "export", *asked, "--quiet"]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    seconds, memory = told.splitlines()[-1].split()
    return Cost(count, float(seconds), int(memory) * 1024)


def formats() -> tuple[str, ...]:
    """Return the names of all formats, as ``fonds export --list`` tells them."""
    command = [sys.executable, "-c", COMMAND, "export", "--list"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return tuple(line.split()[0] for line in told.splitlines() if line.strip())


def measured(
    templates: Sequence[Record], counts: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[str, list[Cost]]]:
    """Return each format with what it costs for each number of records."""
    with tempfile.TemporaryDirectory(prefix="fonds-exports-") as place:
        folders = {count: Path(place) / str(count) for count in counts}
        for count, folder in folders.items():
            folder.mkdir()
            lay_out(templates, folder, count)
        for name in names:
            yield name, [cost(folder, name, count) for count, folder in folders.items()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurement that the command line asks for, and print a line a format."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation.bench.exports")
    parser.add_argument("output", type=Path, help="records to repeat")
    parser.add_argument("--to", default="", metavar="FORMAT,...", help="default: all")
    parser.add_argument("--records", default=",".join(map(str, COUNTS)), metavar="N,N")
    asked = parser.parse_args(arguments)
    paths = sorted(Store(asked.output).records.glob("*.json"))[:TEMPLATES]
    templates = [RECORD.decode(path.read_bytes()) for path in paths]
    if not templates:
        parser.error(f"there are no records in {asked.output}")
    counts = [int(count) for count in asked.records.split(",")]
    print(f"{'format':14}" + "".join(f"{f'{c} a s':>14}{'MB':>8}" for c in counts) + f"{'+':>8}")
    for name, costs in measured(templates, counts, asked.to.split(",") if asked.to else formats()):
        told = (f"{one.count / one.seconds:14.0f}{one.memory / 1e6:8.1f}" for one in costs)
        grown = costs[-1].memory / costs[0].memory - 1
        print(f"{name:14}" + "".join(told) + f"{100 * grown:7.1f}%", flush=True)


if __name__ == "__main__":
    main()
