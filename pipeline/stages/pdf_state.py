"""The part of a PDF content stream's graphics state that says where and how things are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pikepdf

# Operators that show text, and the text rendering mode that shows it to nobody (ISO 32000-2,
# 9.3.6 and 9.4.3).
SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
INVISIBLE = 3
# Forms within forms are followed so deep.
MOST_FORMS = 4


class Step(NamedTuple):
    """An instruction, with the matrix to the page's units and the text mode it meets."""

    operator: str
    operands: Any
    matrix: pikepdf.Matrix
    mode: int


def numbers(operands: Any, count: int) -> tuple[float, ...]:
    """Return the numbers an operator is told; none where they are others, as viewers pass it by."""
    try:
        told = tuple(map(float, operands))
    except (TypeError, ValueError):
        return ()
    return told if len(told) == count else ()


def steps(instructions: Iterable[Any], start: pikepdf.Matrix | None = None) -> Iterator[Step]:
    """Yield every instruction of a content stream with the state after it.

    ``start``: the matrix that holds where the stream begins.
    """
    stack: list[tuple[pikepdf.Matrix, int]] = []
    matrix, mode = start or pikepdf.Matrix(), 0
    for instruction in instructions:
        operator = str(instruction.operator)
        operands: Any = getattr(instruction, "operands", ())
        if operator == "q":
            stack.append((matrix, mode))
        elif operator == "Q" and stack:
            matrix, mode = stack.pop()
        elif operator == "cm" and (told := numbers(operands, 6)):
            matrix = pikepdf.Matrix(*told) @ matrix
        elif operator == "Tr" and (told := numbers(operands, 1)):
            mode = int(told[0])
        yield Step(operator, operands, matrix, mode)
