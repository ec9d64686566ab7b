"""Mirador, a viewer of IIIF manifests, opens what was exported: pages, texts, order of reading."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection
from pipeline.exports.writing import export
from pipeline.model import Language
from tests.browser import Visit, chromium, shoot
from tests.exports import papers
from tests.records import failed_page, write

# Where .ci/importers puts the viewer.
MIRADOR = Path(sys.prefix) / "share" / "mirador" / "mirador.min.js"
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Mirador</title>
<div id="viewer" style="position: absolute; inset: 0"></div>
<script src="mirador.min.js"></script>
<script>
Mirador.viewer({
  id: "viewer",
  windows: [{ manifestId: "MANIFEST" }],
  window: { sideBarOpen: true, defaultSideBarPanel: "annotations" },
  annotations: { filteredMotivations: ["supplementing"] },
});
</script>"""


class Silent(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Exports of two documents, served from this machine; yields the address."""
    if not MIRADOR.is_file():
        pytest.skip("Mirador is not installed")
    root = tmp_path / "output" / "exports"
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(root)))
    address = f"http://127.0.0.1:{server.server_address[1]}"
    made = []
    for name, page in (("hu.pdf", papers.hungarian()), ("zh.pdf", papers.chinese())):
        data = papers.bytes_of(papers.pdf_of(page))
        record = papers.delivered(
            tmp_path / "in", data, name, "application/pdf", page, failed_page(2)
        )
        language = Language(code=page.language, share=1.0, confidence=1.0, method="invented")
        made.append(replace(record, title=f"Irat {name}", languages=(language,)))
    output = write(tmp_path / "output", *made)
    export(Collection(output, tmp_path / "in", base_url=address), ["iiif"], silent)
    (root / "mirador.min.js").write_bytes(MIRADOR.read_bytes())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("name", "line"), [("hu", papers.HUNGARIAN[0]), ("zh", papers.COLUMNS[0])])
def test_mirador_shows_pages_and_their_text(
    served: str, tmp_path: Path, name: str, line: str
) -> None:
    root = tmp_path / "output" / "exports"
    [manifest] = (root / "iiif").glob(f"{name}-*/manifest.json")
    place = f"{served}/{manifest.relative_to(root).as_posix()}"
    (root / "index.html").write_text(PAGE.replace("MANIFEST", place), encoding="utf-8")
    with chromium() as browser:
        visit = Visit(browser, served)
        wrong: list[str] = []  # not the console, where Mirador's own parts complain of each other
        visit.page.on("pageerror", lambda error: wrong.append(str(error)))
        visit.page.on("response", lambda a: wrong.append(a.url) if a.status >= 400 else None)
        with visit.page.expect_response(lambda answer: answer.url.endswith("0001.jpg")) as image:
            visit.page.goto(f"{served}/index.html")
        assert image.value.ok
        for text in (f"Irat {name}.pdf", line, "1 of 2"):
            visit.page.get_by_text(text).first.wait_for()
        shoot(visit.page, f"mirador-{name}", tmp_path)
        assert visit.strangers == []
        assert [one for one in wrong if not one.endswith("favicon.ico")] == []
        visit.context.close()
