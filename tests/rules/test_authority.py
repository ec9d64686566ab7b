"""Names by the authority table, in any spelling the papers use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.rules.authority import latin_forms, standard
from pipeline.rules.entities import entities, mentions
from pipeline.rules.fold import han
from pipeline.rules.passages import passages
from pipeline.rules.tables import forms, rows
from tests.pages import page

TABLE = rows("authority.tsv")[1:]
SUFFIXES = ("nak", "nek", "ban", "ben", "tól", "től", "ról", "ről", "hoz", "val", "vel", "ra", "re")


def known(text: str) -> list[str]:
    """What the names of a text were resolved to."""
    (passage,) = passages(page(text))
    return [m.known.id for m in mentions(passage) if m.known]


@pytest.mark.parametrize(
    ("text", "identity"),
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
def test_known(text: str, identity: str) -> None:
    """Case suffixes, capitals, line ends and both scripts."""
    assert known(text) == [identity]


def spellings() -> Iterator[tuple[str, str, bool]]:
    """Every spelling of every row, and whether it is Chinese."""
    for row in TABLE:
        yield from ((form, row[0], False) for form in latin_forms(row))
        yield from ((form, row[0], True) for form in forms(f"{row[4]}|{row[5]}"))


@pytest.mark.parametrize(("form", "identity", "chinese"), list(spellings()), ids=str)
def test_every_form_in_running_text(form: str, identity: str, chinese: bool) -> None:
    """In a sentence, in capitals where case tells nothing, and in traditional characters."""
    if chinese:
        assert identity in known(f"据悉，{form}昨日对记者说了几句话。")
        assert identity in known(f"据悉，{han(form)}昨日对记者说了几句话。")
    else:
        assert identity in known(f"A tegnapi vitában {form} is szóba került, de röviden.")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_hungarian_cases(row: tuple[str, ...]) -> None:
    """The first Hungarian spelling with the usual case endings."""
    form = forms(row[3])[0]
    if form.endswith((".", "Szergejevics")) or "," in form:
        pytest.skip("a spelling that takes no ending")
    for suffix in SUFFIXES:
        long = form[:-1] + {"a": "á", "e": "é"}.get(form[-1], form[-1])
        assert row[0] in known(f"Szó volt {long}{suffix} kapcsolatban erről is.")


@pytest.mark.parametrize("text", ["a nagy imre", "pekingi", "tito", "Kantoni", "kínai", "varsói"])
def test_words_that_are_no_names(text: str) -> None:
    """Adjectives and lower-case words are not mentions."""
    assert [m for m in standard().mentions(text) if m.known] == []


SENTENCES = (
    "A termelés az első negyedévben nagyobb volt, mint a tervezett szint, de kis eltéréssel.",
    "Kovács Béla lakatos és Szabó Péterné könyvelő a fehér teremben találkozott a mesterrel.",
    "A horvát nyelvű füzet sík lapjain hegedűs és dobos látható, a kép alatt nagy betűkkel.",
    "本周会议讨论了工厂产量，高于去年同期，万余名职工参加了学习。",
    "金属材料供应不足，方案须重新拟订，白天施工，晚上检查。",
    "马车运来木料，成本低，何时交货尚未确定，请各组安排。",
)


@pytest.mark.parametrize("number", range(50))
def test_no_false_link(number: int) -> None:
    """Pages that mention none of them link to none, whatever words they are made of."""
    chosen = [SENTENCES[(number + step * (number % 5 + 1)) % 6] for step in range(6)]
    assert known("\n".join(chosen)) == []


def test_comrades() -> None:
    """A surname with 'elvtárs' is resolved only where it is one person's."""
    found = {
        entity.as_written[0]: entity
        for entity in entities((page("Rákosi elvtárs, Nagy elvtárs és Damdin elvtárs"),))
    }
    assert found["Rákosi"].authority == "rakosi-matyas"
    assert found["Nagy"].authority is None
    assert found["Nagy"].candidates == ("nagy-imre",)
    assert found["Damdin"].authority is None


def test_another_bearer_of_a_name_is_not_linked() -> None:
    """纳吉·费伦茨 is not 纳吉; the Chinese ministry is not the Hungarian one."""
    assert known("厂长纳吉·费伦茨来信") == []
    assert known("a Kínai Népköztársaság Külügyminisztériuma közölte") == []


def test_entities_keep_every_spelling() -> None:
    """One entity, all its spellings, all its mentions."""
    (found,) = entities((page("Kádár János\nKádár Jánossal"), page("卡达尔", number=2)))
    assert found.authority == "kadar-janos"
    assert found.as_written == ("Kádár János", "Kádár Jánossal", "卡达尔")
    assert [mention.page for mention in found.mentions] == [1, 1, 2]


def test_the_table_is_compiled_once() -> None:
    """Every page uses the same table."""
    assert standard() is standard()
