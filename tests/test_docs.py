"""The documents say what is so."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import __version__
from pipeline.cli import COMMANDS, main
from pipeline.errors import REMEDIES, ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
KNOWN = {name: import_module(f"pipeline.commands.{name}").command for name in COMMANDS}


def test_every_command_is_in_the_readme() -> None:
    for name in KNOWN:
        assert f"fonds {name}" in README, name


def test_options_of_the_readme_exist() -> None:
    known = {flag for command in KNOWN.values() for p in command.params for flag in p.opts}
    for option in re.findall(r"`(--[a-z-]+)", README):
        assert option in known, option


def test_commands_of_the_readme_are_commands() -> None:
    for line in re.findall(r"^(fonds .*)$", README, re.MULTILINE):
        words = line.partition("#")[0].split()
        assert words[1] in KNOWN, line
        options = [word for word in words[2:] if word.startswith("-")]
        known = {flag for p in KNOWN[words[1]].params for flag in p.opts}
        assert set(options) <= known, line


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", README)) | set(
        re.findall(r"^make ([a-z]+)", README, re.MULTILINE)
    )
    assert named <= targets


@pytest.mark.parametrize("reason", sorted(REMEDIES))
def test_every_reason_of_failure_is_listed(reason: str) -> None:
    assert f"`{reason}`" in README


def test_exit_codes_are_listed() -> None:
    for code in ExitCode:
        assert f"| {int(code)} |" in README


def test_changelog_knows_the_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_help_has_examples() -> None:
    for name in set(COMMANDS) - {"doctor"}:
        shown = CliRunner().invoke(main, [name, "--help"])
        assert shown.exit_code == 0
        assert "Example" in shown.output


def test_every_sample_has_a_truth_and_a_row() -> None:
    listed = (ROOT / "samples" / "README.md").read_text("utf-8")
    kinds = {".pdf", ".tif", ".jpg", ".png", ".jp2"}
    scans = [p for p in (ROOT / "samples").iterdir() if p.suffix in kinds]
    assert len(scans) >= 14
    for scan in scans:
        truth = json.loads((ROOT / "samples" / "truth" / f"{scan.stem}.json").read_text("utf-8"))
        assert truth["file"] == scan.name
        assert truth["invented"] is True
        assert scan.name in listed


def test_messages_name_headings_that_there_are() -> None:
    headings = set(re.findall(r"^#+ (.*)$", README, re.MULTILINE))
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    named = re.findall(r"README, (?:section )?['\"]([^'\"]+)['\"]", code)
    assert named
    assert set(named) <= headings
