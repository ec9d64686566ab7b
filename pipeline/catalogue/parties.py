"""Who writes to whom: correspondents told apart whatever their spelling."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import UNSET

from pipeline.catalogue import fold
from pipeline.catalogue.names import named, names
from pipeline.model import Value
from pipeline.rules.tables import forms, rows

# Addressees stand in the dative: Intézetének is Intézete.
DATIVE = re.compile(r"(?<=\w{4})n[ae]k$")


def party(value: Value | None) -> str:
    r"""Return what a correspondent is known by, the same for all spellings; empty for none.

    A place names a correspondent only where nothing else stands: telegrams go from Peking
    to Budapest, but the embassy in Hungary is not Hungary.
    """
    if value is None:
        return ""
    return _party(str(value.value), None if value.authority is UNSET else value.authority)


@lru_cache(maxsize=1 << 14)
def _party(text: str, authority: str | None) -> str:
    words = fold.words(text)
    known = names().get(authority) if authority else None
    if known is not None and (known.type != "place" or known in named(words)):
        return known.id
    return " ".join((*words[:-1], *(DATIVE.sub("", word) for word in words[-1:])))


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the names of the authority table in the languages of the interface, by id."""
    return {
        row[0]: {
            "en": row[2],
            "hu": next(iter(forms(row[3])), row[2]),
            "zh": next(iter(forms(row[4])), row[2]),
        }
        for row in rows("authority.tsv")[1:]
    }
