"""Numbers that Word prints by itself are read as printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document

Read = Callable[..., Document]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(depth: int, list_: int, text: str) -> str:
    """A paragraph of a list."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def made(body: str, levels: str, lists: str = "") -> bytes:
    """A docx with lists."""
    lists = lists or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'
    style = (
        '<w:style w:styleId="条"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{style}</w:styles>")
    return written.getvalue()


def told(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [one.text for one in document.paragraphs]


def test_headings_of_a_letter_with_two_levels(read: Read) -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "（%2）")
    body = "".join(
        [
            numbered(0, 1, "收入"),
            numbered(1, 1, "甲"),
            numbered(1, 1, "乙"),
            numbered(0, 1, "支出"),
            numbered(1, 1, "丙"),
        ]
    )
    assert told(read("文.docx", made(body, levels))) == [
        "一、收入",
        "（1）甲",
        "（2）乙",
        "二、支出",
        "（1）丙",
    ]


def test_levels_may_show_those_above_and_begin_anywhere(read: Read) -> None:
    levels = level(0, "decimal", "%1.", start=3) + level(1, "lowerLetter", "%1.%2)")
    body = numbered(0, 1, "甲") + numbered(1, 1, "乙") + numbered(1, 1, "丙")
    assert told(read("文.docx", made(body, levels))) == ["3.甲", "3.a)乙", "3.b)丙"]


def test_a_list_that_restarts_counts_anew_and_one_that_does_not_goes_on(read: Read) -> None:
    lists = "".join(
        [
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>',
            '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
        ]
    )
    body = numbered(0, 1, "甲") + numbered(0, 2, "乙") + numbered(0, 3, "丙")
    levels = level(0, "decimal", "%1.")
    assert told(read("文.docx", made(body, levels, lists))) == ["1.甲", "2.乙", "1.丙"]


def test_a_style_numbers_its_paragraphs_and_zero_switches_it_off(read: Read) -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="条"/>{}</w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled.format("", "甲") + styled.format(off, "乙") + styled.format("", "丙")
    levels = level(0, "decimal", "%1、")
    assert told(read("文.docx", made(body, levels))) == ["1、甲", "乙", "2、丙"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("japaneseCounting", "一二三"),
        ("ideographTraditional", "甲乙丙"),
        ("upperRoman", "IIIIII"),
        ("decimalEnclosedCircle", "①②③"),
        ("decimalZero", "010203"),
        ("bullet", ""),
        ("unheardOf", "123"),
    ],
)
def test_numerals_of_many_kinds(read: Read, form: str, printed: str) -> None:
    body = "".join(numbered(0, 1, "。") for _ in range(3))
    document = read("文.docx", made(body, level(0, form, "%1")))
    assert sorted("".join(one.text.rstrip("。") for one in document.paragraphs)) == sorted(printed)


def test_an_empty_numbered_cell_shows_its_number(read: Read) -> None:
    """The column 序号 of many tables is numbered so."""
    rows = "".join(
        f"<w:tr><w:tc>{numbered(0, 1, '')}</w:tc><w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc></w:tr>"
        for name in "甲乙"
    )
    document = read("文.docx", made(f"<w:tbl>{rows}</w:tbl>", level(0, "decimal", "%1")))
    assert document.tables[0].texts == [["1", "甲"], ["2", "乙"]]
