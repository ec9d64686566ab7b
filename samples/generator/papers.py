"""Documents kept as plain files in ``samples/papers``: a head of fields, then the markup.

A paper with ``drawn: yes`` becomes a scan like the other samples. The others are only laid
out, and their truth is written to ``samples/papers/truth``: they measure the rules for
metadata without the cost of reading a picture. ``train`` holds papers that were looked at
while the rules were written, ``test`` those that were frozen before and never looked at.
A field that is '-' is open to argument and not scored; one that is missing is known to be
absent from the paper.

A line `.page` in the body starts the next page. `stamps` are rubber stamps on the first page:
' | ' parts them, ' / ' parts the lines of one.
"""

import json
from pathlib import Path

from samples.generator.documents import common
from samples.generator.model import Document, Page, Sheet, Stamp, Style
from samples.generator.paper import lay_out
from samples.generator.truth import FIELDS, OPTIONAL, check_entities, truth

FOLDER = Path(__file__).resolve().parent.parent / "papers"
SEVERAL = frozenset({"reference_numbers", "copy_recipients"})
YES = frozenset({"is_copy", "declassified"})
NAMES = ("persons", "places", "organisations")
SCRIPTS = {"zh-Hans": "Hans", "zh-Hant": "Hant"}
DPI = 250


def head_and_body(text: str) -> tuple[dict[str, str], str]:
    """The fields above the line of dashes, and the markup below it."""
    head, body = text.split("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    return fields, body


def _listed(value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(" | ") if item.strip())


def _wear(value: str) -> tuple[tuple[str, float], ...]:
    pairs = (item.split() for item in value.split(", ") if item)
    return tuple((kind, float(strength)) for kind, strength in pairs)


def _metadata(head: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in (*FIELDS, *OPTIONAL):
        value = head.get(name, "")
        if value and value != "-":
            found[name] = list(_listed(value)) if name in SEVERAL else value
    return found | dict.fromkeys(YES & set(found), True)


def _stamps(value: str) -> tuple[Stamp, ...]:
    """The stamps of a paper, one below the other at the right edge."""
    return tuple(
        Stamp(tuple(stamp.split(" / ")), 120.0, 20.0 + 40.0 * number)
        for number, stamp in enumerate(_listed(value))
    )


def _sheets(head: dict[str, str], body: str, mode: str) -> tuple[Sheet, ...]:
    """One scan for each page of a paper."""
    style: Style = getattr(common, head["style"])
    language, wear = head["language"], _wear(head.get("wear", ""))
    script = head.get("script") or SCRIPTS.get(language, "Latn")
    stamps = _stamps(head.get("stamps", ""))
    return tuple(
        Sheet((Page(text, style, language, script, () if number else stamps),), wear, DPI, mode, 45)
        for number, text in enumerate(body.split("\n.page\n"))
    )


def read(path: Path) -> Document:
    """One paper."""
    head, body = head_and_body(path.read_text(encoding="utf-8"))
    stem, ext = head["file"].rsplit(".", 1)
    mode = head.get("mode", "grey")
    persons, places, organisations = (_listed(head.get(name, "")) for name in NAMES)
    return Document(
        stem, ext, head["severity"], head["shows"], _made(head, mode), (head["language"],),
        _sheets(head, body, mode), _metadata(head), persons, places, organisations,
        split=path.parent.name, drawn=head.get("drawn") == "yes",
        unscored=tuple(name for name in FIELDS if head.get(name) == "-"),
    )  # fmt: skip


def _made(head: dict[str, str], mode: str) -> str:
    worn = ", ".join(kind for kind, _ in _wear(head.get("wear", "")))
    return f"{head['style'].lower()} type, {worn}, {mode} at {DPI} dpi" if worn else "not drawn"


def papers(*, drawn: bool) -> tuple[Document, ...]:
    """All papers that are drawn, or all that are not."""
    found = (read(path) for path in sorted(FOLDER.glob("*/*.txt")))
    return tuple(document for document in found if document.drawn == drawn)


def write_laid_out(folder: Path) -> None:
    """Write the truth of the papers that are not drawn."""
    folder.mkdir(exist_ok=True)
    for document in papers(drawn=False):
        layouts = [[lay_out(page, DPI) for page in sheet.pages] for sheet in document.sheets]
        found = truth(document, layouts)
        check_entities(document, found)
        text = json.dumps(found, ensure_ascii=False, indent=1)
        (folder / f"{document.stem}.json").write_text(text + "\n", encoding="utf-8")
