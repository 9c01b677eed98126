"""Markdown: headings, lists and emphasis over the same lines and tables as plain text."""

from __future__ import annotations

import re

from zhida.documents.reading.builder import Builder
from zhida.documents.reading.lines import Line, is_table_rule, numbered
from zhida.documents.reading.text import add_plain_line, read_lines

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_QUOTE = re.compile(r"\A(?:>\s?)+")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|`{3,}.*)\s*\Z")
_LONGEST = 4000
_SURE = re.compile(r"^ {0,3}#{1,6} \S", re.M)
_MANY_LINES = 5000


def looks_like_markdown(text: str) -> bool:
    """Whether a plain text holds markdown headings or table rules.

    >>> looks_like_markdown("# 财政局文件\\n"), looks_like_markdown("一、资金")
    (True, False)
    """
    if _SURE.search(text) is not None:
        return True
    return any(is_table_rule(line) for line in text.split("\n", _MANY_LINES)[:_MANY_LINES])


def read_markdown(text: str, builder: Builder) -> None:
    """Reads markdown into `builder`; line ends stay paragraph ends, as printed.

    >>> from zhida.documents.reading.limits import Limits
    >>> builder = Builder("通知.md", Limits())
    >>> read_markdown("## 关于**下达**资金的通知", builder)
    >>> [(block.text, block.level) for block in builder.blocks]
    [('关于下达资金的通知', 2)]
    """
    read_lines(numbered(text), builder, _add_line)


def _add_line(line: Line, builder: Builder) -> None:
    if len(line.text) > _LONGEST:
        add_plain_line(line, builder)
        return
    if _RULE.match(line.text):
        return
    heading = _HEADING.match(line.text)
    if heading is not None:
        text = _inline(heading.group(2))
        builder.paragraph(text, level=len(heading.group(1)), line=line.number)
        return
    add_plain_line(Line(line.number, _inline(_QUOTE.sub("", line.text.strip(), count=1))), builder)


def _inline(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
