"""归并 grouping: which files make one notice.

A file with a letter begins a notice. A file of annexes alone joins the notice
whose list of attachments names it, else the one whose file name it shares the
most with, else the notice before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from zhida.documents.blocks import Document, Paragraph
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import split

_SHARED = 4


def group(documents: Sequence[Document]) -> tuple[tuple[Document, ...], ...]:
    """The documents of each notice, its letter first, in the order given."""
    bodies = [at for at, document in enumerate(documents) if has_letter(document)]
    if not bodies:
        return tuple((document,) for document in documents)
    members: dict[int, list[Document]] = {at: [documents[at]] for at in bodies}
    for at, document in enumerate(documents):
        if at not in members:
            members[_home(at, documents, bodies)].append(document)
    return tuple(tuple(each) for each in members.values())


def has_letter(document: Document) -> bool:
    """Whether a document holds the text of a notice, not annexes alone."""
    letter = split(document).letter.paragraphs
    texts = [clean(paragraph.text).text for paragraph in letter]
    said = any(line_of(text) is Line.CLAUSE and len(text) > 12 for text in texts)
    return said or any("通知" in text and "关于" in text for text in texts)


def _home(annex: int, documents: Sequence[Document], bodies: Sequence[int]) -> int:
    """The index of the letter that an annex file belongs to."""
    titles = _titles(documents[annex])
    for body in bodies:
        text = _letter_text(documents[body])
        if any(title in text for title in titles):
            return body
    name = documents[annex].file
    shared = [_shared(name, documents[body].file) for body in bodies]
    if max(shared) >= _SHARED:
        return bodies[shared.index(max(shared))]
    return max((body for body in bodies if body < annex), default=bodies[0])


def _shared(name: str, other: str) -> int:
    """How many characters two names share from their beginning."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False))
    return sum(1 for _ in pairs)


def _titles(document: Document) -> list[str]:
    return [
        segment.title.value
        for segment in split(document).annexes
        if segment.title is not None and len(segment.title.value) > 6
    ]


def _letter_text(document: Document) -> str:
    return clean(
        "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    ).text
