"""Opening a PDF to see whether and how it can be read. Only this module uses pikepdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.errors import ReadFailure
from pipeline.intake.kinds import PDF
from pipeline.intake.names import clean, is_valid
from pipeline.intake.secrets import NONE, Passwords
from pipeline.intake.types import Probed
from pipeline.settings import Limits

if TYPE_CHECKING:
    import pikepdf

_MAX_REPAIRS = 12
_MAX_TEXT = 300
_MAX_ENTRIES = 20
_MAX_DEPTH = 200
_PLACES = (
    re.compile(r"^stream <[^>]*>"),
    re.compile(r"\s*\((object \d+ \d+|trailer|xref table|xref stream)?,? ?(offset \d+)?\)"),
    re.compile(r",?\s*object \d+ \d+ at offset \d+"),
    re.compile(r",?\s*(at )?offset \d+"),
    re.compile(r"\bobject \d+[ /]\d+\b"),
)


def probe_pdf(path: str, limits: Limits, passwords: Passwords = NONE) -> Probed:
    """Open a PDF, count its pages and note what had to be repaired.

    Raises ReadFailure: "encrypted", "damaged", "no_pages" or "too_many_pages". The C++
    code underneath can hang or crash on a hostile file: call it from a worker.
    """
    import pikepdf

    # Warnings go into the record; without a handler Python prints them as well.
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    try:
        for password in (b"", *passwords.reveal()):
            with suppress(pikepdf.PasswordError), _opened(path, password) as pdf:
                return _describe(pdf, path, limits, locked=password != b"")
        raise ReadFailure("encrypted", "The PDF opens only with a password")
    except pikepdf.PdfError as error:
        message = tidy(str(error), path)
        if "unsupported encryption" in message or "unknown encryption" in message:
            raise ReadFailure("encrypted", f"The PDF's protection: {message}") from error
        raise ReadFailure("damaged", f"The PDF cannot be opened: {message}") from error


def _readable(path: str) -> AbstractContextManager[str | BinaryIO]:
    """Return the path, or a stream (slower) where the library cannot take the path."""
    return nullcontext(path) if is_valid(path) else open(path, "rb")


@contextmanager
def _opened(path: str, password: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF; raises pikepdf.PasswordError, pikepdf.PdfError."""
    import pikepdf

    with _readable(path) as target:
        # Inheriting attributes would visit every page before they can be counted.
        pdf = pikepdf.open(target, password=password, inherit_page_attributes=False)
        with pdf:
            yield pdf


def tidy(message: str, path: str) -> str:
    """Return a qpdf message without the file's path, object numbers and offsets."""
    message = message.replace(path, "")
    for place in _PLACES:
        message = place.sub("", message)
    return clean(clean(message, 2 * _MAX_TEXT).strip(" ,:"), _MAX_TEXT)


def _describe(pdf: pikepdf.Pdf, path: str, limits: Limits, *, locked: bool) -> Probed:
    _check_page_tree(pdf, limits.max_pages)
    pages = len(pdf.pages)
    if pages == 0:
        raise ReadFailure("no_pages", "The PDF opens but has no page")
    return Probed(
        media_type=PDF,
        pages=pages,
        repairs=_repairs([tidy(str(warning), path) for warning in pdf.get_warnings()]),
        encrypted=pdf.is_encrypted,
        producer=_producer(pdf),
        locked=locked,
    )


def _check_page_tree(pdf: pikepdf.Pdf, max_pages: int) -> None:
    """Refuse a tree with too many pages before the library lists all of them.

    The tree's own /Count is not trusted: it is often wrong, and sometimes a lie.
    """
    if sum(1 for _ in zip(range(max_pages + 1), _leaves(pdf, max_pages), strict=False)) > max_pages:
        raise ReadFailure("too_many_pages", f"The PDF has more than {max_pages} pages")


def _leaves(pdf: pikepdf.Pdf, max_pages: int) -> Iterator[None]:
    """Yield once for each page, depth first, never twice through the same inner node.

    Loops are left to the library, which refuses them with a better message.
    """
    seen: set[tuple[int, int]] = set()
    stack = [iter([pdf.Root.get("/Pages")])]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        kids = _kids(node)
        if kids is None:
            yield None
        elif node.objgen == (0, 0) or node.objgen not in seen:
            seen.add(node.objgen)
            stack.append(kids)
        if len(stack) > _MAX_DEPTH or len(seen) > 4 * max_pages + 1000:
            raise ReadFailure("damaged", "The PDF's page tree is deeper than any real one")


def _kids(node: Any) -> Iterator[Any] | None:
    """Return the dictionaries below an inner node, or None for a page."""
    import pikepdf

    kids = node.get("/Kids")
    if not isinstance(kids, pikepdf.Array):
        return None
    members = (kids[index] for index in range(len(kids)))
    return (member for member in members if isinstance(member, pikepdf.Dictionary))


def _repairs(messages: list[str]) -> tuple[str, ...]:
    """Return each message once, in the order of its first appearance, with its count."""
    counts = Counter(message for message in messages if message)
    lines = [text if n == 1 else f"{text} ({n} times)" for text, n in counts.items()]
    if len(lines) > _MAX_REPAIRS:
        lines[_MAX_REPAIRS:] = [f"and {len(lines) - _MAX_REPAIRS} more kinds of warning"]
    return tuple(lines)


def _producer(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the strings of the document information; what is broken in it is left out."""
    import pikepdf

    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return {}
    entries = {}
    for key in sorted(info.keys())[:_MAX_ENTRIES]:
        try:
            value = info[key]
            text = clean(str(value), _MAX_TEXT) if isinstance(value, pikepdf.String) else ""
        except (pikepdf.PdfError, ValueError):
            continue
        if text:
            entries[clean(key.lstrip("/"), 60)] = text
    return entries
