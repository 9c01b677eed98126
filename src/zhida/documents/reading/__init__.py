"""阅读 reading: files of any format → blocks, each with its place in the file."""

from __future__ import annotations

from zhida.documents.reading.limits import Limits
from zhida.documents.reading.reader import read_document, read_documents

__all__ = ["Limits", "read_document", "read_documents"]
