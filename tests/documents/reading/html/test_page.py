"""A published page: the document without the site around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document

Read = Callable[..., Document]
TABLE = "<table><tr><td>地区</td><td>金额</td></tr><tr><td>甲县</td><td>60</td></tr></table>"
LETTER = "<p>甲县财政局、医疗保障局：</p><p>&emsp;现下达你县<b>60</b>万元，请专款专用。</p>"


def told(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [one.text for one in document.paragraphs]


def test_furniture_goes_and_the_letter_stays(read: Read) -> None:
    page = f"""<!DOCTYPE html><html><head><title>关于下达资金的通知（某财社〔2023〕1号）</title>
    <style>p{{}}</style></head><body><nav><a>首页</a></nav>
    <div class="header-nav"><ul><li><a>政务公开</a><li><a>通知</a></ul></div>
    <div class="breadcrumb">当前位置：<a>首页</a> &gt; <a>通知</a></div>
    <div id="zoom"><h1>关于下达资金的通知</h1>{LETTER}{TABLE}<p>2023年1月3日</p></div>
    <div class="footer">版权所有 <a>联系我们</a></div><script>var a = 60;</script></body></html>"""
    document = read("页.html", page)
    assert told(document) == [
        "关于下达资金的通知",
        "甲县财政局、医疗保障局：",
        "现下达你县60万元，请专款专用。",
        "2023年1月3日",
    ]
    assert document.tables[0].texts == [["地区", "金额"], ["甲县", "60"]]
    assert document.title == "关于下达资金的通知（某财社〔2023〕1号）"
    assert document.paragraphs[0].level == 1


def test_a_table_outside_the_text_is_never_lost(read: Read) -> None:
    page = f"<html><body><div class=article>{LETTER * 8}</div><div class=side>{TABLE}</div></body></html>"
    assert len(read("页.html", page).tables) == 1


def test_a_list_of_annexes_made_of_links_stays(read: Read) -> None:
    page = f"<html><body><div>{LETTER}<p>附件：<a href=1>1.分配表</a><br><a href=2>2.绩效表</a></p></div></body></html>"
    assert told(read("页.html", page))[-2:] == ["附件：1.分配表", "2.绩效表"]


def test_hidden_parts_and_form_fields_are_not_read(read: Read) -> None:
    hidden = '<div style="display: none">乙</div><p hidden>丙</p><select><option>丁</select>'
    page = f"<html><body><p>甲</p>{hidden}</body></html>"
    assert told(read("页.html", page)) == ["甲"]


def test_controls_of_the_page_are_left_out(read: Read) -> None:
    told_of_page = "<p>发布时间：2023-03-05 来源：社保处 浏览次数：12</p>"
    page = f"<html><body><p>【字体：大 中 小】 打印</p>{told_of_page}{LETTER}</body></html>"
    assert told(read("页.html", page))[0] == "甲县财政局、医疗保障局："


def test_a_line_on_the_source_of_money_stays(read: Read) -> None:
    page = f"<html><body>{LETTER}<p>资金来源：中央 发布机构：某局</p></body></html>"
    assert told(read("页.html", page))[-1] == "资金来源：中央 发布机构：某局"


def test_a_layout_table_is_opened_and_the_table_in_it_kept(read: Read) -> None:
    page = f"<html><body><table><tr><td><p>甲县：</p>{TABLE}</td></tr></table></body></html>"
    document = read("页.html", page)
    assert told(document) == ["甲县："]
    assert document.tables[0].texts[1] == ["甲县", "60"]


def test_preformatted_text_is_read_as_text(read: Read) -> None:
    page = "<html><body><pre>甲县：\n单位\t金额\t备注\n甲县\t60\t\n</pre></body></html>"
    document = read("页.html", page)
    assert told(document) == ["甲县："]
    assert document.tables[0].texts[1] == ["甲县", "60", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_encoding_is_found_whatever_the_page_says(read: Read, encoding: str) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body>{LETTER}</body></html>"
    assert "现下达你县" in told(read("页.html", page.encode(encoding)))[1]


def test_lines_and_places_are_told(read: Read) -> None:
    document = read("页.html", f"<html><body>\n<p>甲</p>\n{TABLE}\n</body></html>")
    assert document.paragraphs[0].source.line == 2
    assert document.tables[0].cells[0].source.line == 3
