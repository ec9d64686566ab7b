"""BagIt bags and the delivery manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import bagit
import pytest

from pipeline.errors import UsageError
from pipeline.intake import Refused
from tests.intake.support import Deliver, pdf_bytes, read, reasons, skips, sources

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def line(content: bytes, path: str, name: str = "sha256") -> bytes:
    return f"{hashlib.new(name, content).hexdigest()}  {path}\n".encode()


@pytest.mark.parametrize("checksums", [["md5"], ["sha1"], ["sha256"], ["md5", "sha512"]])
def test_a_sound_bag_is_read(deliver: Deliver, checksums: list[str]) -> None:
    root = deliver({"ő 100%.pdf": pdf_bytes("a"), "sub/b.pdf": pdf_bytes("b"), "c.txt": b"words"})
    bagit.make_bag(str(root), checksums=checksums, processes=1)
    delivery = read(root)
    assert reasons(delivery) == {}
    paths = [one.paths for one in sources(delivery)]
    assert paths == [("data/sub/b.pdf",), ("data/ő 100%.pdf",)]
    assert all(one.repairs == () for one in sources(delivery))
    assert skips(delivery)["bagit.txt"] == "part of the bag, not of its content"


def test_damage_stays_with_the_damaged_file(deliver: Deliver) -> None:
    root = deliver({f"{name}.pdf": pdf_bytes(name) for name in "abcd"})
    bagit.make_bag(str(root), checksums=["md5"], processes=1)
    (root / "data" / "a.pdf").write_bytes(pdf_bytes("changed"))
    (root / "data" / "b.pdf").unlink()
    (root / "data" / "new.pdf").write_bytes(pdf_bytes("new"))
    (root / "bag-info.txt").write_bytes(b"Contact-Name: changed\n")
    delivery = read(root)
    assert reasons(delivery) == {
        "data/a.pdf": "fixity_mismatch",
        "data/b.pdf": "missing",
        "bag-info.txt": "fixity_mismatch",
    }
    found = {one.paths[0]: one.repairs for one in sources(delivery)}
    note = ("not in the bag manifest",)
    assert found == {"data/c.pdf": (), "data/d.pdf": (), "data/new.pdf": note}


def test_what_is_wrong_with_a_manifest_is_said(deliver: Deliver) -> None:
    good = pdf_bytes("good")
    manifest = line(good, "data/good.pdf") + b"no checksum\n" + line(good, "data/../../x.pdf")
    files = {"bagit.txt": BAGIT, "data/good.pdf": good, "manifest-sha256.txt": manifest}
    delivery = read(deliver({**files, "manifest-crc32.txt": b"1234 data/good.pdf\n"}))
    assert [one.repairs for one in sources(delivery)] == [()]
    assert reasons(delivery) == {
        "manifest-sha256.txt": "bad_manifest",
        "manifest-crc32.txt": "bad_manifest",
    }


def test_an_escaping_path_alone_is_refused(deliver: Deliver) -> None:
    manifest = line(b"", "../../etc/passwd")
    delivery = read(deliver({"bagit.txt": BAGIT, "manifest-sha256.txt": manifest}))
    [refused] = delivery.items
    assert isinstance(refused, Refused)
    assert "outside the bag: ../../etc/passwd" in refused.failure.message


@pytest.mark.parametrize(
    "written", ["data/100%25.pdf", "data/100%.pdf", "data\\100%.pdf", "./data/100%.pdf"]
)
def test_spellings_of_old_and_windows_bags(deliver: Deliver, written: str) -> None:
    content = pdf_bytes()
    files = {"bagit.txt": BAGIT, "data/100%.pdf": content}
    delivery = read(deliver({**files, "manifest-sha256.txt": line(content, written)}))
    assert [(one.paths, one.repairs) for one in sources(delivery)] == [(("data/100%.pdf",), ())]
    assert reasons(delivery) == {}


def test_a_decomposed_name_meets_a_composed_one(deliver: Deliver) -> None:
    content = pdf_bytes()
    files = {"bagit.txt": BAGIT, "data/e\u0301.pdf": content}
    delivery = read(deliver({**files, "manifest-md5.txt": line(content, "data/é.pdf", "md5")}))
    assert reasons(delivery) == {}
    assert sources(delivery)[0].repairs == ()


def with_table(deliver: Deliver, table: str, name: str = "manifest.csv") -> Path:
    files = {"a.pdf": pdf_bytes("x"), "b/copy.pdf": pdf_bytes("x"), "c.pdf": pdf_bytes("c")}
    return deliver({**files, name: table.encode()})


@pytest.mark.parametrize("name", ["manifest.csv", "delivery.csv"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep=;\n"])
def test_the_table_describes_the_documents(deliver: Deliver, start: str, name: str) -> None:
    table = start + (
        "Path;Title;Archive Reference;box\n"
        'a.pdf;"Jelentés; titkos";M-KS 288;\n'
        "b\\copy.pdf;Másolat;M-KS 288;7\n\n"
        "gone.pdf;;;\n../up.pdf;;;\nb;;;\n"
    )
    delivery = read(with_table(deliver, table, name))
    assert [one.delivered for one in sources(delivery)] == [
        {"title": "Jelentés; titkos | Másolat", "archive_reference": "M-KS 288", "box": "7"},
        {},
    ]
    assert skips(delivery) == {
        "../up.pdf": "listed in the manifest but outside the delivery",
        "b": "listed in the manifest but a folder: list its files",
    }
    assert reasons(delivery) == {"gone.pdf": "missing"}


def test_what_the_table_names_is_found_in_any_spelling_and_missed_once(deliver: Deliver) -> None:
    content = pdf_bytes("x")
    promised = line(content, "data/é.pdf", "md5") + line(b"", "data/gone.pdf", "md5")
    table = "path\né.pdf\ngone.pdf\ndata/lost.pdf\n".encode()
    files = {"bagit.txt": BAGIT, "manifest-md5.txt": promised, "manifest.csv": table}
    delivery = read(deliver({**files, "data/e\u0301.pdf": content}))
    assert reasons(delivery) == {"data/gone.pdf": "missing", "data/lost.pdf": "missing"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"", "line 1: the table is empty"),
        (b"title,notes\nx,y\n", "line 1: there is no column 'path'"),
        (b"path,title,title\n", "line 1: the column 'title' occurs twice"),
        (b"path,,x\n", "line 1: column 2 has no name"),
        (b"path,title\na.pdf,x\nb.pdf,y,z\n", "line 3: 3 cells for 2 columns"),
        (b"path,title\n,x\n", "line 2: the path is empty"),
        (b"path,title\na.pdf,\xe1\n", "line 2: the text is not UTF-8"),
        (b'path,title\na.pdf,"open\n', "line 2: "),
        ("path,title\n".encode("utf-16"), "line 1: the text is not UTF-8"),
    ],
)
def test_a_bad_table_is_a_usage_error_with_its_line(
    deliver: Deliver, table: bytes, said: str
) -> None:
    root = deliver({"a.pdf": pdf_bytes(), "manifest.csv": table})
    with pytest.raises(UsageError) as caught:
        read(root)
    assert said in caught.value.message
    assert caught.value.remedy


def test_a_table_in_a_bag_may_leave_data_out(deliver: Deliver) -> None:
    root = deliver({"a.pdf": pdf_bytes("a"), "b.pdf": pdf_bytes("b")})
    bagit.make_bag(str(root), checksums=["sha256"], processes=1)
    (root / "manifest.csv").write_bytes(b"path,title\na.pdf,A\ndata/b.pdf,B\n")
    delivery = read(root)
    assert [one.delivered for one in sources(delivery)] == [{"title": "A"}, {"title": "B"}]
    assert "manifest.csv" not in skips(delivery)
