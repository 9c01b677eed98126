"""残缺网页: pages that broke the reader once; each is what fuzzing found, made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.documents.errors import UnreadableFile
from zhida.documents.reading import read_document

FINDS = {
    "a title that never ends": "<!DOCTYPE html><html><head><title>通知<body><p>下达100万元</p>",
    "a head that holds the page": "<html><head><p>通知</p><table><tr><td>1<td>2</table>",
    "only a script": "<html><script>if (a < b) { }</script></html>",
}


@pytest.mark.parametrize("page", FINDS.values(), ids=FINDS)
def test_a_broken_page_is_read_or_refused(page: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.html"
    path.write_text(page, encoding="utf-8")
    try:
        assert read_document(path).blocks
    except UnreadableFile as error:
        assert "通知.html" in str(error)
