"""Names by the authority table, in any spelling the papers use."""

from __future__ import annotations

import pytest

from pipeline.rules.authority import entities, mentions
from tests.pages import page


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Csou En-laj", "zhou-enlai"),
        ("CSOU EN-LAJ", "zhou-enlai"),
        ("Csou En-lajjal", "zhou-enlai"),
        ("Csou En-\nlajnak", "zhou-enlai"),
        ("Mao Ce-tunggal", "mao-zedong"),
        ("Kádár Jánosnak", "kadar-janos"),
        ("KADAR JANOS", "kadar-janos"),
        ("Rákosi Mátyással", "rakosi-matyas"),
        ("Pekingben", "beijing"),
        ("PEKINGBOL", "beijing"),
        ("Moszkvába", "moscow"),
        ("Varsóból", "warsaw"),
        ("az MSZMP-vel", "mszmp"),
        ("Szovjetunióban", "soviet-union"),
        ("周恩来总理", "zhou-enlai"),
        ("周恩來", "zhou-enlai"),
        ("周\n恩来", "zhou-enlai"),
        ("纳吉·伊姆雷", "nagy-imre"),
        ("卡達爾", "kadar-janos"),
        ("匈牙利社会主义工人党", "mszmp"),
        ("布達佩斯", "budapest"),
    ],
)
def test_known(text: str, known: str) -> None:
    """Case suffixes, capitals, line ends and both scripts."""
    assert [m.known.id for m in mentions(text) if m.known] == [known]


@pytest.mark.parametrize("text", ["a nagy imre", "pekingi", "tito", "Kantoni", "kínai", "varsói"])
def test_words_that_are_no_names(text: str) -> None:
    """Adjectives and lower-case words are not mentions."""
    assert [m for m in mentions(text) if m.known] == []


def test_comrades() -> None:
    """A surname with 'elvtárs' is resolved only where it is one person's."""
    found = {m.name: m for m in mentions("Rákosi elvtárs, Nagy elvtárs és Damdin elvtárs")}
    assert found["Rákosi"].known is not None
    assert found["Nagy"].known is None
    assert found["Nagy"].candidates == ("nagy-imre",)
    assert found["Damdin"].known is None


def test_entities_keep_every_spelling() -> None:
    """One entity, all its spellings, all its mentions."""
    (found,) = entities((page("Kádár János\nKádár Jánossal"), page("卡达尔", number=2)))
    assert found.authority == "kadar-janos"
    assert found.as_written == ("Kádár János", "Kádár Jánossal", "卡达尔")
    assert [mention.page for mention in found.mentions] == [1, 1, 2]
