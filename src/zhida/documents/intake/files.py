"""收文 files: what a person points at, file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhida.documents.outcomes import Unreadable

SUFFIXES = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .docx .doc .wps .rtf .odt .xlsx .xls .et "
    ".pdf .png .jpg .jpeg .tif .tiff .bmp".split()
)
"""后缀: the files that a folder is searched for. A file named by itself may have any."""


@dataclass(frozen=True, slots=True)
class Found:
    """所得文件: the files to read in order, those passed over in folders, and what is missing."""

    files: tuple[Path, ...]
    skipped: int = 0
    missing: tuple[Unreadable, ...] = ()


def find(paths: Iterable[Path], *, without: Iterable[Path] = ()) -> Found:
    """Files stay as given; a folder gives the documents in it, at any depth, sorted.

    A file of `without` is passed over, as a report that the last run left in the folder.
    """
    unwanted = {path.resolve() for path in without}
    files: list[Path] = []
    missing: list[Unreadable] = []
    skipped = 0
    for path in paths:
        if path.is_dir():
            documents, others = _sorted_out(path, unwanted)
            skipped += others
            files.extend(documents)
            if not documents:
                missing.append(Unreadable(str(path), "文件夹中没有可读取的文件", _HINT))
        elif path.exists():
            files.append(path)
        else:
            missing.append(Unreadable(str(path), "没有这个文件", "请核对路径和文件名"))
    return Found(tuple(dict.fromkeys(files)), skipped, tuple(missing))


_HINT = "可读取 docx、xlsx、pdf、html、md、txt、图片等格式"


def _sorted_out(folder: Path, unwanted: set[Path]) -> tuple[list[Path], int]:
    documents: list[Path] = []
    others = 0
    for path in _walk(folder):
        if path.resolve() in unwanted:
            continue
        if path.suffix.lower() in SUFFIXES and ".faults." not in path.name:
            documents.append(path)
        else:
            others += 1
    return documents, others


def _walk(folder: Path) -> Iterator[Path]:
    """Every visible file below a folder; what an office program left behind is not one."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(parent, name)
