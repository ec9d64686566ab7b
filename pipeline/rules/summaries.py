"""A title and a one-sentence summary from what was extracted, and from nothing else."""

from __future__ import annotations

from pipeline.model import Metadata, Value


def title(metadata: Metadata) -> str | None:
    """The printed title or subject; a bare heading is told apart by its subject."""
    printed, subject = _text(metadata.title), _text(metadata.subject)
    if printed is None:
        return subject
    if subject is None or subject in printed or printed in subject:
        return printed
    return f"{printed}: {subject}"


def summary(metadata: Metadata) -> str | None:
    """What kind of paper, from whom, to whom, when, where and about what.

    >>> summary(Metadata()) is None
    True
    """
    kind = _text(metadata.document_type)
    facts = [
        _phrase("from", metadata.sender),
        _phrase("signed by", metadata.signatory),
        _phrase("to", metadata.recipient),
        _phrase("written at", metadata.place),
        _phrase("dated", metadata.date),
        _phrase("about", metadata.subject),
        _phrase("classified", metadata.classification),
    ]
    told = [fact for fact in facts if fact]
    if not told:
        return kind and f"{kind.replace('-', ' ').capitalize()}."
    name = (kind or "document").replace("-", " ").capitalize()
    return f"{name} {', '.join(told)}."


def _phrase(word: str, found: Value | None) -> str | None:
    text = _text(found)
    return f"{word} {text}" if text else None


def _text(found: Value | None) -> str | None:
    return " ".join(str(found.value).split()) if found is not None else None
