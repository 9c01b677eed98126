"""A page as a whole: its content as paragraphs and tables, in order."""

from __future__ import annotations

import re

from lxml import html

from zhida.documents.reading.builder import Builder
from zhida.documents.reading.html.content import is_furniture, main_element
from zhida.documents.reading.html.elements import BLOCKS, is_silent, parse_page, squeezed
from zhida.documents.reading.html.tables import is_frame, read_table
from zhida.documents.reading.text import read_text

_HEADING = re.compile(r"h([1-6])\Z")
_CONTROLS = re.compile(
    r"[【\[（(]?\s*(?:字[体号]|字体大小|打印|关闭|收藏|分享|浏览(?:次数|量)|点击(?:数|率|次数)|来源|作者|编辑|"
    r"扫一扫|返回顶部|下一篇|上一篇|当前位置|您(?:现在)?的位置|首页\s*[>＞|/»])"
)
_CONTROL_WORDS = re.compile(
    r"发布(?:时间|日期|机构)|(?<!资金)来源[:：]|字体|浏览|点击|打印|责任编辑|作者[:：]|分享|视力保护"
)
_LONGEST_CONTROL = 60
_LONGEST_CONTROLS = 100


def read_html(text: str, builder: Builder) -> None:
    """Reads a page into `builder`.

    >>> from zhida.documents.reading.limits import Limits
    >>> builder = Builder("通知.html", Limits())
    >>> read_html("<html><body><nav>首页</nav><h1>通知</h1><p>甲<br>乙</p></body></html>", builder)
    >>> [block.text for block in builder.blocks]
    ['通知', '甲', '乙']
    """
    root = parse_page(text, builder.file, builder.limits)
    title = root.findtext(".//title")
    builder.title = " ".join((title or "").split())
    walk = _Walk(builder)
    walk.content(main_element(root))
    walk.flush()


class _Walk:
    """Goes through elements and hands paragraphs and tables to the builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._parts: list[str] = []
        self._level: int | None = None
        self._line: int | None = None

    def content(self, element: html.HtmlElement) -> None:
        """Everything inside `element`."""
        self._say(element.text, element)
        for child in element:
            if isinstance(child.tag, str) and not is_silent(child) and not is_furniture(child):
                self._element(child)
            self._say(child.tail, child)

    def flush(self) -> None:
        """Ends the paragraph that is being collected."""
        for line in "".join(self._parts).split("\n"):
            if not _is_control(line):
                self._builder.paragraph(line, level=self._level, line=self._line)
        self._parts.clear()
        self._line = None

    def _element(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._parts.append("\n")
        elif tag == "table" and not is_frame(element):
            self._table(element)
        elif tag == "pre":
            self.flush()
            read_text(element.text_content(), self._builder)
        elif tag in BLOCKS:
            self.flush()
            heading = _HEADING.match(tag)
            self._level = int(heading.group(1)) if heading else self._level
            self.content(element)
            self.flush()
            self._level = None if heading else self._level
        else:
            self.content(element)

    def _table(self, element: html.HtmlElement) -> None:
        self.flush()
        caption = element.find("caption")
        if caption is not None:
            self.content(caption)
            self.flush()
        self._builder.table(read_table(element, self._builder.file, self._builder.limits))

    def _say(self, text: str | None, element: html.HtmlElement) -> None:
        said = squeezed(text)
        if said.strip() and self._line is None:
            self._line = element.sourceline
        self._parts.append(said)


def _is_control(line: str) -> bool:
    """Whether a line is of the page, not of the document: type size, print, share, hits.

    When and from where a page was published is no date of the letter.
    """
    text = line.strip()
    if len(text) < _LONGEST_CONTROL and _CONTROLS.match(text) is not None:
        return True
    if len(text) > _LONGEST_CONTROLS or "。" in text:
        return False
    return len(set(_CONTROL_WORDS.findall(text))) > 1
