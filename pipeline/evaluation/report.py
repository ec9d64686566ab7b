"""An evaluation as rows of text, as JSON, and as an HTML page with the worst pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2
import msgspec

from pipeline.evaluation.crops import ShownMiss
from pipeline.evaluation.diff import Side, sides
from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.fields import FieldScore
from pipeline.evaluation.measure import Rate
from pipeline.evaluation.page_score import MISSING, PageScore
from pipeline.evaluation.summary import Summary
from pipeline.model import Frozen

Row = tuple[str, ...]
TEMPLATE = "report.html.j2"
SUMMARY_HEAD: Row = (
    "group", "pages", "unread", "characters", "CER", "CER mean", "CER folded", "CER simplified",
    "WER", "bag", "extra", "accents wrong", "variant swaps", "stamps", "ECE",
    "in worst tenth",
)  # fmt: skip
PAGE_HEAD: Row = ("page", "language", "characters", "CER", "bag", "WER", "extra", "not right")
ARRANGEMENT_HEAD: Row = (
    "group",
    "lines of wrong kind",
    "rows wrong",
    "redactions",
    "found",
    "false",
)
FIELD_HEAD: Row = ("field", "found", "wrong", "missed", "near", "precision", "recall", "F1")


class Table(Frozen, frozen=True, kw_only=True):
    """A table as strings, for whoever shows it."""

    title: str
    head: Row
    rows: tuple[Row, ...]


def percent(value: float | None) -> str:
    """Show a share; a missing one as a dash.

    >>> percent(0.0256), percent(None)
    ('2.56 %', '-')
    """
    return "-" if value is None else f"{100 * value:.2f} %"


def shown(rate: Rate | None) -> str:
    """Show a rate; an infinite one by its characters.

    >>> from pipeline.evaluation.measure import rate
    >>> shown(rate(1, 8)), shown(rate(7, 0)), shown(None)
    ('12.50 %', 'infinite (7)', '-')
    """
    if rate is None:
        return "-"
    return f"infinite ({rate.errors})" if rate.infinite else percent(rate.value)


def worst_first(evaluation: Evaluation) -> list[PageScore]:
    """Return the pages by falling character error rate; blank pages with output lead."""
    return sorted(
        evaluation.pages,
        key=lambda page: (-_badness(page.text.cer), page.file, page.number, page.half or ""),
    )


def tables(evaluation: Evaluation, *, pages: int | None = None) -> tuple[Table, ...]:
    """Return all tables, the page table cut to the worst ``pages``."""
    groups = [evaluation.summary, *evaluation.by_language, *evaluation.by_severity]
    worst = worst_first(evaluation)[:pages]
    found = (
        Table(title="Text", head=SUMMARY_HEAD, rows=tuple(map(_summary_row, groups))),
        _judgement_table(groups),
        _arrangement_table(groups),
        Table(title="Metadata", head=FIELD_HEAD, rows=tuple(_field_rows(evaluation.summary))),
        _confusion_table(evaluation.summary),
        Table(title="Pages, worst first", head=PAGE_HEAD, rows=tuple(map(_page_row, worst))),
    )
    return tuple(table for table in found if table.rows)


def absent(evaluation: Evaluation) -> str:
    """Say how many pages of the truth no record has; nothing where all are there."""
    missing = sum(page.problem == MISSING for page in evaluation.pages)
    return f"{missing} of {evaluation.summary.pages} pages of the truth are not in OUTPUT" * (
        missing > 0
    )


def as_text(evaluation: Evaluation, *, pages: int | None = None) -> str:
    """Return the tables as plain text."""
    return "\n".join(plain(table) for table in tables(evaluation, pages=pages))


def plain(table: Table) -> str:
    """Return one table as plain text, first column to the left, numbers to the right."""
    rows = [table.head, *table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    rule = "-" * max(map(len, lines))
    return "\n".join([table.title, rule, lines[0], rule, *lines[1:], ""])


def as_json(evaluation: Evaluation) -> str:
    """Return everything as JSON with sorted keys."""
    content = msgspec.json.encode(evaluation, order="sorted")
    return msgspec.json.format(content, indent=2).decode() + "\n"


def listed_misses(evaluation: Evaluation) -> Iterator[str]:
    """Yield the fields that differ, by document, as lines of text."""
    for document in evaluation.documents:
        if document.misses:
            yield document.file
        for miss in document.misses:
            wanted, read = "; ".join(miss.wanted) or "-", "; ".join(miss.read) or "-"
            yield f"  {miss.field}: {' '.join(wanted.split())} | {' '.join(read.split())}"


def as_html(evaluation: Evaluation, *, pages: int = 20, misses: Sequence[ShownMiss] = ()) -> str:
    """Return a page that needs nothing else, with the worst pages side by side.

    ``misses``: fields that differ, with the pieces of their pages.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE).render(
        tables=tables(evaluation),
        corpus=evaluation.corpus,
        misses=misses,
        worst=[_shown_page(page) for page in worst_first(evaluation)[:pages] if _bad(page)],
    )


