"""What a correction is, and what became of it."""

from __future__ import annotations

from typing import Literal

from pipeline.model import Box, Frozen, Half, Rotation

HUMAN = "human"
# Degrees clockwise that make a page upright, as corrections write them.
ROTATIONS: dict[str, Rotation] = {"0": 0, "90": 90, "180": 180, "270": 270}
Kind = Literal["line", "field", "order", "rotation", "checked"]
Trouble = Literal["changed", "missing", "unclear", "waiting"]


class Change(Frozen, frozen=True, kw_only=True):
    """One correction.

    ``line``
        The line at ``box`` that read ``before`` reads ``after``.
    ``field``
        The metadata field ``field`` is ``after`` (nothing: it is not there); several
        values stand one a line. ``before`` is what the machine had found.
    ``order``
        The lines of the region at ``box``, or the page's regions where there is no box,
        follow each other as ``boxes`` do.
    ``rotation``
        The scan is upright when it is turned clockwise by ``after`` degrees; the machine had
        turned it by ``before``. Its pages are read again in that position.
    ``checked``
        A person has found the whole page right as it now stands.
    """

    kind: Kind
    box: Box | None = None
    field: str | None = None
    before: str = ""
    after: str = ""
    boxes: tuple[Box, ...] = ()
    by: str = ""
    at: str = ""


class Sheet(Frozen, frozen=True, kw_only=True):
    """The corrections of a page; page 0 holds those of the document as a whole."""

    sha256: str
    page: int = 0
    half: Half | None = None
    changes: tuple[Change, ...] = ()


class Conflict(Frozen, frozen=True, kw_only=True):
    """A correction that no longer fits what is read.

    ``changed``: the place reads ``now``; the correction holds. ``missing``: there is no
    such place any more; the correction waits. ``unclear``: another correction was nearer.
    ``waiting``: the page has not been read in that position yet.
    """

    page: int
    half: Half | None
    change: Change
    trouble: Trouble
    now: str = ""
