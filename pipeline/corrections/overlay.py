"""Corrections laid over a page as read: what it then says, and what no longer fits."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.corrections.match import arranged, nearest
from pipeline.corrections.types import HUMAN, Change, Conflict, Sheet, Trouble
from pipeline.model import Alternative, Box, Correction, Line, Page, Region, Word
from pipeline.stages.normalise import page_text, search_text

CHECKED, IN_CONFLICT, WAITING = "checked", "correction conflict", "to be read again"


class Laid(Struct, frozen=True):
    """A page with its corrections, what they changed, and those that no longer fit.

    Paths in ``history`` are relative to the page.
    """

    page: Page
    history: tuple[Correction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class _Work:
    """A page's regions while corrections are laid over them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.regions = [list(region.lines) for region in page.regions]
        self.order = list(range(len(page.regions)))
        self.made: list[tuple[int, Line, Line]] = []
        self.history: list[Correction] = []
        self.conflicts: list[Conflict] = []

    def conflict(self, change: Change, trouble: Trouble, now: str = "") -> None:
        page, half = self.page.number, self.page.half
        self.conflicts.append(
            Conflict(page=page, half=half, change=change, trouble=trouble, now=now)
        )


def lay(page: Page, sheet: Sheet) -> Laid:
    """Lay a page's corrections over it."""
    if page.failure is not None:
        return Laid(
            page, (), tuple(_waiting(page, c) for c in sheet.changes if c.kind != "checked")
        )
    work = _Work(page)
    for change in sheet.changes:
        if change.kind == "rotation":
            _turn(work, change)
    _lines(work, [change for change in sheet.changes if change.kind == "line"])
    for change in sheet.changes:
        if change.kind == "order":
            _reorder(work, change)
    checked = any(change.kind == "checked" for change in sheet.changes)
    return _finished(work, checked=checked)


def _waiting(page: Page, change: Change) -> Conflict:
    """Return a correction that waits for its page to be read."""
    turned = change.kind == "rotation"
    return Conflict(
        page=page.number,
        half=None if turned else page.half,
        change=change,
        trouble="waiting" if turned else "missing",
    )


def _turn(work: _Work, change: Change) -> None:
    """Tell that a person has turned the page, or that it has not been read so yet."""
    if str(work.page.rotation) != change.after:
        work.conflicts.append(_waiting(work.page, change))
    elif change.before != change.after:
        work.history.append(
            Correction(path="rotation", before=change.before, after=change.after, by=HUMAN)
        )


def _lines(work: _Work, changes: Sequence[Change]) -> None:
    """Correct lines: first those that stand where and as they stood, then the nearest."""
    places = [(r, n) for r, lines in enumerate(work.regions) for n in range(len(lines))]
    lines = [work.regions[r][n] for r, n in places]
    boxes = [line.box for line in lines]
    taken: set[int] = set()
    exact = {(line.box, line.text): i for i, line in reversed(list(enumerate(lines)))}
    found: list[tuple[Change, int | None]] = []
    for change in sorted(changes, key=lambda c: (c.box, c.before) not in exact):
        index = exact.get((change.box, change.before)) if change.box else None
        if index in taken:
            index = None
        if index is None and change.box is not None:
            index = nearest(change.box, boxes, taken)
        if index is not None:
            taken.add(index)
        found.append((change, index))
    for change, index in sorted(found, key=lambda pair: changes.index(pair[0])):
        if index is None:
            near = change.box is not None and nearest(change.box, boxes, set()) is not None
            work.conflict(change, "unclear" if near else "missing")
            continue
        _correct(work, change, *places[index])


def _correct(work: _Work, change: Change, region: int, number: int) -> None:
    line = work.regions[region][number]
    if line.engine == HUMAN and line.text == change.after:
        return  # a record in which it is already
    if as_read(line) not in (change.before, change.after):
        work.conflict(change, "changed", as_read(line))
    made = corrected(line, change.after)
    work.regions[region][number] = made
    work.made.append((region, line, made))


def corrected(line: Line, text: str) -> Line:
    """Return a line as a person reads it; what the engine read stays as an alternative."""
    read = Alternative(text=line.text, confidence=line.confidence, engine=line.engine)
    before = () if line.engine == HUMAN else (read,)  # a person's own slip is no reading
    return replace(
        line,
        text=text,
        confidence=1.0,
        engine=HUMAN,
        words=_words(line, text),
        alternatives=(*before, *line.alternatives),
    )


def as_read(line: Line) -> str:
    """Return what the machine read at a line that a person may have corrected."""
    human = line.engine == HUMAN and line.alternatives
    return line.alternatives[0].text if human else line.text


def _words(line: Line, text: str) -> tuple[Word, ...]:
    """Return the words in their old boxes; none if their number has changed."""
    pieces = text.split()
    if len(pieces) != len(line.words):
        pieces = list("".join(pieces))
    if len(pieces) != len(line.words):
        return ()
    return tuple(
        replace(word, text=piece, confidence=1.0)
        for word, piece in zip(line.words, pieces, strict=True)
    )


def _reorder(work: _Work, change: Change) -> None:
    """Put regions, or the lines of one, into the order of the correction."""
    regions = work.page.regions
    if change.box is None:
        order = arranged(change.boxes, [regions[r].box for r in work.order])
        if order is None:
            work.conflict(change, "missing")
            return
        before, work.order = work.order, [work.order[i] for i in order]
        _told(work, "regions", [regions[r].box for r in before], change.boxes)
        return
    place = nearest(change.box, [region.box for region in regions], set())
    lines = [] if place is None else work.regions[place]
    order = arranged(change.boxes, [line.box for line in lines])
    if place is None or order is None:
        work.conflict(change, "missing")
        return
    work.regions[place] = [lines[i] for i in order]
    where = f"regions[{work.order.index(place)}].lines"
    _told(work, where, [line.box for line in lines], change.boxes)


def _told(work: _Work, path: str, before: Sequence[Box], after: Sequence[Box]) -> None:
    before_text, after_text = (" ".join(map(_shown, boxes)) for boxes in (before, after))
    work.history.append(Correction(path=path, before=before_text, after=after_text, by=HUMAN))


def _shown(box: Box) -> str:
    return ",".join(map(str, box))


def _finished(work: _Work, *, checked: bool) -> Laid:
    """Return the page with its text made anew, and the history with final paths."""
    page = work.page
    regions = tuple(
        _region(page.regions[r], place, work.regions[r]) for place, r in enumerate(work.order)
    )
    text = page_text(regions)
    history = [
        Correction(
            path=f"regions[{work.order.index(r)}].lines[{_index(work.regions[r], made)}].text",
            before=line.text, after=made.text, by=HUMAN,
        )
        for r, line, made in work.made
    ]  # fmt: skip
    troubles = {conflict.trouble for conflict in work.conflicts}
    reasons = (
        (CHECKED,) * checked
        + (WAITING,) * ("waiting" in troubles)
        + (IN_CONFLICT,) * bool(troubles - {"waiting"})
    )
    quality = replace(
        page.quality,
        needs_review=bool(work.conflicts) or (page.quality.needs_review and not checked),
        reasons=tuple(dict.fromkeys((*page.quality.reasons, *reasons))),
    )
    changed = replace(
        page, regions=regions, text=text, search_text=search_text(text), quality=quality
    )
    return Laid(changed, (*history, *work.history), tuple(work.conflicts))


def _region(region: Region, place: int, lines: Sequence[Line]) -> Region:
    return replace(region, order=place, lines=tuple(lines))


def _index(lines: Sequence[Line], line: Line) -> int:
    return next(i for i, other in enumerate(lines) if other is line)
