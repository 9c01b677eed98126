"""A docx as a whole: its body in reading order, footnotes after the block that marks them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from zhida.documents.errors import DamagedFile, HarmfulFile
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.docx import names
from zhida.documents.reading.docx.names import w
from zhida.documents.reading.docx.numbering import read_numbering
from zhida.documents.reading.docx.story import Line, Piece, Story
from zhida.documents.reading.docx.styles import read_styles

_MAIN = "word/document.xml"
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


def read_docx(data: bytes, builder: Builder) -> None:
    """Reads a docx into `builder`. Raises `UnreadableFile` where it can't.

    Headers and footers are left out; they repeat on every page.
    """
    archive = Archive(builder.file, data, builder.limits)
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise HarmfulFile(builder.file, "文件含有宏程序", "请另存为不含宏的docx后再读取")
    root = archive.xml(_main_part(archive))
    body = root.find(names.BODY) if root is not None else None
    if body is None:
        raise DamagedFile(builder.file, "找不到正文", "请用办公软件打开并另存为docx后再读取")
    styles = archive.xml("word/styles.xml")
    numbering = archive.xml("word/numbering.xml")
    story = Story(
        builder.file, builder.limits, read_styles(styles), read_numbering(numbering, styles)
    )
    notes = _Notes(archive, story)
    for piece in story.pieces(body):
        _add(piece, builder)
        for note in notes.marked():
            builder.paragraph(note)


def _main_part(archive: Archive) -> str:
    if _MAIN in archive.names:
        return _MAIN
    others = [name for name in archive.names if name.startswith("word/document")]
    return next((name for name in others if name.endswith(".xml")), _MAIN)


def _add(piece: Piece, builder: Builder) -> None:
    if isinstance(piece, Line):
        builder.paragraph(piece.text, level=piece.level)
    else:
        builder.table(piece)


class _Notes:
    """Footnotes and endnotes, given out once their marks have been met."""

    def __init__(self, archive: Archive, story: Story) -> None:
        self._archive = archive
        self._story = story
        self._given = 0
        self._parts: dict[str, dict[str, etree._Element]] = {}

    def marked(self) -> Iterable[str]:
        """The texts of the notes whose marks were met since the last call."""
        while self._given < len(self._story.notes):
            tag, identity = self._story.notes[self._given]
            self._given += 1
            note = self._part(_NOTES[tag]).get(identity)
            if note is None:
                continue
            text = "\n".join(
                piece.text for piece in self._story.pieces(note) if isinstance(piece, Line)
            )
            if text.strip():
                yield f"[{self._given}] {text.strip()}"

    def _part(self, kind: str) -> dict[str, etree._Element]:
        if kind not in self._parts:
            root = self._archive.xml(f"word/{kind}s.xml")
            found = root.iterfind(w(kind)) if root is not None else ()
            self._parts[kind] = {note.get(w("id"), ""): note for note in found}
        return self._parts[kind]
