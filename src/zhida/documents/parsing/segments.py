"""分段 segments: the parts of a notice: the letter, then annex after annex.

Formats rarely mark where an annex begins, so the parts are found from the
tables outward: what stands above a table and looks like a heading is its
heading; labels (附件1) begin a part of their own; what looks like an imprint
behind the last table belongs to the letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Block, Document, Paragraph, Table
from zhida.documents.parsing.lines import LINKED, Line, label_of, line_of
from zhida.documents.parsing.normalise import clean

_HEADING = {
    Line.LABEL,
    Line.LABELLED,
    Line.TITLE,
    Line.SUBTITLE,
    Line.UNIT,
    Line.FIELD,
    Line.EMPTY,
    Line.NUMBER,
}
_BLANK = (Line.EMPTY, Line.NUMBER)
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """部分: the letter, or one annex.

    `label` is the annex's printed number ("1", "3-2"), "" for the letter or
    where none is printed. `title` is the annex's title joined over its lines,
    `heading` the paragraphs that make label, title and subtitle
    ("（2020年度）"), `blocks` everything after the heading in reading order.
    The imprint that text extraction leaves behind the annexes (抄送, 印发) is
    part of the letter.
    """

    label: str
    title: Stated[str] | None
    heading: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of this part."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of this part, heading excluded."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Parts:
    """各部分: the letter (empty blocks where the file has none), tables inside it, annexes."""

    letter: Segment
    inner: tuple[Segment, ...]
    annexes: tuple[Segment, ...]


def split(document: Document) -> Parts:
    """Cut a document into the letter, the tables inside its text, and the annexes."""
    blocks = document.blocks
    lines = [_line(block) for block in blocks]
    starts = _starts(blocks, lines)
    first = min(starts, default=len(blocks))
    letter: list[Block] = list(blocks[:first])
    inner: list[Segment] = []
    annexes: list[Segment] = []
    bounds = [*sorted(starts), len(blocks)]
    for start, end in pairwise(bounds):
        body = starts[start]
        within = _within_letter(lines, start, body, end)
        stop = body + 1 if within else _imprint(lines, body, end)
        letter.extend(blocks[stop:end])
        heading = tuple(block for block in blocks[start:body] if isinstance(block, Paragraph))
        segment = _segment(heading, tuple(blocks[body:stop]))
        (inner if within else annexes).append(segment)
    return Parts(Segment("", None, (), tuple(letter)), tuple(inner), tuple(annexes))


def _line(block: Block) -> Line | None:
    """The line's type; None for a table."""
    return line_of(block.text) if isinstance(block, Paragraph) else None


def _starts(blocks: tuple[Block, ...], lines: list[Line | None]) -> dict[int, int]:
    """Where parts begin: index of the heading's first block → of the first block below it."""
    starts: dict[int, int] = {}
    below = 0
    for place, line in enumerate(lines):
        if line is None:
            start = _heading_of_table(blocks, lines, place, below)
            alone = not _goes_on(lines, place) and _begins_alone(lines, place, begun=bool(starts))
            if start < place or alone:
                starts[start] = place
            below = place + 1
        elif place >= below and _begins_annex(blocks, lines, place, bool(starts)):
            end = _heading_end(blocks, lines, place)
            if end < len(lines) and lines[end] is None:
                continue
            starts[place] = end
            below = end
    return starts


def _heading_of_table(
    blocks: tuple[Block, ...], lines: list[Line | None], table: int, below: int
) -> int:
    """The index of the first heading line above a table; the table's own where it has none."""
    place, titled, taken = table, False, 0
    while place - 1 >= below and lines[place - 1] is not None:
        above = lines[place - 1]
        text = _text(blocks[place - 1])
        if above is Line.LABELLED and not _closed(lines, place - 1):
            break
        if above in _HEADING:
            titled = titled or above in (Line.TITLE, Line.LABELLED, Line.LABEL)
        elif above is Line.OTHER and titled and taken < _TITLE_LINES and _title_part(text):
            taken += 1
        elif above is Line.OTHER and not titled and _title_part(text) and _closed(lines, place - 1):
            titled, taken = True, 1
        else:
            break
        place -= 1
        if above in (Line.LABEL, Line.LABELLED):
            break
    while place < table and lines[place] in (Line.EMPTY, Line.NUMBER, Line.FIELD):
        place += 1
    marks = {line for line in lines[place:table] if line is not None}
    return place if marks & {Line.LABEL, Line.LABELLED, Line.TITLE} or titled else table


def _title_part(text: str) -> bool:
    """Whether a line can be part of a title that goes on below it."""
    return (
        4 <= len(text) <= 60
        and text[-1] not in "。;:,、!"
        and not text.endswith(("局", "厅", "办公室", "委员会", "部", "通知"))
        and any(word in text for word in ("资金", "补助", "预算", "经费", "项目", "绩效", "年"))
    )


