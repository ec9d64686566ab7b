"""Text that no importer can be hurt by: cells of a table, values in a list, XML."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What spreadsheet programs take for the beginning of a formula, wide forms too.
FORMULA = tuple("=+-@\t\r＝＋－＠")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    r"""Return text without what XML 1.0 forbids (control characters but tab and line end).

    >>> plain("a\x00b\nc\ufffe")
    'ab\nc'
    """
    return CONTROLS.sub("", text)


def one_line(text: str) -> str:
    r"""Return text on one line.

    >>> one_line("Külügyminisztérium\nIV. osztály")
    'Külügyminisztérium IV. osztály'
    """
    return SPACES.sub(" ", plain(text)).strip()


def cell(text: str) -> str:
    """Return text as a cell that no spreadsheet runs: a formula is marked with an apostrophe.

    >>> cell("=cmd|'/C calc'!A0"), cell("Titkos")
    ("'=cmd|'/C calc'!A0", 'Titkos')
    """
    bare = plain(text)
    return f"'{bare}" if bare.lstrip().startswith(FORMULA) or bare.startswith(FORMULA) else bare


def several(values: Iterable[str], separator: str = "|") -> str:
    """Return values in one cell; a separator within a value becomes a broken bar.

    >>> several(["hu", "", "a|b"])
    'hu|a¦b'
    """
    kept = (one_line(value).replace(separator, "¦") for value in values)
    return separator.join(cell(value) for value in kept if value)


def clipped(text: str, limit: int) -> str:
    """Return text that an importer's field can hold, with an ellipsis where it was cut.

    >>> clipped("Feljegyzés", 6)
    'Felje…'
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"
