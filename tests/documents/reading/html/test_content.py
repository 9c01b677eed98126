"""What is the document and what is furniture is told by text, links and names."""

from __future__ import annotations

import pytest
from lxml import html

from zhida.documents.reading.html.content import is_data, is_furniture, main_element

PROSE = "现下达你县医疗救助补助资金，请严格按照规定使用，确保专款专用。"


def element(markup: str) -> html.HtmlElement:
    """The element that the markup makes."""
    return html.fromstring(markup)


@pytest.mark.parametrize(
    ("markup", "furniture"),
    [
        ("<div class='breadcrumb'>位置：<a>首页</a></div>", True),
        ("<div id='footer'>某市财政局 <a>联系我们</a></div>", True),
        ("<footer>某市财政局</footer>", True),
        ("<ul>" + "<li><a>栏目名称</a>" * 8 + "</ul>", True),
        (f"<div class='nav-content'>{PROSE * 3}</div>", False),
        (f"<header><h1>{PROSE}</h1></header>", False),
        ("<div><a>1.分配表</a><a>2.绩效表</a></div>", False),
        (f"<p>{PROSE}</p>", False),
        (
            "<div class='sidebar'><table><tr><td>甲<td>1<tr><td>乙<td>2</table></div>",
            False,
        ),
    ],
)
def test_furniture(markup: str, furniture: bool) -> None:
    assert is_furniture(element(markup)) is furniture


@pytest.mark.parametrize(
    ("rows", "data"),
    [
        ("<tr><td>甲<td>60<tr><td>乙<td>40", True),
        ("<tr><td>甲<tr><td>乙", False),
        ("<tr><td><a>一</a><td><a>二</a><tr><td><a>三</a><td><a>四</a>", False),
    ],
)
def test_tables_of_data(rows: str, data: bool) -> None:
    assert is_data(element(f"<table>{rows}</table>")) is data


def test_the_main_element_is_the_smallest_that_holds_nearly_all_text() -> None:
    page = element(
        f"<html><body><div>页眉</div><div id=a><div id=b>{f'<p>{PROSE}</p>' * 9}</div></div></body></html>"
    )
    assert main_element(page).get("id") == "b"
