"""发文文件 files: the files of an issued notice, each with its hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from zhida.core.notice import Notice
from zhida.documents.writing.notice.annexes import annexes_of
from zhida.documents.writing.notice.docx import docx_bytes
from zhida.documents.writing.notice.layout import Issue
from zhida.documents.writing.notice.letter import imprint_lines, letter_lines, title_of
from zhida.documents.writing.notice.pdf import pdf_bytes
from zhida.documents.writing.notice.wording import STANDARD, Wording
from zhida.documents.writing.notice.xlsx import xlsx_bytes
from zhida.documents.writing.replacing import replacing

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60  # hanzi: file systems count 255 bytes, three for each


class Format(StrEnum):
    """文件格式: what an issued notice can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"  # its tables alone


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """发文文件: a file as issued. `sha256` is that of `data`, in hexadecimal digits."""

    name: str
    format: Format
    data: bytes
    sha256: str


def to_docx(notice: Notice, *, wording: Path = STANDARD) -> bytes:
    """公文: a notice as docx by GB/T 9704-2012; the same notice gives the same bytes.

    A notice with paragraphs keeps them; of one without, the letter is composed
    by the folder `wording` (see `wording.py`). Raises `WordingError` where that
    folder is unusable.
    """
    words = Wording(wording)
    return docx_bytes(issue_of(notice, words), title_of(notice, words))


def to_pdf(notice: Notice, *, wording: Path = STANDARD, fonts: Path | None = None) -> bytes:
    """版式公文: a notice as PDF by GB/T 9704-2012; the same notice gives the same bytes.

    `fonts` is a folder with an office's own typefaces; those of the machine
    stand in for what it lacks. Raises `TypefaceError` where there is no Chinese
    typeface at all, and `WordingError` as `to_docx` does.
    """
    words = Wording(wording)
    return pdf_bytes(issue_of(notice, words), title_of(notice, words), fonts)


def to_xlsx(notice: Notice, *, wording: Path = STANDARD) -> bytes:
    """附表: the tables of a notice as a workbook, sums as live formulas.

    Raises `WordingError` as `to_docx` does.
    """
    words = Wording(wording)
    return xlsx_bytes(annexes_of(notice, words), words)


def issue_files(
    notice: Notice,
    *,
    formats: Iterable[Format] = tuple(Format),
    wording: Path = STANDARD,
    fonts: Path | None = None,
    mark: str = "",
) -> dict[str, IssuedFile]:
    """发文: a notice in each format, by file name. The same notice gives the same hashes.

    A file is named after the document number, else the title. A notice without
    tables has no workbook. `mark` is the line of the verification mark (see
    `core.notice.mark.printed`); a workbook has none. Raises as `to_docx` and `to_pdf` do.
    """
    words = Wording(wording)
    issue, title = replace(issue_of(notice, words), mark=mark), title_of(notice, words)
    write: dict[Format, Callable[[], bytes]] = {
        Format.DOCX: lambda: docx_bytes(issue, title),
        Format.PDF: lambda: pdf_bytes(issue, title, fonts),
        Format.XLSX: lambda: xlsx_bytes(issue.annexes, words),
    }
    stem = stem_of(str(notice.doc_number.value) if notice.doc_number else title)
    files: dict[str, IssuedFile] = {}
    for each in formats:
        if each is Format.XLSX and not issue.annexes:
            continue
        tail = words.word("workbook", "file") if each is Format.XLSX else ""
        name, data = f"{stem}{tail}.{each}", write[each]()
        files[name] = IssuedFile(name, each, data, hashlib.sha256(data).hexdigest())
    return files


def write_files(folder: Path, files: Sequence[IssuedFile]) -> tuple[Path, ...]:
    """Write files to a folder, each whole or not at all; gives their paths.

    Raises `UnwritableReport` where one can't be written.
    """
    paths = tuple(folder / each.name for each in files)
    for path, each in zip(paths, files, strict=True):
        with replacing(path) as draft:
            draft.write_bytes(each.data)
    return paths


def issue_of(notice: Notice, wording: Wording | None = None) -> Issue:
    """发文: the lines and tables of a notice, in the order of the standard."""
    words = wording or Wording()
    return Issue(
        tuple(letter_lines(notice, words)),
        annexes_of(notice, words),
        tuple(imprint_lines(notice, words)),
    )


def stem_of(name: str) -> str:
    """A file name of a text, without the characters that some systems refuse.

    >>> stem_of("关于下达2024/2025年资金的通知")
    '关于下达2024_2025年资金的通知'
    """
    return _NOT_IN_NAMES.sub("_", name).strip(". ")[:_LONGEST_NAME] or "发文"