def _begins_annex(
    blocks: tuple[Block, ...], lines: list[Line | None], place: int, begun: bool
) -> bool:
    """Whether a paragraph away from any table's heading begins an annex."""
    line = lines[place]
    after = next((at for at in range(place + 1, len(lines)) if lines[at] not in _BLANK), None)
    if line is Line.LABEL:
        if after is None or lines[after] in (Line.ITEM, Line.LIST, Line.LABEL):
            return False
        number, _ = label_of(_text(blocks[place]))
        return begun or _closed(lines, place) or bool(number)
    if line is Line.LABELLED:
        if LINKED.search(_text(blocks[place])):
            return False
        if after is not None and lines[after] in (Line.LABELLED, Line.ITEM) and not begun:
            return False
        return begun or _closed(lines, place)
    if line is Line.TITLE and _text(blocks[place]).endswith("表"):
        return _closed(lines, place) and len(_text(blocks[place])) >= 6
    return False


def _heading_end(blocks: tuple[Block, ...], lines: list[Line | None], place: int) -> int:
    """The index after a heading that begins at `place` and has no table below it."""
    end = place + 1
    titled = lines[place] is not Line.LABEL
    while end < len(lines) and lines[end] is not None:
        line = lines[end]
        repeats = lines[place] is Line.LABELLED and _repeats(blocks[place], blocks[end])
        if line is Line.TITLE and titled and lines[place] is not Line.LABEL and not repeats:
            break
        if line in (Line.SUBTITLE, Line.UNIT, *_BLANK) or repeats:
            pass
        elif not titled and (line is Line.TITLE or _title_part(_text(blocks[end]))):
            titled = line is Line.TITLE
        else:
            break
        end += 1
    return end


def _repeats(label: Block, below: Block) -> bool:
    """Whether a line gives the title again that a label has on its own line."""
    title = label_of(_text(label))[1]
    return bool(title) and _text(below).startswith(title)


def _closed(lines: list[Line | None], place: int) -> bool:
    """Whether the letter has been signed or printed above a place."""
    said = False
    for line in lines[:place]:
        said = said or line is Line.CLAUSE
        if said and line in (Line.DATE, Line.IMPRINT):
            return True
    return False


def _said(lines: list[Line | None]) -> bool:
    """Whether any sentence of a letter is among some lines."""
    return Line.CLAUSE in lines


def _begins_alone(lines: list[Line | None], table: int, *, begun: bool) -> bool:
    """Whether a table without a heading is a part of its own: not furniture above the letter."""
    if begun:
        return not _closed(lines, table)
    return _said(lines[:table]) or not _said(lines)


def _goes_on(lines: list[Line | None], table: int) -> bool:
    """Whether a line above a table says that it goes on with the table before (续表)."""
    above = table - 1
    while above > 0 and lines[above] in (Line.UNIT, *_BLANK):
        above -= 1
    return above > 0 and lines[above] is Line.CONTINUED


def _within_letter(lines: list[Line | None], start: int, body: int, end: int) -> bool:
    """Whether a table stands inside the letter: unlabelled, and the letter goes on below it."""
    heading, below = lines[start:body], lines[body + 1 : end]
    if _closed(lines, start) or Line.LABEL in heading or not _said(lines[:start]):
        return False
    signed = Line.DATE in below or Line.IMPRINT in below
    return _said(below) and signed if Line.TITLE in heading else _said(below) or Line.DATE in below


def _imprint(lines: list[Line | None], body: int, end: int) -> int:
    """The index where the imprint begins behind a part's last table, or its end."""
    last = max((at for at in range(body, end) if lines[at] is None), default=body - 1)
    return next((at for at in range(last + 1, end) if lines[at] is Line.IMPRINT), end)


def _segment(heading: tuple[Paragraph, ...], blocks: tuple[Block, ...]) -> Segment:
    label = ""
    words: list[str] = []
    first: Source | None = None
    for paragraph in heading:
        line, text = line_of(paragraph.text), clean(paragraph.text).text.strip("#*- ")
        if line in (Line.LABEL, Line.LABELLED):
            label, text = label_of(paragraph.text)
        elif line in (Line.UNIT, Line.FIELD, *_BLANK) or _is_subtitle(line, text, words):
            continue
        if text and not (words and text.startswith(words[-1])):
            words.append(text)
            first = first or paragraph.source
    title = Stated("".join(words), first) if first is not None else _banner(blocks)
    return Segment(label, title, heading, blocks)


def _banner(blocks: tuple[Block, ...]) -> Stated[str] | None:
    """The title that a table carries as its own first row."""
    table = next((block for block in blocks if isinstance(block, Table)), None)
    for row in table.rows[:2] if table is not None else ():
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) == 1 and line_of(filled[0].text.replace("\n", "")) is Line.TITLE:
            return Stated(clean(filled[0].text).text, filled[0].source)
    return None


def _is_subtitle(line: Line, text: str, words: list[str]) -> bool:
    """A year or place below the title; a bracket without one goes on with the title."""
    if line is not Line.SUBTITLE:
        return False
    return any(character.isdigit() for character in text) or "年度" in text or not words


def _text(block: Block) -> str:
    return clean(block.text).text.strip("#*- ") if isinstance(block, Paragraph) else ""
