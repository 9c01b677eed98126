"""读取 read: the files of one notice → the notice."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from zhida.core.notice import Notice
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document


def read(*paths: str | PathLike[str]) -> Notice:
    """读取: one notice from its file, or from its files: the letter, then its annexes.

    All paths together are one notice. Raises `UnreadableFile` for a file that
    can't be read, with the reason in Chinese; `FileNotFoundError` for one that
    isn't there; `TypeError` where no path is given. What a notice says wrongly
    raises nothing: see `zhida.check`.

        notice = zhida.read("通知.docx", "附件1.xlsx")
        notice.total.fen
    """
    if not paths:
        raise TypeError("read() needs at least one path")
    documents = []
    for each in paths:
        path = Path(each)
        if not path.exists():
            raise FileNotFoundError(f"没有这个文件：{path}")
        documents.append(read_document(path))
    return parse(documents)
