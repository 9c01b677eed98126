"""任务 tasks: what the workers of a batch are asked to do.

Each imports what it needs when it is called: only the workers carry the
libraries of readers and parsers, and the program that asks starts at once.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile
from zhida.documents.outcomes import Checked, Unreadable


@dataclass(frozen=True, slots=True)
class Read:
    """已读的文件: a document folded up small, to wait until its notice is complete.

    `letter` says that it holds the text of a notice, not annexes alone.
    """

    path: Path
    letter: bool
    folded: bytes

    @classmethod
    def of(cls, path: Path, letter: bool, document: Document) -> Read:
        """Fold a document."""
        return cls(path, letter, zlib.compress(pickle.dumps(document), level=1))

    @property
    def document(self) -> Document:
        """The document, unfolded."""
        document: Document = pickle.loads(zlib.decompress(self.folded))
        return document


Groups: TypeAlias = tuple[tuple[int, ...], ...]
Result: TypeAlias = Read | Unreadable | Groups | Checked


def read_file(path: Path) -> Result:
    """A file's blocks, or why it can't be read."""
    from zhida.documents.parsing.grouping import has_letter
    from zhida.documents.reading import read_document

    try:
        document = read_document(path)
    except UnreadableFile as error:
        return Unreadable.of(path, error)
    return Read.of(path, has_letter(document), document)


def group_files(files: tuple[Read, ...]) -> Result:
    """Which files make one notice, as indexes into `files`."""
    from zhida.documents.parsing.grouping import group

    documents = [each.document for each in files]
    places = {id(document): index for index, document in enumerate(documents)}
    return tuple(tuple(places[id(each)] for each in members) for members in group(documents))


def check_notice(files: tuple[Read, ...], checking: bool, showing: bool) -> Result:
    """The notice of these files; its findings where `checking`, its documents where `showing`."""
    from zhida.core.rules import check
    from zhida.documents.parsing.notice import parse

    documents = tuple(each.document for each in files)
    notice = parse(documents)
    return Checked(notice, check(notice) if checking else (), documents if showing else ())
