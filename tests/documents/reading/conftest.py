"""What tests of readers share: a file written for one test and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zhida.documents.blocks import Document
from zhida.documents.reading import Limits, read_document


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """Reads bytes or a text as a file of that name: read("通知.txt", "…", pages=3)."""

    def read_as(name: str, content: bytes | str, **limits: int) -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_document(path, limits=Limits(**limits))

    return read_as
