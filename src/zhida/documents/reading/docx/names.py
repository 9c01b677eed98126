"""Names of WordprocessingML elements, in lxml's notation."""

from __future__ import annotations

from typing import Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return _W + name


BODY: Final = w("body")
PARAGRAPH: Final = w("p")
PARAGRAPH_PROPERTIES: Final = w("pPr")
RUN: Final = w("r")
RUN_PROPERTIES: Final = w("rPr")
TEXT: Final = w("t")
TAB: Final = w("tab")
BREAKS: Final = frozenset({w("br"), w("cr")})
HYPHEN: Final = w("noBreakHyphen")
SYMBOL: Final = w("sym")
NOTE_REFERENCES: Final = frozenset({w("footnoteReference"), w("endnoteReference")})
TABLE: Final = w("tbl")
ROW: Final = w("tr")
CELL: Final = w("tc")
CONTENT_CONTROL: Final = w("sdt")
CONTENT: Final = w("sdtContent")
TEXT_BOX: Final = w("txbxContent")
ALTERNATE: Final = _MC + "AlternateContent"
CHOICE: Final = _MC + "Choice"
FALLBACK: Final = _MC + "Fallback"
MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

DROPPED: Final = frozenset(
    w(name)
    for name in (
        "del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "sdtPr",
        "sdtEndPr", "rt", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "object",
        "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "fldChar",
        "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator",
    )
)  # fmt: skip
"""Deletions, properties, phonetic guides and field codes: nothing of them is printed."""
