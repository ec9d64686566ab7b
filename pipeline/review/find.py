"""Search in the review: the catalogue's answer as the page shows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from pipeline.catalogue import index
from pipeline.catalogue.answer import Expansion, Hit, Query, Snippet
from pipeline.catalogue.search import search
from pipeline.errors import FondsError

MOST_HITS = 100
MOST_NAMES = 8
_UPDATING = threading.Lock()


def find(output: Path, asked: str) -> dict[str, Any]:
    """Return the pages that a query finds, how many there are, and what else was looked for.

    Raises UsageError for a query that makes no sense.
    """
    if not asked.strip():
        return {"total": 0, "hits": []}
    _update(output)
    with closing(index.connect(output)) as connection:
        results = search(connection, Query(asked, limit=MOST_HITS))
    return {
        "total": results.total,
        "hits": [_shown(hit) for hit in results.hits],
        "expansions": [_expansion(found) for found in results.expansions],
        "suggestions": results.suggestions,
    }


def _expansion(found: Expansion) -> dict[str, Any]:
    names = [name for name in found.names if name != found.asked]
    return {"asked": found.asked, "names": names[:MOST_NAMES]}


def get_ready(output: Path) -> None:
    """Bring the catalogue up to date before anybody searches, in a thread of its own."""

    def update() -> None:
        with suppress(FondsError):  # whoever searches is told
            _update(output)

    threading.Thread(target=update, name="catalogue", daemon=True).start()


def _update(output: Path) -> None:
    with _UPDATING:
        index.update(output)


def _shown(hit: Hit) -> dict[str, Any]:
    box = hit.lines[0].box if hit.lines else None
    return {
        "name": hit.file.removesuffix(".json").rpartition("/")[2],
        "place": [hit.page, hit.half, *box] if box else [hit.page, hit.half],
        "page": hit.page,
        "lang": hit.language,
        "date": hit.date,
        "title": hit.title or hit.path,
        "snippet": list(_runs(hit.snippet)),
    }


def _runs(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    """Return the passage in runs: text, and whether it is a match."""
    end = 0
    for start, stop in snippet.marks:
        yield snippet.text[end:start], False
        yield snippet.text[start:stop], True
        end = stop
    yield snippet.text[end:], False
