"""Names that stand in no table, found by how they are built."""

from __future__ import annotations

import pytest

from pipeline.rules.entities import entities
from tests.pages import page


def found(text: str, kind: str) -> set[str]:
    """The plain names of one kind that are in no table."""
    return {
        one.label for one in entities((page(text),)) if one.type == kind and one.authority is None
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tegnap Halmos Ervinnel tárgyaltunk.", "Halmos Ervin"),
        ("A tervet dr. Szántó Hugó vegyész ellenőrzi.", "Szántó Hugó"),
        ("Bielik elvtárs közölte, hogy nem jön.", "Bielik"),
        ("Todorov miniszterhelyettes hazautazott.", "Todorov"),
        ("Ezután Vang Te-linnel beszélgettem.", "Vang Te-lin"),
        ("Tőke Istvánné felszólalt a vitában.", "Tőke Istvánné"),
        ("KUO PAJ-LIN KOZOLTE HOGY NEM JON STOP", "Kuo Paj-lin"),
        ("据毕淑华同志说，来信已收到。", "毕淑华"),
        ("由祝长河厂长主持会议。", "祝长河"),
        ("时间：五时\n记录：简淑贞\n地点：会议室", "简淑贞"),
        ("匈牙利专家考瓦奇·费伦茨到京。", "考瓦奇·费伦茨"),
        ("我应约会见匈方司长绍\n博，谈了话。", "绍博"),
        ("We asked Mr. Sebes and the others about it, and he was of that opinion.", "Sebes"),
    ],
)
def test_persons(text: str, name: str) -> None:
    """Titles, given names, Chinese names in Hungarian spelling, the middle dot."""
    assert name in found(text, "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A szállítást a Sinkovári Textilgyár vállalta.", "Sinkovári Textilgyár"),
        ("Megkerestük a Művelődésügyi Minisztériumot.", "Művelődésügyi Minisztérium"),
        ("A győri kínai konzulátusnak írtunk.", "győri kínai konzulatus"),
        ("Az Országos Szövetkezeti Központ részéről jöttek.", "Országos Szövetkezeti Központ"),
        ("请转告农业部，并抄送水利电力部。", "农业部"),
        ("经与对外技术合作处商定。", "对外技术合作处"),
        ("参加者有北京外国语学院师生。", "北京外国语学院"),
        ("He was of the Ministry of Foreign Trade, and that was in the end known.",
         "Ministry of Foreign Trade"),
    ],
)  # fmt: skip
def test_organisations(text: str, name: str) -> None:
    """A name ends in a word for an organisation; its case is taken off."""
    labels = {label.replace("á", "a") for label in found(text, "organisation")}
    assert name.replace("á", "a") in labels


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A vonat Záhonyba érkezett.", "Záhony"),
        ("A küldöttség Zalaváron szállt meg.", "Zalavár"),
        ("Irkutszkon át utaztunk.", "Irkutszk"),
        ("代表团昨日抵达洛阳。", "洛阳"),
        ("He left for Helsinki from the capital, and that was the end of it.", "Helsinki"),
    ],
)
def test_places(text: str, name: str) -> None:
    """The gazetteer, and suffixes of place."""
    assert name in found(text, "place")


@pytest.mark.parametrize(
    "text",
    [
        "Az ülés után a bizottság határozatot hozott, a minisztérium egyetért.",
        "Június végén a gyárban új gépek álltak, és a munka megindult.",
        "本周各厂工人干部都学习了有关文件，全部按时完成任务。",
        "我们两国人民的友谊，于本年又有新的发展，方针不变。",
    ],
)
def test_words_are_no_persons(text: str) -> None:
    """Sentence openings and everyday words make nobody."""
    assert found(text, "person") == set()


def test_a_family_name_alone_is_the_one_who_bears_it() -> None:
    """'Vang elvtárs' is Vang Te-lin if he is the only Vang of the paper."""
    text = "Felkerestem Vang Te-lin titkárt.\nEzután Vang elvtárs elmondta a tervet."
    (person,) = [one for one in entities((page(text),)) if one.type == "person"]
    assert person.label == "Vang Te-lin"
    assert len(person.mentions) == 2


def test_names_do_not_run_on_from_a_heading() -> None:
    """The end of one line and the beginning of another are not one name."""
    text = "内部文件\n青屏市外事办公室\n关于接待外宾的若干事项请各单位认真研究并遵照执行"
    assert found(text, "organisation") == {"青屏市外事办公室"}
