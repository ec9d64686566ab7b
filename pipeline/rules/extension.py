"""A user's own file of names beside the project's authority table: read, checked, joined.

Tab-separated, UTF-8, with the columns of the table; lines that begin with '#' are comments.
A row with the id of the project's table adds spellings to that entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from pipeline.rules.authority import COLUMNS, Table, latin_forms
from pipeline.rules.fold import han, latin
from pipeline.rules.tables import forms, rows

KINDS = ("person", "organisation", "place")
_LEAST = 4  # id, type, label and Hungarian spellings; the other columns may be left out
_WORDS = frozenset(
    "nagy kis uj regi feher fekete voros kovacs szabo magyar kinai elvtars miniszter".split()
)


class Fault(Struct, frozen=True):
    """What is wrong with a line; a fault that is only doubtful does not forbid the file."""

    line: int
    message: str
    doubtful: bool = False

    def __str__(self) -> str:
        """As shown to the user."""
        return f"line {self.line}: {'doubtful: ' if self.doubtful else ''}{self.message}"


def read(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a file with the numbers of their lines, filled up to all columns."""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if line.strip() and not line.startswith("#") and cells[:2] != COLUMNS[:2]:
            yield number, cells + ("",) * (len(COLUMNS) - len(cells))


def faults(text: str) -> list[Fault]:
    r"""Everything that is wrong with a file.

    >>> [str(fault) for fault in faults("kun-bela\tpersn\tBéla Kun\tKun Béla")]
    ["line 1: there is no type 'persn': person, organisation or place"]
    """
    found: list[Fault] = []
    seen: dict[str, int] = {}
    spelled: dict[str, tuple[int, str]] = {}
    for number, row in read(text):
        found += _row_faults(number, row)
        if row[0] in seen:
            found.append(Fault(number, f"the id '{row[0]}' stands in line {seen[row[0]]} already"))
        seen.setdefault(row[0], number)
        for form in _spellings(row):
            other = spelled.setdefault(form, (number, row[0]))
            if other[1] != row[0]:
                message = f"'{form}' stands in line {other[0]} too: it will stay unresolved"
                found.append(Fault(number, message, doubtful=True))
    return found


def _row_faults(number: int, row: tuple[str, ...]) -> Iterator[Fault]:
    if not any(row[1:]) and (sign := next((one for one in ";," if one in row[0]), "")):
        yield Fault(number, f"columns are parted by tabs, not '{sign}'")
        return
    if len(row) > len(COLUMNS):
        yield Fault(number, f"{len(row)} columns, there are {len(COLUMNS)}: {', '.join(COLUMNS)}")
    if not row[0] or any(char.isspace() for char in row[0]):
        yield Fault(number, f"an id without spaces is needed, not '{row[0]}'")
    if row[1] not in KINDS:
        yield Fault(number, f"there is no type '{row[1]}': person, organisation or place")
    if not row[2]:
        yield Fault(number, "the English label is missing")
    if not any(row[3:6]) and not row[7]:
        yield Fault(number, "there is no spelling to look for")
    for form in _spellings(row):
        if len(form) < 2 or form in _WORDS:
            yield Fault(number, f"'{form}' is a word of its own and will be found everywhere", True)


def _spellings(row: tuple[str, ...]) -> Iterator[str]:
    for form in latin_forms(row):
        yield latin(form)
    for form in forms(f"{row[4]}|{row[5]}"):
        yield han(form)


def size() -> int:
    """How many names the project's own table has."""
    return len(rows("authority.tsv")) - 1


@lru_cache(4)
def joined(text: str) -> Table:
    """The project's table with the rows of a user's file; without a file the table alone."""
    own = rows("authority.tsv")[1:]
    labels = {row[0]: row[1:3] for row in own}
    added = (row for _, row in read(text))
    told = ((row[0], *labels.get(row[0], row[1:3]), *row[3 : len(COLUMNS)]) for row in added)
    return Table((*own, *told))
