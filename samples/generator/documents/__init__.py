"""The sample documents, in the order in which they are made."""

from samples.generator.documents import (
    bilingual,
    chinese,
    hungarian_reports,
    hungarian_short,
    more,
    traditional,
)
from samples.generator.model import Document

DOCUMENTS: tuple[Document, ...] = (
    *hungarian_short.DOCUMENTS,
    *hungarian_reports.DOCUMENTS,
    *chinese.DOCUMENTS,
    *traditional.DOCUMENTS,
    *more.DOCUMENTS,
    *bilingual.DOCUMENTS,
)
