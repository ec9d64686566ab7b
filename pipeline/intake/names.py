"""Names and texts that are safe to keep: valid UTF-8, no control characters, bounded."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = ("Cc", "Cs", "Cn", "Co")
# They reorder the text around them, so that a title can pretend to be another one.
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = re.compile(r"\s+")


def is_valid(name: str) -> bool:
    """Tell whether a file name is valid UTF-8 (no surrogates left by the decoding)."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def shown(name: str) -> str:
    r"""Return a file name that UTF-8 can hold: bytes that are not UTF-8 become ``\xNN``.

    >>> shown("jelent\udce9s.pdf")
    'jelent\\xe9s.pdf'
    """
    if is_valid(name):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


def clean(text: str, limit: int) -> str:
    r"""Return ``text`` (NFC) on one line without control characters, at most ``limit`` long.

    >>> clean("  Jelent\x00és\n1956 ", 40)
    'Jelentés 1956'
    """
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    if not line.isprintable():
        line = "".join(c for c in line if not _is_dropped(c))
    line = line.strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


def loose(path: str) -> str:
    """Return the form in which two spellings of one path agree.

    Lists are made on Windows (backslashes) and macOS (decomposed accents).
    """
    path = unicodedata.normalize("NFC", path.strip().replace("\\", "/"))
    while path.startswith("./"):
        path = path[2:]
    return path


def leaves(path: str) -> bool:
    """Tell whether a relative path from a list points outside its folder."""
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or path.startswith(("/", "\\", "~")) or path[1:2] == ":"


def _is_dropped(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in _DROPPED
