"""分段 segments: the parts of a notice: the letter, then annex after annex."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.provenance import Stated
from zhida.documents.blocks import Block, Paragraph, Table


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
