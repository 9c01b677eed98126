"""文流 story: what a run of WordprocessingML prints: paragraphs and tables, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from zhida.documents.errors import HarmfulFile
from zhida.documents.reading.builder import RawTable
from zhida.documents.reading.docx import names
from zhida.documents.reading.docx.numbering import Numbering
from zhida.documents.reading.docx.styles import Styles
from zhida.documents.reading.docx.tables import only_cell, read_table
from zhida.documents.reading.limits import Limits

_TICKS = {"F0FE": "☑", "F052": "☑", "F0A8": "☐", "F0A3": "☐", "F0FC": "√", "F0FB": "×"}


@dataclass(slots=True)
class Line:
    """A paragraph as printed, with its heading level."""

    text: str
    level: int | None = None


Piece: TypeAlias = Line | RawTable


@dataclass(slots=True)
class Story:
    """文流: walks elements and tells what they print.

    Tracked deletions, hidden text and field codes are not printed. `notes`
    collects the numbers of footnotes and endnotes in the order of their marks.
    """

    file: str
    limits: Limits
    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    _tables: int = 0
    _depth: int = 0

    def pieces(self, container: etree._Element) -> Iterator[Piece]:
        """The paragraphs and tables in a body, cell, text box or note."""
        self._depth += 1
        if self._depth > self.limits.xml_depth:
            raise HarmfulFile(self.file, "文档结构嵌套过深，疑为恶意文件")
        for child in container:
            tag = child.tag
            if tag == names.PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == names.TABLE:
                yield from self._table(child)
            elif tag == names.CONTENT_CONTROL:
                content = child.find(names.CONTENT)
                if content is not None:
                    yield from self.pieces(content)
            elif tag == names.ALTERNATE:
                chosen = _chosen(child)
                if chosen is not None:
                    yield from self.pieces(chosen)
            elif tag not in names.DROPPED:
                yield from self.pieces(child)
        self._depth -= 1

    def _table(self, element: etree._Element) -> Iterator[Piece]:
        """The table, or what it frames: a table of one cell is a frame around text."""
        self._tables += 1
        if self._tables > self.limits.depth:
            raise HarmfulFile(self.file, f"表格嵌套超过{self.limits.depth}层", "请确认文件是否正常")
        framed = only_cell(element)
        if framed is not None:
            yield from self.pieces(framed)
        else:
            yield read_table(element, self.pieces)
        self._tables -= 1

    def _paragraph(self, element: etree._Element) -> Iterator[Piece]:
        parts: list[str] = []
        boxes: list[etree._Element] = []
        self._collect(element, parts, boxes, 0)
        text = "".join(parts)
        style = self.styles.style_of(element)
        text = self.numbering.label(element, style) + text
        if text.strip():
            yield Line(text, self.styles.level_of(element, style))
        for box in boxes:
            yield from self.pieces(box)

    def _collect(
        self,
        element: etree._Element,
        parts: list[str],
        boxes: list[etree._Element],
        depth: int,
    ) -> None:
        """Appends what `element` prints to `parts`, and its text boxes to `boxes`."""
        if depth > self.limits.xml_depth:
            raise HarmfulFile(self.file, "文档结构嵌套过深，疑为恶意文件")
        for child in element:
            tag = child.tag
            if tag == names.TEXT or tag == names.MATH_TEXT:
                parts.append(child.text or "")
            elif tag == names.RUN:
                if not _hidden(child):
                    self._collect(child, parts, boxes, depth + 1)
            elif tag in names.DROPPED:
                continue
            elif tag == names.TAB:
                parts.append("\t")
            elif tag in names.BREAKS:
                parts.append("\n")
            elif tag == names.HYPHEN:
                parts.append("-")
            elif tag == names.SYMBOL:
                parts.append(_TICKS.get(child.get(names.w("char"), "").upper(), ""))
            elif tag in names.NOTE_REFERENCES:
                self.notes.append((tag, child.get(names.w("id"), "")))
            elif tag == names.TEXT_BOX:
                boxes.append(child)
            elif tag == names.ALTERNATE:
                chosen = _chosen(child)
                if chosen is not None:
                    self._collect(chosen, parts, boxes, depth + 1)
            else:
                self._collect(child, parts, boxes, depth + 1)


def _hidden(run: etree._Element) -> bool:
    properties = run.find(names.RUN_PROPERTIES)
    vanish = properties.find(names.w("vanish")) if properties is not None else None
    return vanish is not None and vanish.get(names.w("val"), "1") not in ("0", "false", "off")


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """One of the two forms in which Word stores a text box, never both."""
    choice = alternate.find(names.CHOICE)
    if choice is not None and next(choice.iter(names.TEXT_BOX, names.TEXT), None) is not None:
        return choice
    fallback = alternate.find(names.FALLBACK)
    return fallback if fallback is not None else choice
