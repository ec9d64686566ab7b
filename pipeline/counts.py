"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return how many there are, in English that is right for one as well.

    >>> counted(1, "record"), counted(0, "record"), counted(2, "document")
    ('1 record', '0 records', '2 documents')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
