"""Elements of a page: which print nothing, which end a line, which are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from zhida.documents.errors import DamagedFile, HarmfulFile
from zhida.documents.reading.limits import Limits

SILENT: Final = frozenset(
    "script style noscript template iframe object embed svg canvas audio video map select option "
    "datalist button input textarea head meta link title base nav menu dialog".split()
)
"""Elements that print nothing that belongs to a document."""

BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
"""Elements that stand on lines of their own."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parse_page(text: str, file: str, limits: Limits) -> html.HtmlElement:
    """The root element of a page, checked for depth."""
    parser = html.HTMLParser(
        huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        data = _DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(file, "网页没有内容或已损坏", "请重新保存网页") from error
    _refuse_depth(root, file, limits)
    return root


def _refuse_depth(root: html.HtmlElement, file: str, limits: Limits) -> None:
    depth, tables = 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        tables += step if element.tag == "table" else 0
        if depth > limits.html_depth:
            raise HarmfulFile(file, f"网页元素嵌套超过{limits.html_depth}层，疑为恶意文件")
        if tables > limits.depth:
            raise HarmfulFile(file, f"表格嵌套超过{limits.depth}层", "请确认文件是否正常")


def is_silent(element: html.HtmlElement) -> bool:
    """Whether an element prints nothing: scripts, menus, hidden parts."""
    tag = element.tag
    if not isinstance(tag, str) or tag in SILENT or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def squeezed(text: str | None) -> str:
    """Text as a browser shows it: runs of blanks are one."""
    return _SPACE.sub(" ", text) if text else ""


def printed_lines(element: html.HtmlElement) -> list[str]:
    """The lines that an element prints, inner tables included."""
    parts: list[str] = []
    _print(element, parts)
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _print(element: html.HtmlElement, parts: list[str]) -> None:
    parts.append(squeezed(element.text))
    for child in element:
        if isinstance(child.tag, str) and not is_silent(child):
            apart = child.tag in BLOCKS or child.tag == "br"
            beside = child.tag in ("td", "th")
            parts.append("\t" if beside else "\n" if apart else "")
            _print(child, parts)
            parts.append("\n" if apart and not beside else "")
        parts.append(squeezed(child.tail))


def inner_tables(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The outermost tables inside an element."""
    for child in element:
        if not isinstance(child.tag, str) or is_silent(child):
            continue
        if child.tag == "table":
            yield child
        else:
            yield from inner_tables(child)
