"""Quality floors that cannot sink unnoticed.

``floors.json`` beside this module holds, for one corpus of ground truth, the least
value of every measure. All measures are turned so that higher is better (``1 - CER`` and so
on). A run below a floor, a missing measure or a changed corpus is a violation. Floors only
rise, unless the caller asks for lowering by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.measure import Rate
from pipeline.evaluation.summary import Summary
from pipeline.model import Frozen

# How far a measure may lie under its floor: other builds of Tesseract and poppler read a
# few characters differently. Measures of few items move in larger steps; judgements on
# pages (language, rotation ...) must not sink at all.
ROOM = {
    "judged": 0.0,
    "field": 0.06,
    "stamps": 0.06,
    "metadata": 0.02,
    "precision": 0.02,
    "words": 0.02,
}
ROOM_OF_TEXT = 0.006

FLOORS = Path(__file__).with_name("floors.json")
SCALE = 10_000


class Floors(Frozen, frozen=True, kw_only=True):
    """The least values, the corpus they hold for, and its number of pages."""

    corpus: str
    pages: int
    floors: dict[str, float]


def load(path: Path = FLOORS) -> Floors:
    """Load the floors."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Floors)
    except FileNotFoundError as error:
        raise UsageError(f"No floors in {path}", "Write them with the update option.") from error
    except msgspec.MsgspecError as error:
        raise UsageError(f"{path}: {error}", "Correct the floors.") from error


def measured(evaluation: Evaluation) -> dict[str, float]:
    """Return every measure as a value where higher is better, rounded down."""
    summary = evaluation.summary
    values = _text_values("", summary)
    for group in evaluation.by_language:
        values |= _text_values(f".{group.name}", group)
    values |= {f"judged.{name}": _good(each) for name, each in summary.judged.items()}
    values |= {f"field.{score.field}": score.f1 for score in summary.fields}
    if summary.metadata:
        # Of all fields together: a value made up for an empty field has no F1 of its own.
        values |= {"metadata": summary.metadata.f1, "precision": summary.metadata.precision}
    return {key: _down(value) for key, value in sorted(values.items()) if value is not None}


def check(evaluation: Evaluation, floors: Floors) -> list[str]:
    """Return what is worse than it may be; an empty list if all is well."""
    if evaluation.corpus != floors.corpus:
        return [
            f"the ground truth has changed (corpus {evaluation.corpus[:12]}, floors are for"
            f" {floors.corpus[:12]}): update the floors on purpose"
        ]
    if evaluation.summary.pages != floors.pages:
        return [f"{evaluation.summary.pages} pages evaluated, the floors are for {floors.pages}"]
    return _below(measured(evaluation), floors.floors, _room)


def _room(name: str) -> float:
    """Return how far a measure may lie under its floor."""
    return ROOM.get(name.split(".")[0], ROOM_OF_TEXT)


def update(evaluation: Evaluation, path: Path = FLOORS, *, allow_lower: bool = False) -> Floors:
    """Write what was measured as the new floors; refuse to lower one unless told to."""
    values = measured(evaluation)
    if path.exists() and not allow_lower:
        lower = _below(values, load(path).floors)
        if lower:
            raise UsageError(
                "This would lower floors: " + "; ".join(lower),
                "Mend the loss, or allow lowering explicitly and give the reason.",
            )
    floors = Floors(corpus=evaluation.corpus, pages=evaluation.summary.pages, floors=values)
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(encode(floors))
    temporary.replace(path)
    return floors


def encode(floors: Floors) -> bytes:
    """Return the floors as a file."""
    return msgspec.json.format(msgspec.json.encode(floors, order="sorted"), indent=2) + b"\n"


def _no_room(_: str) -> float:
    return 0.0


def _below(
    values: dict[str, float], floors: dict[str, float], room: Callable[[str], float] = _no_room
) -> list[str]:
    """Name the measures below their floor by more than the room, and those that are gone."""
    return [
        f"{name}: not measured, floor {floor:.4f}"
        if name not in values
        else f"{name}: {values[name]:.4f} is below the floor {floor:.4f}"
        for name, floor in sorted(floors.items())
        if values.get(name, -math.inf) < floor - room(name)
    ]


def _text_values(group: str, summary: Summary) -> dict[str, float | None]:
    """Turn the text measures of a group."""
    ece = summary.calibration
    return {
        f"characters{group}": _good(summary.cer),
        f"characters_in_any_order{group}": _good(summary.bag),
        f"words{group}": _good(summary.wer),
        f"accents{group}": _good(summary.accents),
        f"variants{group}": _good(summary.swaps),
        f"stamps{group}": _good(summary.stamps),
        f"calibration{group}": None if ece is None else 1 - ece,
    }


def _good(rate: Rate | None) -> float | None:
    """Turn an error rate; an infinite one is the worst there is."""
    if rate is None or (rate.total == 0 and not rate.errors):
        return None
    return -math.inf if rate.value is None else 1 - rate.value


def _down(value: float) -> float:
    """Round down, so that a floor is never above what was measured."""
    if math.isinf(value):
        return -1.0
    # The inner rounding takes away the noise of binary fractions (0.9 * 10000 < 9000).
    return math.floor(round(value * SCALE, 3)) / SCALE
