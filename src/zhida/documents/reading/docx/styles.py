"""样式 styles: which paragraphs are headings, and of which level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from zhida.documents.reading.docx.names import PARAGRAPH_PROPERTIES, w

_VAL = w("val")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.I)


@dataclass(slots=True)
class Styles:
    """样式: the heading level of each paragraph style that has one."""

    levels: dict[str, int] = field(default_factory=dict)

    def style_of(self, paragraph: etree._Element) -> str | None:
        """The style that a paragraph names."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        style = properties.find(w("pStyle")) if properties is not None else None
        return style.get(_VAL) if style is not None else None

    def level_of(self, paragraph: etree._Element, style: str | None) -> int | None:
        """The outline level of a paragraph, from 1, or None for body text."""
        own = _outline(paragraph)
        if own is not None:
            return own if own <= 9 else None
        return self.levels.get(style) if style is not None else None


def read_styles(part: etree._Element | None) -> Styles:
    """The styles of a document, from its styles part."""
    styles = Styles()
    if part is None:
        return styles
    based: dict[str, str] = {}
    for style in part.iterfind(w("style")):
        identity = style.get(w("styleId"), "")
        name = style.find(w("name"))
        heading = _HEADING.match(name.get(_VAL, "")) if name is not None else None
        level = _outline(style) or (int(heading.group(1)) if heading else None)
        if level is not None and level <= 9:
            styles.levels[identity] = level
        parent = style.find(w("basedOn"))
        if parent is not None:
            based[identity] = parent.get(_VAL, "")
    for identity in based:
        _inherit(identity, based, styles.levels)
    return styles


def _inherit(identity: str, based: dict[str, str], levels: dict[str, int]) -> None:
    ancestor, seen = identity, {identity}
    while ancestor not in levels and ancestor in based:
        ancestor = based[ancestor]
        if ancestor in seen:
            return
        seen.add(ancestor)
    if ancestor in levels:
        levels[identity] = levels[ancestor]


def _outline(element: etree._Element) -> int | None:
    properties = element.find(PARAGRAPH_PROPERTIES)
    outline = properties.find(w("outlineLvl")) if properties is not None else None
    value = outline.get(_VAL, "") if outline is not None else ""
    return int(value) + 1 if value.isdecimal() and len(value) == 1 else None
