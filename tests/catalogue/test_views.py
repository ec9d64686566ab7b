"""Timeline and network: counted right, by authority whatever the spelling."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from pipeline.catalogue.views import Exchange, Party, Period, Timeline, correspondence, timeline
from pipeline.model import Metadata, Record
from tests.catalogue.support import made, paper, value


def test_timeline(catalogue: sqlite3.Connection) -> None:
    assert timeline(catalogue) == Timeline(
        (
            Period("1956", 1, {"": 1}),
            Period("1956-11", 1, {"memorandum": 1}),
            Period("1956-12", 1, {"telegram": 1}),
            Period("1957-03/1957-04", 1, {"report": 1}),
        ),
        undated=2,
    )


def letter(name: str, sender: str, known: str | None, *copies: str, date: str = "1956") -> Record:
    metadata = Metadata(
        date=value(date),
        sender=value(sender, **({"authority": known} if known else {})),
        recipient=value("KULUGYMINISZTERIUM", authority="hu-foreign-ministry"),
        copy_recipients=tuple(map(value, copies)),
    )
    return replace(paper(name, "levél"), metadata=metadata)


def test_spellings_of_one_party_are_one(tmp_path: Path) -> None:
    letters = (
        letter("one", "PEKING", "beijing", date="1956-11-04"),
        letter("two", "北京", "beijing", "Irattár", date="1958-02"),
        letter("three", "Dr. Őze", None),
        letter("four", "dr. Öze", None),
    )
    with closing(made(tmp_path / "output", *letters)) as connection:
        exchanges = correspondence(connection)
    ministry = Party(
        "hu-foreign-ministry", "Hungarian Ministry of Foreign Affairs", "hu-foreign-ministry"
    )
    beijing = Party("beijing", "Beijing", "beijing")
    assert exchanges[0] == Exchange(beijing, ministry, 2, 0, "1956-11-04", "1958-02-28")
    assert exchanges[1] == Exchange(
        Party("dr oze", "Dr. Őze", None), ministry, 2, 0, "1956-01-01", "1956-12-31"
    )
    assert exchanges[2] == Exchange(
        beijing, Party("irattar", "Irattár", None), 0, 1, "1958-02-01", "1958-02-28"
    )
