"""The doctor sees what is there, says what brings the rest, and never falls over."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import doctor, packages
from pipeline.cli import main
from pipeline.doctor import Finding, examine
from pipeline.engines import ppocr, tesseract


@pytest.fixture(autouse=True)
def _forget() -> None:
    """Forget where models were found: PATH differs from test to test."""
    for cached in (tesseract.data_folder, tesseract.digest, tesseract.installed):
        cached.cache_clear()


def by_name() -> dict[str, Finding]:
    return {finding.name: finding for finding in examine()}


def test_everything_needed_is_listed() -> None:
    found = by_name()
    assert {"python", "tesseract", "pdftoppm", "pdftotext", "pdfinfo", "free disk space"} < set(
        found
    )
    assert all(f"tesseract model {model}" in found for model in tesseract.MODELS)
    for library in ("msgspec", "rapidocr", "opencv-python-headless", "pikepdf"):
        assert found[library].present
        assert found[library].version
    assert "pytest" not in found
    assert found["python"].version == platform.python_version()


def test_models_come_with_a_digest() -> None:
    found = by_name()
    for model in ppocr.MODELS:
        assert found[f"PP-OCR model {model}"].detail.startswith("sha256:")


@pytest.mark.engine
def test_programs_tell_their_version() -> None:
    found = by_name()
    for name in ("tesseract", "pdftoppm"):
        assert found[name].present
        assert found[name].version[0].isdigit()
    assert found["tesseract model Latin"].detail.startswith("sha256:")


def test_with_nothing_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = by_name()
    for name in ("tesseract", "pdftoppm", "tesseract model hun"):
        assert not found[name].present
        assert "install" in found[name].detail
    result = CliRunner().invoke(main, ["doctor"], env={"COLUMNS": "200"})
    assert result.exit_code == 4
    assert "MISSING" in result.output
    assert "pdftoppm" in result.output


@pytest.mark.parametrize(
    ("release", "system", "command"),
    [
        ({"ID": "debian"}, "linux", "apt-get install tesseract-ocr-hun"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "linux", "apt-get install tesseract-ocr-hun"),
        ({"ID": "fedora"}, "linux", "dnf install tesseract-langpack-hun"),
        ({"ID": "rocky", "ID_LIKE": "rhel fedora"}, "linux", "dnf install tesseract-langpack-hun"),
        (None, "linux", "apt-get install tesseract-ocr-hun"),
        ({}, "darwin", "brew install tesseract-lang"),
    ],
)
def test_the_command_fits_the_system(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str] | None, system: str, command: str
) -> None:
    def told() -> dict[str, str]:
        if release is None:
            raise OSError
        return release

    monkeypatch.setattr(platform, "freedesktop_os_release", told)
    monkeypatch.setattr(sys, "platform", system)
    assert packages.install("hun") == command


def test_underscores_in_debian_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "package_manager", lambda: "apt-get")
    assert packages.install("chi_sim") == "apt-get install tesseract-ocr-chi-sim"
    assert packages.install("Latin").endswith("tesseract-ocr-script-latn")


def test_a_program_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pdftoppm"
    program.write_bytes(b"\x7fELF broken")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = by_name()["pdftoppm"]
    assert not found.present
    assert "does not start" in found.detail


def test_a_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doctor, "requires", lambda name: ["nosuchlib>=1.0", 'other>=1; extra == "dev"']
    )
    found = by_name()
    assert not found["nosuchlib"].present
    assert "pip install" in found["nosuchlib"].detail
    assert "other" not in found


def test_missing_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ppocr, "model_path", lambda name: tmp_path / name)
    assert not any(by_name()[f"PP-OCR model {model}"].present for model in ppocr.MODELS)


def test_a_check_that_falls_over_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> list[str]:
        raise RuntimeError("no metadata")

    monkeypatch.setattr(doctor, "requires", broken)
    found = by_name()["libraries"]
    assert not found.present
    assert "no metadata" in found.detail


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    found = examine()
    assert os.path.lexists(tmp_path)
    assert any(finding.name == "disk" for finding in found)
