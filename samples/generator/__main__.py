"""Run as `python -m samples.generator [--only STEM] [--check-fonts]` from the project root."""

import argparse
import sys
from pathlib import Path

from samples.generator import documents
from samples.generator.born import write_born
from samples.generator.faces import FACES, FaceError, face_path
from samples.generator.model import Document
from samples.generator.paper import lay_out
from samples.generator.papers import papers, write_laid_out
from samples.generator.readme import write_readme
from samples.generator.scan import scan, seed_of
from samples.generator.setting import Layout
from samples.generator.truth import write_truth
from samples.generator.write import picture, write_scans

FOLDER = Path(__file__).resolve().parent.parent
DOCUMENTS = (*documents.DOCUMENTS, *papers(drawn=True))


def make(document: Document, folder: Path) -> None:
    """Make one document and its truth."""
    path = folder / document.file
    writer = write_born if document.born_digital else make_scans
    layouts = writer(document, path)
    write_truth(document, layouts, folder / "truth")


def make_scans(document: Document, path: Path) -> list[list[Layout]]:
    """Make a document's scans; answers the layouts of its pages."""
    images, layouts = [], []
    for number, sheet in enumerate(document.sheets, start=1):
        pixels, row = scan(sheet, seed_of(document.stem, number))
        images.append(picture(pixels, sheet))
        layouts.append(row)
    write_scans(document, images, path)
    return layouts


def check_fonts() -> None:
    """Fail, naming the Debian package or the glyphs, if anything cannot be drawn."""
    for key in FACES:
        face_path(key)
    for document in DOCUMENTS:
        for sheet in document.sheets:
            for page in sheet.pages:
                lay_out(page, sheet.dpi)


def main(arguments: list[str] | None = None) -> int:
    """Make the samples that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description=__doc__)
    stems = [document.stem for document in DOCUMENTS]
    parser.add_argument(
        "--only", action="append", metavar="STEM", choices=stems, help="make this one only"
    )
    parser.add_argument("--check-fonts", action="store_true", help="check faces and glyphs only")
    asked = parser.parse_args(arguments)
    try:
        if asked.check_fonts:
            check_fonts()
            return 0
        for document in DOCUMENTS:
            if not asked.only or document.stem in asked.only:
                print(document.file, flush=True)
                make(document, FOLDER)
        if not asked.only:
            write_laid_out(FOLDER / "papers" / "truth")
            write_readme(DOCUMENTS, FOLDER)
    except FaceError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
