"""Cells of tables in running text: columns parted by tabs, below a line of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator


def column_cells(text: str, heading: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    r"""Where the cells below a heading stand; a line without that many columns ends the table.

    >>> text = "Ssz.\tNév\n1.\tLi Ven\nÖsszesen: 1"
    >>> [text[start:end] for start, end in column_cells(text, re.compile("Név"))]
    ['Li Ven']
    """
    column, start = -1, 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and (found := _headed(cells, heading)) is not None:
            column = found
        elif column >= 0 and len(cells) > max(1, column):
            begin = start + sum(len(cell) + 1 for cell in cells[:column])
            yield begin, begin + len(cells[column])
        else:
            column = -1
        start += len(line) + 1


def _headed(cells: list[str], heading: re.Pattern[str]) -> int | None:
    plain = ("".join(cell.split()) for cell in cells)
    return next((n for n, cell in enumerate(plain) if heading.fullmatch(cell)), None)
