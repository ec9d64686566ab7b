"""The commands that bring programs and Tesseract models, for the system this runs on."""

from __future__ import annotations

import platform
import sys

# Packages that bring a program or model, by package manager. Homebrew and Fedora name
# Tesseract's models in their own ways.
PACKAGES: dict[str, dict[str, str]] = {
    "apt-get": {
        "tesseract": "tesseract-ocr",
        "poppler": "poppler-utils",
        "Latin": "tesseract-ocr-script-latn",
        "": "tesseract-ocr-{}",
    },
    "dnf": {
        "tesseract": "tesseract",
        "poppler": "poppler-utils",
        "Latin": "tesseract-script-latin",
        "": "tesseract-langpack-{}",
    },
    "brew": {"tesseract": "tesseract", "poppler": "poppler", "": "tesseract-lang"},
}


def package_manager() -> str:
    """Return the program that installs packages here: apt-get, dnf or brew."""
    if sys.platform == "darwin":
        return "brew"
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return "apt-get"
    kin = f"{system.get('ID', '')} {system.get('ID_LIKE', '')}".split()
    return "dnf" if {"fedora", "rhel", "centos"} & set(kin) else "apt-get"


def install(thing: str) -> str:
    """Return the command that brings a program or a model of Tesseract."""
    manager = package_manager()
    names = PACKAGES[manager]
    # Fedora's and Debian's packages write chi_sim as chi_sim and chi-sim.
    model = thing.replace("_", "-") if manager == "apt-get" else thing
    package = names[thing] if thing in names else names[""].format(model)
    return f"{manager} install {package}"
