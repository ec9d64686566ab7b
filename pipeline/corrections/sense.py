"""What a correction may say: the same whether it is typed, comes in a table or lies in a file."""

from __future__ import annotations

import msgspec

from pipeline.corrections import fields
from pipeline.corrections.types import ROTATIONS, Change
from pipeline.errors import UsageError
from pipeline.stages.normalise import clean

MOST_LETTERS = 100_000


def checked(change: Change) -> Change:
    """Return a correction as it may be kept; raises UsageError for what makes no sense."""
    if max(map(len, (change.before, change.after))) > MOST_LETTERS:
        raise UsageError("The text is too long.", f"At most {MOST_LETTERS} characters.")
    if change.kind == "field":
        after = fields.check(change.field or "", change.after)
        return msgspec.structs.replace(change, after=after)
    if change.kind == "line":
        after = clean(change.after).strip()
        if change.box is None or not after or "\n" in after:
            raise UsageError("A line needs its box and one line of text.")
        return msgspec.structs.replace(change, after=after)
    if change.kind == "rotation":
        return msgspec.structs.replace(change, after=_rotation(change.after))
    if change.kind == "order" and not change.boxes:
        raise UsageError("A reading order needs boxes.")
    return change


def _rotation(text: str) -> str:
    if text.strip() not in ROTATIONS:
        raise UsageError(
            f"{text!r} is no rotation.",
            f"Degrees clockwise that make the page upright: {', '.join(ROTATIONS)}.",
        )
    return text.strip()
