"""Writes samples/README.md: its table comes from the documents themselves."""

from collections.abc import Sequence
from pathlib import Path

from samples.generator.faces import FACES
from samples.generator.model import Document

HEAD = """\
# Sample documents

**Everything in this folder is invented.** No paper here exists in any archive, none imitates a
real one, and the writers, clerks, offices, numbers and events in them were made up; well-known
names of the time occur only in passing. Every printed page says so in a small line (KITALÁLT
MINTAIRAT, 虚构样本 / 虛構樣本, INVENTED SAMPLE), and so does the information inside each file.

The texts and pictures were made by the program in `samples/generator/`; they may be used freely
for testing. `truth/<name>.json` holds what is true of `<name>.<ext>`: the printed lines of every
page (table cells and wide gaps are tabs), its stamps, language, script, direction, the degrees
clockwise by which the delivered page must be turned to be upright, the metadata that the paper
states (null where it says nothing), and the names in it as written. The generator writes the
truth from the very lines that it draws. `manifest.csv` is a delivery manifest for a few of them.

"light" marks clean or nearly clean scans, "heavy" degraded ones that a person still reads with
ease.

`papers/` holds more documents as plain files. Those in `papers/train` and the older samples were
looked at while the rules for metadata were written; those in `papers/test` were written before,
or without a look at the rules, and never looked at. Those that are not drawn have their truth in
`papers/truth`; they are as invented as the rest, though no line in them says so. The truth names
the split, and `fonds evaluate --split` scores one.

"""
TAIL = """
## Making them again

    python -m samples.generator                  # all, with truth and this page
    python -m samples.generator --only hu-memo   # one
    python -m samples.generator --check-fonts    # only check that every glyph can be drawn

The same library versions give the same bytes. Needed: pillow (with libtiff and openjpeg), numpy,
opencv-python-headless, pikepdf, fonttools, and these Debian packages:

    apt-get install {packages}

`samples.generator.wear` can be used alone on any grey page: `wear(image, kind, strength, seed)`
for one kind of wear, `wear_as(image, "light" | "heavy", seed)` for a usual mixture.
"""


def _scans(document: Document) -> str:
    halves = any(page.half for sheet in document.sheets for page in sheet.pages)
    return f"{len(document.sheets)}{' (2 halves)' if halves else ''}"


def readme(documents: Sequence[Document]) -> str:
    """The text of the page."""
    rows = [
        "| file | pages | severity | what it shows | how it was made |",
        "|---|---|---|---|---|",
    ]
    rows += [
        f"| `{d.file}` | {_scans(d)} | {d.severity} | {d.shows} | {d.made} |" for d in documents
    ]
    scans = sum(len(d.sheets) for d in documents)
    count = f"{len(documents)} documents, {scans} scans or pages:\n\n"
    packages = " ".join(sorted({face.package for face in FACES.values()}))
    return HEAD + count + "\n".join(rows) + "\n" + TAIL.format(packages=packages)


def write_readme(documents: Sequence[Document], folder: Path) -> None:
    """Write the page."""
    (folder / "README.md").write_text(readme(documents), encoding="utf-8")
