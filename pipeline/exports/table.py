"""CSV as importers want it: UTF-8 without byte order mark, LF, a header, quoted where needed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Row = dict[str, str]


@contextmanager
def table(
    path: Path, headers: Sequence[str], *above: Sequence[str]
) -> Iterator[Callable[[Row], None]]:
    """Write a table; what is yielded takes a row by column names, missing ones are empty.

    ``above`` are lines between the header and the rows.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        plain = csv.writer(stream, lineterminator="\n")
        plain.writerows([headers, *above])
        writer = csv.DictWriter(stream, headers, restval="", lineterminator="\n")
        yield writer.writerow
