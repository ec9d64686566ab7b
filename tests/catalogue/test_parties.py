"""Correspondents are told apart whatever their spelling, and never taken for a place."""

from __future__ import annotations

import pytest

from pipeline.catalogue.parties import labels, party
from tests.records import value


def named(text: str, authority: str = "") -> str:
    return party(value(text, value=text, **({"authority": authority} if authority else {})))


@pytest.mark.parametrize(
    ("one", "other"),
    [(("PEKING", "beijing"), ("北京", "beijing")),
     (("Kultúrkapcsolatok Intézete", ""), ("KULTURKAPCSOLATOK\nINTÉZETÉNEK", "")),
     (("外務聯絡處", ""), ("外务联络处", "")),
     (("KÜLÜGYMINISZTÉRIUM\nIV. Osztály", "hu-foreign-ministry"),
      ("Külügyminisztérium", "hu-foreign-ministry"))],
)  # fmt: skip
def test_spellings_of_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert named(*one) == named(*other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [(("驻匈牙利使馆", "hungary"), ("Magyar Népköztársaság Nagykövetsége", "hungary")),
     (("Kereskedelmi Kirendeltség, Peking", "beijing"), ("Peking", "beijing")),
     (("Vének", ""), ("Vé", ""))],
)  # fmt: skip
def test_a_place_in_a_name_is_not_the_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert named(*one) != named(*other)


def test_nobody_is_nobody() -> None:
    assert party(None) == ""


def test_names_are_told_in_three_languages() -> None:
    assert labels()["beijing"] == {"en": "Beijing", "hu": "Peking", "zh": "北京"}
