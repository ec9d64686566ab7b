"""Hostile files and names: each a record or a failure with a reason, within its limits."""

from __future__ import annotations

import os
import tempfile
import uuid
from pathlib import Path
from typing import Literal

import pytest

from pipeline import jobs, runner, stock
from pipeline.errors import REMEDIES
from pipeline.intake import Opening, Passwords, readable
from pipeline.store import Store
from pipeline.validation import validate
from tests import standins
from tests.hostile.cases import CASES, PASSWORD, locked
from tests.hostile.reading import LIMITS, Outcome, marked, read_hostile
from tests.intake.support import pdf_bytes
from tests.standins import MOST_BYTES, tree

FOUND = Path(__file__).parents[3] / "shared/scans/hostile"


@pytest.fixture(autouse=True)
def _no_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.Making, "of", staticmethod(standins.made))


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what marks all processes that this test starts, directly or not."""
    value = f"fonds-test-{uuid.uuid4().hex}"
    monkeypatch.setenv("FONDS_TEST", value)
    return value


def read(delivery: Path, tmp_path: Path, passwords: Passwords | None = None) -> Outcome:
    """Read a delivery; fail if anything but the output folder is touched."""
    before = tree(delivery)
    read = read_hostile(
        delivery, tmp_path / "out", tmp_path / "scratch", passwords=passwords or Passwords()
    )
    assert tree(delivery) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "out", "scratch"}
    assert read.summary.peak_bytes < MOST_BYTES
    for failure in read.summary.failures:
        assert failure.reason in REMEDIES
        assert failure.message.isprintable()
        assert str(tmp_path) not in failure.message
    return read


def test_every_case_ends_as_the_table_says(
    tmp_path: Path, mark: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name, (make, _) in CASES.items():
        (tmp_path / "in" / name).write_bytes(make())
    found = read(tmp_path / "in", tmp_path).reasons
    expected = {name: {how} for name, (_, how) in CASES.items() if how != "pages"}
    assert found == expected
    assert len(CASES) >= 40
    assert marked(mark) == []
    assert "Traceback" not in "".join(capfd.readouterr())
    assert validate(tmp_path / "out")[1] == []


@pytest.mark.skipif(not FOUND.is_dir(), reason="the collected hostile files are not here")
def test_every_collected_file_ends_as_a_record_or_a_failure(tmp_path: Path, mark: str) -> None:
    (tmp_path / "in").mkdir()
    for path in FOUND.iterdir():
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    read_all = read(tmp_path / "in", tmp_path)
    whole = {line.file for line in read_all.summary.failures if line.page is None}
    assert len(whole) + read_all.summary.documents == len(list(FOUND.iterdir()))
    assert not {"crashed", "internal_error"} & set().union(*read_all.reasons.values())
    assert marked(mark) == []
    assert validate(tmp_path / "out")[1] == []


NAMES = [
    b"new\nline.pdf",
    b"tab\tand \x1b[31m red.pdf",
    b"not utf-8 \xff\xfe.pdf",
    "emoji 📜👩🏽‍🚀.pdf".encode(),
    "\u202efdp.terces.pdf".encode(),
    "מסמך.pdf".encode(),
    "Jelente\u0301s.pdf".encode(),
    b"-rf.pdf",
    b"--help.pdf",
    b"$(touch owned);`touch owned`|'\".pdf",
    b"%s%n{0}.pdf",
    b" .pdf",
    b"CON.pdf",
    b"a" * 251 + b".pdf",
    ("长" * 83 + ".pdf").encode(),
]


def test_odd_names_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for number, name in enumerate(NAMES):
        with open(os.fsencode(folder) + b"/" + name, "wb") as stream:
            stream.write(pdf_bytes(f"{number}"))
    found = read(folder, tmp_path)
    assert found.reasons == {}
    assert found.summary.documents == len(NAMES)
    assert validate(tmp_path / "out")[1] == []


def test_links_and_devices_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "good.pdf").write_bytes(pdf_bytes("good"))
    (folder / "sub/up").symlink_to(folder)
    (folder / "itself.pdf").symlink_to("itself.pdf")
    (folder / "passwd.pdf").symlink_to("/etc/passwd")
    (folder / "above").symlink_to("/")
    (folder / "relative.pdf").symlink_to("../../../../../etc/hosts")
    (folder / "nothing.pdf").symlink_to("gone.pdf")
    os.mkfifo(folder / "pipe.pdf")
    found = read(folder / ".", tmp_path)
    assert (found.summary.documents, found.reasons) == (1, {})
    assert {one.path for one in found.summary.skipped} == {
        "sub/up", "itself.pdf", "passwd.pdf", "above", "relative.pdf", "nothing.pdf", "pipe.pdf"
    }  # fmt: skip


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_opens_a_locked_document(tmp_path: Path, revision: Literal[3, 4, 6]) -> None:
    (tmp_path / "in").mkdir()
    secret = PASSWORD if revision == 6 else "geheim"
    (tmp_path / "in/locked.pdf").write_bytes(locked(revision, secret))
    (tmp_path / "in/open.pdf").write_bytes(pdf_bytes("open"))
    file = tmp_path.parent / f"{tmp_path.name}-passwords"
    file.write_text(f"wrong\n\n{secret}\n", encoding="utf-8")
    found = read(tmp_path / "in", tmp_path, Passwords.read(file))
    assert (found.reasons, found.summary.documents) == ({}, 2)
    [record] = (tmp_path / "out/records").glob("locked-*.json")
    assert '"encrypted": true' in record.read_text("utf-8")
    for name, content in tree(tmp_path / "out").items():
        assert secret.encode() not in content, name
        assert b"wrong" not in content, name


def test_a_wrong_password_is_no_password(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/locked.pdf").write_bytes(locked(6, PASSWORD))
    found = read(tmp_path / "in", tmp_path, Passwords((b"a", b"b")))
    assert found.reasons == {"locked.pdf": {"encrypted"}}


def test_decrypted_copies_do_not_outlive_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import ingest as ingesting
    from pipeline.settings import Settings

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    with ingesting._workers(Settings(jobs=1), Store(tmp_path / "out"), tmp_path):
        pass
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_decrypted_copy_goes_with_the_next_document(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.pdf").write_bytes(locked(6, PASSWORD))
    opening = Opening(locked=True, passwords=Passwords((PASSWORD.encode(),)))
    copies = [
        Path(readable(str(tmp_path / f"{name}.pdf"), name, opening, tmp_path))
        for name in ("one", "one", "two")
    ]
    assert [copy.is_file() for copy in copies] == [False, False, True]
    assert readable(str(tmp_path / "open.pdf"), "open", None, tmp_path).endswith("open.pdf")
    assert list(copies[-1].parent.iterdir()) == []


def test_a_vanished_disk_is_no_fault_of_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are there when the delivery is looked at, and gone when they are read."""
    folder = standins.deliver(tmp_path / "in", a=2, b=1)
    look = stock.take_stock

    def then_unplug(*args: object) -> object:
        found = look(*args)  # type: ignore[arg-type]
        (folder / "a.pdf").rename(tmp_path / "unplugged.pdf")
        return found

    monkeypatch.setattr(runner, "take_stock", then_unplug)
    found = read_hostile(folder, tmp_path / "out", tmp_path / "scratch", limits=LIMITS)
    assert found.reasons == {"a.pdf": {"unreadable"}}
