"""EAD3 and Dublin Core are valid against their schemas, offline, whatever a record says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from pipeline.exports.dc import DC
from pipeline.exports.ead_item import EAD
from tests.exports import published
from tests.exports.support import FORMULA, dated, exported, rich, several

NS = {"e": EAD.namespace, "dc": DC}
HOSTILE = "a\x00b\x1b]]><script>&amp;\ufffe𠀀"


@pytest.fixture(scope="module")
def ead3() -> Any:
    return published.schema(published.SCHEMAS / "ead3.xsd")


@pytest.fixture(scope="module")
def finding_aid(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return etree.parse(exported(tmp_path_factory.mktemp("ead"), "ead") / "finding-aid.xml")


def test_ead_is_valid(finding_aid: Any, ead3: Any) -> None:
    ead3.assertValid(finding_aid)
    assert len(finding_aid.findall(".//e:c", NS)) == len(several())


def test_the_schema_finds_faults(finding_aid: Any, ead3: Any) -> None:
    spoilt = etree.fromstring(etree.tostring(finding_aid))
    did = spoilt.find(".//e:c/e:did", NS)
    did.getparent().remove(did)
    assert not ead3.validate(spoilt)


def test_ead_ids_are_unique(finding_aid: Any) -> None:
    ids = finding_aid.xpath("//@id")
    assert len(ids) == len(set(ids)) == len(several())


def test_ead_describes_the_delivery(finding_aid: Any) -> None:
    did = finding_aid.find("e:archdesc/e:did", NS)
    assert did.findtext("e:unittitle", namespaces=NS) == "Kína TÜK"
    assert did.xpath(".//e:fromdate/@standarddate", namespaces=NS) == ["1956"]
    assert did.xpath(".//e:todate/@standarddate", namespaces=NS) == ["1956-11"]
    assert did.xpath(".//@langcode", namespaces=NS) == ["hun", "chi"]
    assert did.xpath(".//@scriptcode", namespaces=NS) == ["Latn", "Hant"]
    assert finding_aid.findtext(".//e:agencyname", namespaces=NS) == "Minta Levéltár"


def test_ead_describes_a_document(finding_aid: Any) -> None:
    [item] = [c for c in finding_aid.iterfind(".//e:c", NS) if c.xpath(
        "e:did/e:dao/@href = 'box/rich.pdf'", namespaces=NS)]  # fmt: skip
    assert item.findtext("e:did/e:unittitle", namespaces=NS) == FORMULA
    assert item.findtext(".//e:origination/e:corpname/e:part", namespaces=NS) == (
        "KÜLÜGYMINISZTÉRIUM IV. osztály"
    )
    assert item.findtext(".//e:origination/e:name/e:part", namespaces=NS) == "Halmos Ervin"
    assert item.findtext("e:controlaccess/e:name/e:part", namespaces=NS) == (
        "A | B <titkár> & Társa"
    )
    assert "zhou-enlai" in item.xpath("e:controlaccess/e:persname/@identifier", namespaces=NS)
    notes = {child.tag.split("}")[1] for child in item}
    assert notes >= {"accessrestrict", "userestrict", "relatedmaterial", "processinfo"}
    assert "dates.own" in "".join(item.find("e:processinfo", NS).itertext())


@pytest.mark.parametrize(
    ("edtf", "written", "parts"),
    [
        ("1956-11", "1956. november 4.", ["1956-11"]),
        ("1956-11-04?", "1956. november 4. [1956-11-04?]", ["1956-11-04"]),
        ("1956-10/1956-11", "1956. november 4.", ["1956-10", "1956-11"]),
        ("1956/..", "1956. november 4.", []),
        ("XXXX-11-12", "1956. november 4. [XXXX-11-12]", []),
    ],
)
def test_ead_dates(tmp_path: Path, ead3: Any, edtf: str, written: str, parts: list[str]) -> None:
    made = etree.parse(exported(tmp_path, "ead", dated(edtf)) / "finding-aid.xml")
    ead3.assertValid(made)
    [item] = made.findall(".//e:c", NS)
    assert item.findtext("e:did/e:unitdate", namespaces=NS) == written
    assert item.xpath(".//@standarddate", namespaces=NS) == parts


def test_dublin_core_is_valid(tmp_path: Path) -> None:
    oai_dc = published.oai_dc()
    found = sorted(exported(tmp_path, "dc").iterdir())
    assert len(found) == len(several())
    for path in found:
        oai_dc.assertValid(etree.parse(path))


def test_dublin_core_says_what_the_record_says(tmp_path: Path) -> None:
    [path] = exported(tmp_path, "dc", rich()).iterdir()
    root = etree.parse(path).getroot()
    told = {
        name: [element.text for element in root.findall(f"dc:{name}", NS)]
        for name in ("title", "creator", "date", "language", "type", "coverage", "publisher")
    }
    assert told == {
        "title": [FORMULA, "Feljegyzés 1956-ból"],
        "creator": ["KÜLÜGYMINISZTÉRIUM IV. osztály", "Halmos Ervin"],
        "date": ["1956-11-04"],
        "language": ["hu", "zh-Hant"],
        "type": ["memorandum"],
        "coverage": ["Budapest"],
        "publisher": [],
    }


@pytest.mark.parametrize("form", ["ead", "dc"])
def test_hostile_text_stays_text(tmp_path: Path, form: str, ead3: Any) -> None:
    made = rich()
    source = replace(made.source, delivered={"collection": HOSTILE, "rights": HOSTILE})
    hostile = replace(made, title=HOSTILE, summary=HOSTILE, source=source)
    [path] = exported(tmp_path, form, hostile).iterdir()
    tree = etree.parse(path)
    (ead3 if form == "ead" else published.oai_dc()).assertValid(tree)
    assert "ab]]><script>&amp;𠀀" in "".join(tree.getroot().itertext())
    assert tree.find(".//{*}script") is None or form == "ead"
    assert not tree.getroot().xpath("//*[local-name()='script'][not(@scriptcode)]")
