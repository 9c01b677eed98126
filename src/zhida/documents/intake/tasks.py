"""任务 tasks: what the workers of a batch are asked to do.

Each imports what it needs when it is called: only the workers carry the
libraries of readers and parsers, and the program that asks starts at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile
from zhida.documents.outcomes import Checked, Unreadable

Groups: TypeAlias = tuple[tuple[Document, ...], ...]
Result: TypeAlias = Document | Unreadable | Groups | Checked


def read_file(path: Path) -> Result:
    """A file's blocks, or why it can't be read."""
    from zhida.documents.reading import read_document

    try:
        return read_document(path)
    except UnreadableFile as error:
        return Unreadable.of(path, error)


def group_files(documents: tuple[Document, ...]) -> Result:
    """The documents put together notice by notice."""
    from zhida.documents.parsing.grouping import group

    return tuple(tuple(each) for each in group(documents))


def check_notice(documents: tuple[Document, ...], checking: bool) -> Result:
    """The notice of these documents; with its findings where `checking`."""
    from zhida.core.rules import check
    from zhida.documents.parsing.notice import parse

    notice = parse(documents)
    return Checked(notice, check(notice) if checking else (), documents)
