"""Run as `python -m samples.benchmark --out DIR [--pages N] [--seed S] [--only SET]`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from samples.benchmark import chinese, hungarian, layouts, variants
from samples.benchmark.shot import Shot, save
from samples.generator.faces import FaceError
from samples.generator.scan import seed_of

SETS = ("hu", "zh", "variants", "layout")
TYPESCRIPTS = Path("../shared/scans/hungarian-text")


def shots(name: str, typescripts: Path, pages: int, seed: int) -> Iterator[Shot]:
    """The shots of a set."""
    if name == "hu":
        return hungarian.shots(typescripts, pages, seed)
    made = {"zh": chinese.shots, "variants": variants.shots, "layout": layouts.shots}
    return made[name](pages, seed)


def main(arguments: list[str] | None = None) -> int:
    """Make the sets that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m samples.benchmark", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--pages", type=int, default=12, help="pages of each kind (default: 12)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another set")
    parser.add_argument("--only", choices=SETS, action="append", help="this set only")
    parser.add_argument("--typescripts", type=Path, default=TYPESCRIPTS, metavar="DIR",
                        help="folder of the Hungarian line geometry")  # fmt: skip
    asked = parser.parse_args(arguments)
    try:
        for name in asked.only or SETS:
            for shot in shots(name, asked.typescripts, asked.pages, asked.seed):
                save(shot, seed_of(asked.seed, shot.stem), asked.out / name)
                print(f"{name}/{shot.stem}.jpg", flush=True)
    except (FaceError, FileNotFoundError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