class ShownPage(Frozen, frozen=True, kw_only=True):
    """A page of the HTML report."""

    name: str
    cer: str
    remark: str
    language: str
    truth: Side
    read: Side


def _shown_page(page: PageScore) -> ShownPage:
    """Prepare a page for the template."""
    truth, read = sides(page.truth_text, page.read_text, body_only=page.body_only)
    return ShownPage(
        name=page.name,
        cer=shown(page.text.cer),
        remark=_remark(page),
        language=page.language or "und",
        truth=truth,
        read=read,
    )


def _bad(page: PageScore) -> bool:
    """Tell whether there is anything to show."""
    return page.text.cer.errors > 0


def _badness(rate: Rate) -> float:
    """Order rates; infinite ones by how much was read."""
    return 1e9 + rate.errors if rate.value is None else rate.value


def _summary_row(group: Summary) -> Row:
    """One group."""
    return (
        group.name,
        str(group.pages),
        str(group.unread),
        str(group.characters),
        shown(group.cer),
        percent(group.cer_macro),
        shown(group.cer_folded),
        shown(group.cer_simplified),
        shown(group.wer),
        shown(group.bag),
        str(group.extra),
        shown(group.accents),
        shown(group.swaps),
        shown(group.stamps),
        percent(group.calibration),
        percent(group.in_worst_tenth),
    )


def _judgement_table(groups: Sequence[Summary]) -> Table:
    """Return how many pages were judged right, by kind of judgement."""
    names = list(groups[0].judged)
    rows = tuple(
        (group.name, *(_right(group.judged.get(name)) for name in names))
        for group in groups
        if group.judged
    )
    return Table(title="Judgements right", head=("group", *names), rows=rows)


def _arrangement_table(groups: Sequence[Summary]) -> Table:
    """Return how the parts of pages were told apart, for groups whose truth tells it."""
    rows = []
    for group in groups:
        told, struck = group.arranged, group.arranged.redactions
        if told.kinds or told.rows or struck:
            counts = (struck.there, struck.found, struck.false) if struck else ("-",) * 3
            rows.append((group.name, shown(told.kinds), shown(told.rows), *map(str, counts)))
    return Table(title="Arrangement", head=ARRANGEMENT_HEAD, rows=tuple(rows))


def _right(rate: Rate | None) -> str:
    """Show a rate of errors as what is right."""
    return f"{rate.total - rate.errors}/{rate.total}" if rate and rate.total else "-"


def _field_rows(summary: Summary) -> Iterator[Row]:
    """Yield the fields, then all metadata fields together."""
    total = [summary.metadata] if summary.metadata else []
    for score in (*summary.fields, *total):
        yield _field_row(score)


def _field_row(score: FieldScore) -> Row:
    """One field."""
    counts = (score.found, score.wrong, score.missed, score.near)
    shares = (score.precision, score.recall, score.f1)
    return (score.field, *map(str, counts), *map(percent, shares))


def _confusion_table(summary: Summary) -> Table:
    """Return the most frequent confusions of accented letters."""
    rows = tuple(
        (each.truth or "(nothing)", each.read or "(nothing)", str(each.count))
        for each in summary.confusions[:20]
    )
    return Table(title="Accented letters", head=("truth", "read as", "times"), rows=rows)


def _page_row(page: PageScore) -> Row:
    """One page."""
    text = page.text
    return (
        page.name,
        page.language or "und",
        str(text.cer.total),
        shown(text.cer),
        shown(text.bag),
        shown(text.wer),
        str(text.extra),
        _remark(page) or "-",
    )


def _remark(page: PageScore) -> str:
    """Say what else is wrong with a page."""
    if page.problem:
        return page.problem
    checks = msgspec.structs.asdict(page.checks)
    return ", ".join(name for name, right in checks.items() if right is False)
