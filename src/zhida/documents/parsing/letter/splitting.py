"""拆分 splitting: from what a file calls a paragraph to fragments that are one thing each.

Some files hold a whole letter in one paragraph. Fragments begin at the places
where a letter must begin a new line; lines broken in mid-sentence are put
together again later, once it is known what each of them is.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhida.documents.blocks import Block, Paragraph, Table
from zhida.documents.parsing.letter.bodies import bodies_of
from zhida.documents.parsing.letter.dates import dates_in
from zhida.documents.parsing.letter.figures import mended
from zhida.documents.parsing.letter.passages import Passage, joined, passage_of
from zhida.documents.parsing.letter.words import any_of

_NOISE = regex.compile(
    r"(?<=[。;:])[—–-] ?\d{1,3} ?[—–-]"
    r"|\[(?:image|图片|图像|img)[^\]]{0,60}\]|!\[[^\]]{0,80}\]\([^)]{0,200}\)|</?[a-z][^<>]{0,200}>",
    regex.IGNORECASE,
)
# bold text of markdown; "**万元" is an amount covered up
_EMPHASIS = regex.compile(
    r"\*\*(?![\s*]|[万亿千]?元|[人户次个家%分天所名]|[,.。;、])[^*]{1,120}?(?<!\s)\*\*(?!\*)"
)
_IDLE = regex.compile(
    r"[-—–·第 ]{0,4}\d{1,3}[-—–·页 ]{1,4}(?:共\d{1,3}页)?|\(?(?:此|本)页无正文\)?"
)
_MOST_TEXT = 40_000  # characters; letters have a few thousand
_LONGEST_PARAGRAPH = 12_000
_LAST_BLOCKS = 40
_LONGEST_SIGNATURE = 80
_ENDS_TITLE = regex.compile("(?:[。;)]|表|书|方案|清单|办法|说明|xlsx?|docx?)$")
_MARKS = regex.compile(
    r"[ #>·•●■◆★☆▲]+|\*{1,3}(?=[\u4e00-\u9fff〔(《“])(?![万亿千]?元|[人户次个家天分])"
)
_BEGINNINGS = regex.compile(
    r"(?<=[。;；:”)」])(?=[一二三四五六七八九十]{1,3}、)"
    r"|(?<=[。;；:])(?=\([一二三四五六七八九十]{1,3}\))"
    r"|(?<=[。;；])(?=附件(?:[一二三四五六七八九十\d]{0,2})[:.、])"
    rf"|(?<=[^的请并和及应须将息务])(?={any_of('imprint_labels')}:)"
    r"|(?<=[。;；])(?=附:)|(?<=日)(?=(?:主动|依申请|不予)公开$)"
    r"|(?=\(此件[^()]{0,12}公[开布][^()]{0,6}\))"
    r"|(?=附件[一二三四五六七八九十\d]{1,2}:)(?<=附件[^:]{0,3}:.{1,400}[表案单知细账件求则程录 ])"
)


def fragments_of(blocks: tuple[Block, ...]) -> tuple[Passage, ...]:
    """The fragments of a letter in reading order, noise and empty ones left out.

    Of a text that is far too long for a letter the beginning and the last
    lines are read (see `is_too_long`).
    """
    kept: list[Passage] = []
    size = 0
    for at, block in enumerate(blocks):
        if size <= _MOST_TEXT or len(blocks) - at <= _LAST_BLOCKS:
            found = list(_of_block(block))
            kept += found
            size += sum(len(fragment.text) for fragment in found)
    return tuple(kept)


def is_too_long(blocks: tuple[Block, ...]) -> bool:
    """Whether a text is longer than `fragments_of` reads."""
    texts = [len(block.text) for block in blocks if isinstance(block, Paragraph)]
    return sum(texts) > _MOST_TEXT or max(texts, default=0) > _LONGEST_PARAGRAPH


def _of_block(block: Block) -> Iterator[Passage]:
    if isinstance(block, Paragraph):
        for line in _lines(passage_of(block.text[:_LONGEST_PARAGRAPH], block.source), block.text):
            yield from _split(line)
        return
    yield from _of_table(block)


def _lines(whole: Passage, raw: str) -> Iterator[Passage]:
    """The lines of a paragraph that has line ends of its own."""
    if "\n" not in raw:
        yield whole
        return
    cleaned = whole.pieces[0].clean
    ends = [cleaned.at_raw(at) for at, character in enumerate(raw) if character == "\n"]
    for start, end in zip([0, *ends], [*ends, len(whole.text)], strict=True):
        yield whole.slice(start, max(start, end))


def _of_table(table: Table) -> Iterator[Passage]:
    """A letterhead or index laid out as a table: its cells are lines."""
    for cell in table.cells:
        for nested in cell.nested:
            yield from _of_table(nested)
        for line in cell.text.split("\n"):
            yield from _split(passage_of(line[:_LONGEST_PARAGRAPH], cell.source))


def _split(passage: Passage) -> Iterator[Passage]:
    whole = mended(_unmarked(without_noise(passage)))
    cuts = [m.start() for m in _BEGINNINGS.finditer(whole.text)]
    for start, end in zip([0, *cuts], [*cuts, len(whole.text)], strict=True):
        fragment = whole.slice(start, end).stripped()
        if _IDLE.fullmatch(fragment.text):
            continue
        cut = signature_start(fragment)
        for part in (fragment.slice(0, cut), fragment.slice(cut, len(fragment.text))):
            if part.stripped().text:
                yield part.stripped()


def _unmarked(passage: Passage) -> Passage:
    """The line without the mark of a heading or list before it."""
    mark = _MARKS.match(passage.text)
    bare = passage.slice(mark.end(), len(passage.text)) if mark else passage
    return bare.stripped(" #")


def signature_start(fragment: Passage) -> int:
    """Where a signature and date begin that stand on the last line of a text; 0 for nowhere."""
    text = fragment.text
    if len(text) < 12 or not (text[-1] in "日号发" or text[-1].isdigit()):
        return 0
    dates = dates_in(text)
    rest = text[dates[-1].end :] if dates else ""
    if not dates or rest not in ("", "印发"):
        return 0
    last = dates[-1].start
    if bodies_of(text[:last].strip()):
        return 0
    starts = [
        start
        for start in range(max(1, last - _LONGEST_SIGNATURE), last)
        if _may_begin(fragment, start) and bodies_of(text[start:last].strip())
    ]
    if starts:
        return next((start for start in starts if _ENDS_TITLE.search(text, 0, start)), starts[0])
    return last if fragment.gap_before(last) and text[last - 1] in "。;" else 0


def _may_begin(fragment: Passage, at: int) -> bool:
    return fragment.gap_before(at) or fragment.text[at - 1] in "。;)表"


def without_noise(passage: Passage) -> Passage:
    """The passage without the marks that conversion left in it (pictures, tags)."""
    marks = [found.span() for found in _NOISE.finditer(passage.text)]
    for found in _EMPHASIS.finditer(passage.text):
        marks += [(found.start(), found.start() + 2), (found.end() - 2, found.end())]
    if not marks:
        return passage
    marks.sort()
    ends = [0, *(end for _, end in marks)]
    starts = [*(start for start, _ in marks), len(passage.text)]
    return joined(passage.slice(a, b) for a, b in zip(ends, starts, strict=True) if a < b)
