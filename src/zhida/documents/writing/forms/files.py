"""报表文件 files: a form as docx, xlsx and PDF, each with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from zhida.core.forms.form import FormTable
from zhida.core.notice import AllocationTable, PerformanceTable
from zhida.core.performance.evaluation import SelfEvaluation
from zhida.documents.writing.forms.annex import form_annex, turned
from zhida.documents.writing.forms.evaluation import evaluation_annex
from zhida.documents.writing.forms.origins import origins
from zhida.documents.writing.notice.annexes import allocation_annex, performance_annex
from zhida.documents.writing.notice.docx import docx_bytes
from zhida.documents.writing.notice.files import Format, IssuedFile
from zhida.documents.writing.notice.layout import Annex, Issue
from zhida.documents.writing.notice.pdf import pdf_bytes
from zhida.documents.writing.notice.wording import Wording
from zhida.documents.writing.notice.xlsx import xlsx_bytes

AnyForm: TypeAlias = FormTable | SelfEvaluation | PerformanceTable | AllocationTable
"""表单: what can be printed as a form of its own."""


def form_files(
    form: AnyForm,
    stem: str,
    *,
    formats: Iterable[Format] = tuple(Format),
    fonts: Path | None = None,
) -> tuple[IssuedFile, ...]:
    """报表文件: a form in each format, named `stem`. The same form gives the same hashes.

    `fonts` is a folder with an office's own typefaces; raises `TypefaceError` where a
    PDF is wanted and there is no Chinese typeface.
    """
    words = Wording()
    issue, rows = layout_of(form, words)
    title = issue.annexes[0].title.replace("\n", "")
    write: dict[Format, Callable[[], bytes]] = {
        Format.DOCX: lambda: docx_bytes(issue, title),
        Format.PDF: lambda: pdf_bytes(issue, title, fonts),
        Format.XLSX: lambda: xlsx_bytes(issue.annexes, words, rows),
    }
    return tuple(_file(f"{stem}.{each}", each, write[each]()) for each in formats)


def layout_of(form: AnyForm, words: Wording | None = None) -> tuple[Issue, list[tuple[str, ...]]]:
    """版面: a form as lines and grids, and the table of what its figures rest on."""
    if isinstance(form, FormTable):
        rows, notes = origins(form)
        return Issue((), (form_annex(form, notes),), ()), rows
    return Issue((), (_annex(form, words or Wording()),), ()), []


def _annex(form: SelfEvaluation | PerformanceTable | AllocationTable, words: Wording) -> Annex:
    if isinstance(form, SelfEvaluation):
        return evaluation_annex(form)
    if isinstance(form, PerformanceTable):
        return turned(performance_annex(form, words))
    return turned(allocation_annex(form, words))


def _file(name: str, kind: Format, data: bytes) -> IssuedFile:
    return IssuedFile(name, kind, data, hashlib.sha256(data).hexdigest())
