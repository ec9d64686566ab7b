"""Cache keys change with what can change a page, and with nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline import provenance
from pipeline.errors import MissingProgram
from pipeline.settings import PageSettings

SHA256 = "0" * 64
CACHED = (
    provenance.code_digest,
    provenance.engine_fingerprints,
    provenance.poppler_version,
    provenance.reading_fingerprint,
    provenance.describing_fingerprint,
)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


def key(settings: PageSettings = PageSettings(), fingerprint: str = "f", number: int = 1) -> str:  # noqa: B008
    return provenance.page_key(SHA256, number, settings, fingerprint)


@pytest.mark.parametrize(
    "change",
    [
        {"dpi": 301},
        {"max_pixels": 1_000_000},
        {"text_layer": "ignore"},
        {"profile": "fast"},
        {"languages": ("de",)},
    ],
)
def test_settings_are_in_the_key(change: dict[str, Any]) -> None:
    assert key(msgspec.structs.replace(PageSettings(), **change)) != key()


def test_every_setting_is_in_the_key_or_left_out_on_purpose() -> None:
    known = {"dpi", "max_pixels", "languages", "text_layer", "profile", "authority"}
    assert set(PageSettings.__struct_fields__) == known


def test_names_and_the_order_of_languages_are_not_but_the_engines_are() -> None:
    assert key(PageSettings(authority="Nagy Imre")) == key()
    assert key(PageSettings(languages=("zh", "hu"))) == key(PageSettings(languages=("hu", "zh")))
    assert key(fingerprint="g") != key()
    assert key(number=2) != key()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(provenance, "PACKAGE", tmp_path)
    (tmp_path / "stages/__pycache__").mkdir(parents=True)
    (tmp_path / "stages/one.py").write_text("1")
    (tmp_path / "stages/language.py").write_text("1")
    (tmp_path / "flow.py").write_text("1")
    return tmp_path


def code() -> str:
    provenance.code_digest.cache_clear()
    return provenance.code_digest(("stages", "flow.py"), ("language.py",))


@pytest.mark.parametrize("name", ["stages/one.py", "stages/new.tsv", "flow.py"])
def test_code_and_data_are_in_the_digest(package: Path, name: str) -> None:
    before = code()
    (package / name).write_text("2")
    assert code() != before


@pytest.mark.parametrize("name", ["stages/language.py", "stages/__pycache__/one.pyc", "cli.py"])
def test_other_files_are_not(package: Path, name: str) -> None:
    before = code()
    (package / name).write_text("2")
    assert code() == before


def test_a_moved_file_changes_the_digest(package: Path) -> None:
    before = code()
    (package / "stages/one.py").rename(package / "stages/two.py")
    assert code() != before


def test_no_poppler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgram, match="poppler") as caught:
        provenance.poppler_version()
    assert "install" in caught.value.remedy


def test_a_silent_poppler(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = subprocess.CompletedProcess(["pdftoppm"], 0, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: silent)
    assert provenance.poppler_version() == "unknown"


class Part:
    """An engine with a fingerprint."""

    def __init__(self, models: dict[str, str] | None) -> None:
        self.models = models

    def fingerprint(self) -> dict[str, Any]:
        if self.models is None:
            raise FileNotFoundError(2, "No such file", "some.onnx")
        return {"name": "engine", "software": "engine 1", "models": self.models}


class Use:
    """Three parts, of which one may lack something."""

    def __init__(self, latin: Part) -> None:
        sound = Part({"m": "sha256:1"})
        self.finder, self.readers = sound, type("Readers", (), {"latin": latin, "han": sound})


@pytest.mark.parametrize(
    ("models", "said", "remedy"),
    [
        ({"Latin": "sha256:1", "hun": "missing"}, "lacks the model hun", "hun"),
        ({"Latin": "missing", "hun": "missing"}, "Latin, hun", "; then 'fonds doctor'"),
        (None, "some.onnx is missing", "fonds doctor"),
    ],
)
def test_missing_models(
    monkeypatch: pytest.MonkeyPatch, models: dict[str, str] | None, said: str, remedy: str
) -> None:
    monkeypatch.setattr(provenance, "engines", lambda languages: Use(Part(models)))
    with pytest.raises(MissingProgram, match=said) as caught:
        provenance.engine_fingerprints(("hu",))
    assert remedy in caught.value.remedy


@pytest.mark.engine
def test_steps_name_software_models_and_settings() -> None:
    steps = provenance.steps(PageSettings(languages=("hu",)))
    fast = provenance.steps(PageSettings(languages=("hu",), profile="fast"))
    assert not any("tesseract" in step.software for step in fast)
    assert [step.step for step in steps] == [
        "rasterise", "prepare", "find lines", "recognise", "recognise", "language", "metadata"
    ]  # fmt: skip
    assert all(step.software for step in steps)
    assert steps[0].settings["dpi"] == 300
    models = {name: digest for step in steps for name, digest in step.models.items()}
    assert "hun" in models
    assert all(digest.startswith("sha256:") for digest in models.values())


@pytest.mark.engine
def test_fingerprints_are_stable() -> None:
    before = provenance.reading_fingerprint(("hu",)), provenance.describing_fingerprint()
    for cached in CACHED:
        cached.cache_clear()
    after = provenance.reading_fingerprint(("hu",)), provenance.describing_fingerprint()
    assert before == after
