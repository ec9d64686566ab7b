"""Fonds: declassified Hungarian and Chinese scans in, validated JSON records out."""

__version__ = "0.1.0"
