"""Passwords of PDFs: held in memory only, never shown, logged or written."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError

_MOST_BYTES = 1 << 20


class Passwords:
    """Passwords to try on locked PDFs, in order. Deliberately says nothing about itself.

    >>> Passwords((b"geheim",))
    Passwords(1)
    """

    __slots__ = ("_values",)

    def __init__(self, values: tuple[bytes, ...] = ()) -> None:
        """Keep the passwords as bytes."""
        self._values = values

    def __repr__(self) -> str:
        """Return how many there are, and no more."""
        return f"Passwords({len(self._values)})"

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._values)

    def reveal(self) -> tuple[bytes, ...]:
        """Return the passwords, for the library that opens PDFs."""
        return self._values

    @classmethod
    def read(cls, path: Path) -> Passwords:
        """Read a file of passwords, one a line; raises UsageError.

        One with letters beyond ASCII is tried in UTF-8 and, for old PDFs, in Latin-1.
        """
        try:
            with path.open("rb") as stream:
                content = stream.read(_MOST_BYTES + 1)
        except OSError as error:
            raise UsageError(
                f"The passwords file {path} cannot be read: {error.strerror}.",
                "Give --passwords a text file with one password a line.",
            ) from error
        if len(content) > _MOST_BYTES:
            raise UsageError(
                f"The passwords file {path} is larger than a megabyte.",
                "Give --passwords a text file with one password a line.",
            )
        lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
        return cls(tuple(dict.fromkeys(form for line in lines if line for form in _forms(line))))


NONE = Passwords()


def _forms(line: bytes) -> tuple[bytes, ...]:
    if line.isascii():
        return (line,)
    return (line, line.decode("utf-8", "replace").encode("latin-1", "replace"))
