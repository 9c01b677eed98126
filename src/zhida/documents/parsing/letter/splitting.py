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
from zhida.documents.parsing.letter.passages import Passage, joined, passage_of
from zhida.documents.parsing.letter.words import any_of

_NOISE = regex.compile(
    r"\[(?:image|图片|图像|img)[^\]]{0,60}\]|!\[[^\]]{0,80}\]\([^)]{0,200}\)|</?[a-z][^<>]{0,200}>",
    regex.IGNORECASE,
)
_LONGEST_SIGNATURE = 80
_MARKS = " #*>·•●■◆★☆▲"
_BEGINNINGS = regex.compile(
    r"(?<=[。;；:”)」])(?=[一二三四五六七八九十]{1,3}、)"
    r"|(?<=[。;；:])(?=\([一二三四五六七八九十]{1,3}\))"
    r"|(?<=[。;；])(?=附件(?:[一二三四五六七八九十\d]{0,2})[:.、])"
    rf"|(?<=[^的请并和及应须将息务])(?={any_of('imprint_labels')}:)"
    r"|(?=\(此件[^()]{0,12}公[开布][^()]{0,6}\))"
    r"|(?<=附件[^:]{0,3}:.{4,400}[表案单知细账件求则程录 ])(?=附件[一二三四五六七八九十\d]{1,2}:)"
)


def fragments_of(blocks: tuple[Block, ...]) -> tuple[Passage, ...]:
    """The fragments of a letter in reading order, noise and empty ones left out."""
    return tuple(fragment for block in blocks for fragment in _of_block(block))


def _of_block(block: Block) -> Iterator[Passage]:
    if isinstance(block, Paragraph):
        yield from _split(passage_of(block.text, block.source))
        return
    yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Passage]:
    """A letterhead or index laid out as a table: its cells are lines."""
    for cell in table.cells:
        for nested in cell.nested:
            yield from _of_table(nested)
        for line in cell.text.split("\n"):
            yield from _split(passage_of(line, cell.source))


def _split(passage: Passage) -> Iterator[Passage]:
    whole = without_noise(passage).stripped(_MARKS)
    cuts = [m.start() for m in _BEGINNINGS.finditer(whole.text)]
    for start, end in zip([0, *cuts], [*cuts, len(whole.text)], strict=True):
        fragment = whole.slice(start, end).stripped()
        cut = signature_start(fragment)
        for part in (fragment.slice(0, cut), fragment.slice(cut, len(fragment.text))):
            if part.stripped().text:
                yield part.stripped()


def signature_start(fragment: Passage) -> int:
    """Where a signature and date begin that stand on the last line of a text; 0 for nowhere."""
    text = fragment.text
    if not text.endswith(("日", "号", "印发")) or len(text) < 24:
        return 0
    dates = dates_in(text)
    rest = text[dates[-1].end :] if dates else ""
    if not dates or rest not in ("", "印发"):
        return 0
    last = dates[-1].start
    for start in range(max(1, last - _LONGEST_SIGNATURE), last):
        if _may_begin(fragment, start) and bodies_of(text[start:last].strip()):
            return start
    return last if fragment.gap_before(last) and text[last - 1] in "。;" else 0


def _may_begin(fragment: Passage, at: int) -> bool:
    return fragment.gap_before(at) or fragment.text[at - 1] in "。;)表"


def without_noise(passage: Passage) -> Passage:
    """The passage without the marks that conversion left in it (pictures, tags)."""
    found = list(_NOISE.finditer(passage.text))
    if not found:
        return passage
    ends = [0, *(m.end() for m in found)]
    starts = [*(m.start() for m in found), len(passage.text)]
    return joined(passage.slice(a, b) for a, b in zip(ends, starts, strict=True) if a < b)
