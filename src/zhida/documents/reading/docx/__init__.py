"""Word文档 docx: WordprocessingML read straight from the container's parts."""

from __future__ import annotations

from zhida.documents.reading.docx.document import read_docx

__all__ = ["read_docx"]
