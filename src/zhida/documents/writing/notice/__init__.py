"""发文 notice: a typed notice written as the document that issues it.

Notice → wording → lines and grids → docx, xlsx
"""

from __future__ import annotations

from pathlib import Path

from zhida.core.notice import Notice
from zhida.documents.writing.notice.annexes import annexes_of
from zhida.documents.writing.notice.docx import write_docx
from zhida.documents.writing.notice.layout import Issue
from zhida.documents.writing.notice.letter import imprint_lines, letter_lines, title_of
from zhida.documents.writing.notice.wording import STANDARD, Wording, WordingError
from zhida.documents.writing.notice.xlsx import write_xlsx

__all__ = ["WordingError", "issue_of", "to_docx", "to_xlsx"]


def to_docx(notice: Notice, path: Path, *, wording: Path = STANDARD) -> None:
    """公文: write a notice as docx by GB/T 9704-2012; the same notice gives the same bytes.

    A notice with paragraphs keeps them; of one without, the letter is composed
    by the folder `wording` (see `wording.py`). Raises `WordingError` where that
    folder is unusable, `UnwritableReport` where `path` can't be written.
    """
    words = Wording(wording)
    write_docx(issue_of(notice, words), title_of(notice, words), path)


def issue_of(notice: Notice, wording: Wording | None = None) -> Issue:
    """发文: the lines and tables of a notice, in the order of the standard."""
    words = wording or Wording()
    return Issue(
        tuple(letter_lines(notice, words)),
        annexes_of(notice, words),
        tuple(imprint_lines(notice, words)),
    )


def to_xlsx(notice: Notice, path: Path, *, wording: Path = STANDARD) -> None:
    """附表: write the tables of a notice as a workbook, sums as live formulas.

    Raises as `to_docx` does.
    """
    write_xlsx(annexes_of(notice, Wording(wording)), path)
