"""发文 notice: a typed notice written as the document that issues it.

Notice → wording → lines and grids → docx, pdf, xlsx
"""

from zhida.documents.writing.notice.files import (
    Format,
    IssuedFile,
    issue_files,
    issue_of,
    to_docx,
    to_pdf,
    to_xlsx,
    write_files,
)
from zhida.documents.writing.notice.pdf import TypefaceError
from zhida.documents.writing.notice.wording import WordingError

__all__ = [
    "Format",
    "IssuedFile",
    "TypefaceError",
    "WordingError",
    "issue_files",
    "issue_of",
    "to_docx",
    "to_pdf",
    "to_xlsx",
    "write_files",
]
