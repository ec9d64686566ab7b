"""Rules that know both languages: marks, kinds of paper, copies and shelf marks."""

from __future__ import annotations

from pipeline.rules import copies, document_types, marks

RULES = (marks.find, document_types.find, copies.find)
