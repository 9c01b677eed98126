"""Markdown: headings have levels, marks go, printed lines stay lines."""

from __future__ import annotations

from collections.abc import Callable

from zhida.documents.blocks import Document

Read = Callable[..., Document]


def test_headings_have_levels_and_emphasis_goes(read: Read) -> None:
    document = read("通知.md", "# 某市财政局文件\n\n## 关于**下达**资金的通知 ##\n甲县：\n> 引文\n")
    assert [(one.text, one.level) for one in document.paragraphs] == [
        ("某市财政局文件", 1),
        ("关于下达资金的通知", 2),
        ("甲县：", None),
        ("引文", None),
    ]


def test_rules_links_pictures_and_escapes(read: Read) -> None:
    document = read("通知.md", "# 附件\n---\n[分配表](a.xlsx)见![图](b.png)附件1\\.\n")
    assert [one.text for one in document.paragraphs] == ["附件", "分配表见附件1."]


def test_a_text_with_headings_is_markdown_whatever_its_name(read: Read) -> None:
    document = read("通知.txt", "# 标题\n正文\n")
    assert (document.format, document.remarks) == ("md", ())


def test_masked_figures_keep_their_asterisks(read: Read) -> None:
    assert read("通知.md", "# 表\n召开会议 ≥**次\n").paragraphs[1].text == "召开会议 ≥**次"
