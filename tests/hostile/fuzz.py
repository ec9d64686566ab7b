"""A mutation fuzzer: samples with bytes flipped, cut and spliced, through a whole run.

``python -m tests.hostile.fuzz 500`` reads so many mutants; the seeds are fixed, so that a
mutant that escapes can be made again by its number.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from pipeline import jobs
from pipeline.errors import REMEDIES
from pipeline.validation import validate
from tests import standins
from tests.hostile.reading import read_hostile

SAMPLES = Path(__file__).parents[2] / "samples"
# Larger ones would take long to copy, and teach nothing else.
MOST_BYTES = 400_000


def parents() -> list[bytes]:
    """Return the documents that mutants descend from."""
    found = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".jpg", ".png"})
    return [path.read_bytes() for path in found if path.stat().st_size <= MOST_BYTES]


def mutant(seed: int, families: list[bytes]) -> bytes:
    """Return the mutant of that number."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(families))
    for _ in range(chance.choice((1, 2, 4, 16))):
        place, length = chance.randrange(len(data)), chance.choice((1, 2, 8, 64, 1024))
        match chance.randrange(6):
            case 0:  # flip a bit
                data[place] ^= 1 << chance.randrange(8)
            case 1:  # overwrite with noise
                data[place : place + length] = chance.randbytes(length)
            case 2:  # lose a part
                del data[place : place + length]
            case 3:  # repeat a part
                data[place:place] = data[place : place + length]
            case 4:  # splice in a part of another document
                other = chance.choice(families)
                start = chance.randrange(len(other))
                data[place:place] = other[start : start + 16 * length]
            case _:  # change a number, where the structure is
                _change_number(data, chance)
        if len(data) < 100:
            break
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)


def _change_number(data: bytearray, chance: random.Random) -> None:
    digits = [place for place in range(min(len(data), 4000)) if 48 <= data[place] <= 57]
    if digits:
        data[chance.choice(digits)] = 48 + chance.randrange(10)


def fuzz(first: int, rounds: int, folder: Path) -> tuple[int, list[str]]:
    """Read mutants; return the number of outcomes, and what escaped."""
    delivery = folder / "in"
    delivery.mkdir()
    families = parents()
    for seed in range(first, first + rounds):
        (delivery / f"{seed:06}.pdf").write_bytes(mutant(seed, families))
    found = read_hostile(delivery, folder / "out", folder / "scratch")
    refused = {line.file for line in found.summary.failures if line.page is None}
    escaped = [
        f"{line.file}: {line.reason}: {line.message}"
        for line in found.summary.failures
        if line.reason not in REMEDIES or line.reason in {"internal_error", "crashed"}
    ]
    escaped += [str(fault) for fault in validate(folder / "out")[1]]
    return found.summary.documents + len(refused), escaped


def main() -> None:
    """Run as a command: the number of rounds, and the first seed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    setattr(jobs.Making, "of", staticmethod(standins.made))  # noqa: B010
    with tempfile.TemporaryDirectory() as folder:
        outcomes, escaped = fuzz(first, rounds, Path(folder))
    print("\n".join(escaped))
    print(f"{rounds} mutants, {outcomes} outcomes, {len(escaped)} escapes")
    sys.exit(bool(escaped) or outcomes != rounds)


if __name__ == "__main__":
    main()
