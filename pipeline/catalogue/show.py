"""Answers for people on the terminal, and as NDJSON for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from pipeline.catalogue import index
from pipeline.catalogue.answer import FoundLine, Hit, Mark, Results, Snippet

SHOWN_LINES = 3
SHOWN_NAMES = 8
# An update of so many records shows how far it is.
WORTH_SHOWING = 200
INDENT = "    "


def show_update(output: Path) -> Sequence[tuple[str, str]]:
    """Bring the catalogue up to date; return the records that could not be taken in."""

    def tell(done: int, total: int) -> None:
        if total >= WORTH_SHOWING:
            click.echo(f"\rcatalogue: {done} of {total} records", err=True, nl=done == total)

    update = index.update(output, tell)
    for file, message in update.faults:
        click.echo(f"not in the catalogue: {file}: {message}", err=True)
    return update.faults


def as_ndjson(results: Results) -> Iterator[str]:
    """Return one JSON object a hit."""
    for hit in results.hits:
        yield msgspec.json.encode(hit, order="sorted").decode()


def as_text(results: Results, *, width: int) -> Iterator[str]:
    """Return the answer in lines, matches between ``>>`` and ``<<`` and in bold."""
    first = results.query.offset + 1
    last = results.query.offset + len(results.hits)
    shown = f", {first}-{last} shown" if results.hits and len(results.hits) < results.total else ""
    yield f"{_count(results.total)}{shown}"
    for expansion in results.expansions:
        others = [name for name in expansion.names if name != expansion.asked]
        more = " ..." if len(others) > SHOWN_NAMES else ""
        yield f"'{expansion.asked}' also as: {', '.join(others[:SHOWN_NAMES])}{more}"
    if results.suggestions:
        yield f"there is: {', '.join(results.suggestions)}"
    for hit in results.hits:
        yield ""
        yield from _hit(hit, width)


def _count(total: int) -> str:
    return {0: "nothing found", 1: "1 page"}.get(total, f"{total} pages")


def _hit(hit: Hit, width: int) -> Iterator[str]:
    half = f" {hit.half}" if hit.half else ""
    review = "review" if hit.needs_review else None
    facts = (hit.date, hit.document_type, hit.classification, hit.language, hit.grade, review)
    told = "  ".join(plain(fact) for fact in facts if fact)
    yield f"{click.style(plain(hit.path), bold=True)}  page {hit.page}{half}  {told}"
    yield f"{INDENT}{_marked(_cut(hit.snippet, max(width - len(INDENT), 40)))}"
    for line in hit.lines[:SHOWN_LINES]:
        yield f"{INDENT}{_place(line)}"
    if len(hit.lines) > SHOWN_LINES:
        yield f"{INDENT}... {len(hit.lines) - SHOWN_LINES} more lines"
    yield f"{INDENT}records/{plain(hit.file)}"


def _place(line: FoundLine) -> str:
    found = ", ".join(plain(line.text[a:b]) for a, b in line.marks)
    return f"box {','.join(map(str, line.box))}  {line.kind}  {found}"


def _cut(snippet: Snippet, width: int) -> Snippet:
    """Shorten a snippet to what fits two lines, its first mark kept in sight."""
    room = 2 * width
    if len(snippet.text) <= room:
        return snippet
    begin = max(snippet.marks[0][0] - room // 3, 0) if snippet.marks else 0
    marks = [
        (a - begin, min(b - begin, room)) for a, b in snippet.marks if begin <= a < begin + room
    ]
    return Snippet(snippet.text[begin : begin + room], tuple(marks))


def _marked(snippet: Snippet) -> str:
    parts: list[str] = []
    at = 0
    for start, end in snippet.marks:
        parts += [plain(snippet.text[at:start]), _bold(snippet.text, (start, end))]
        at = end
    return "".join((*parts, plain(snippet.text[at:])))


def _bold(text: str, mark: Mark) -> str:
    return click.style(f">>{plain(text[slice(*mark)])}<<", fg="yellow", bold=True)


def plain(text: str) -> str:
    r"""Return text that a terminal shows and does not obey: no controls, no line ends.

    >>> plain("a\nb\x1b[31m\u202ec")
    'a b.[31m.c'
    """
    return "".join(
        " " if char.isspace() else "." if unicodedata.category(char)[0] == "C" else char
        for char in text
    )
