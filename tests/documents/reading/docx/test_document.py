"""A Word file: what is printed, in the order in which it is printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zhida.documents.blocks import Document

Read = Callable[..., Document]
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def made(body: str, **parts: str) -> bytes:
    """A docx with that body and further parts of word/."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return written.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def told(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [one.text for one in document.paragraphs]


@pytest.mark.parametrize(
    ("run", "printed"),
    [
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "甲"),
        ("<w:ins><w:r><w:t>插入</w:t></w:r></w:ins>", "插入"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>60</w:t></w:r>", "60"),
        ("<w:hyperlink><w:r><w:t>附件</w:t></w:r></w:hyperlink>", "附件"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>dí</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>迪</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "迪",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "3-2"),
    ],
)  # fmt: skip
def test_only_what_is_printed_is_read(read: Read, run: str, printed: str) -> None:
    assert told(read("文.docx", made(f"<w:p>{run}</w:p>"))) == [printed]


def test_a_text_box_is_read_once_though_word_stores_it_twice(read: Read) -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        f"{paragraph('某市财政局文件')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>"
        f"<v:textbox><w:txbxContent>{paragraph('某市财政局文件')}</w:txbxContent></v:textbox>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert sorted(told(read("文.docx", made(box)))) == ["某市财政局文件", "正文"]


def test_a_text_box_of_the_old_kind_alone_is_read(read: Read) -> None:
    content = f"<w:txbxContent>{paragraph('甲')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r></w:p>"
    assert told(read("文.docx", made(box))) == ["甲"]


def test_footnotes_stand_after_the_block_that_marks_them(read: Read) -> None:
    body = "<w:p><w:r><w:t>甲县60</w:t><w:footnoteReference w:id='2'/></w:r></w:p>" + paragraph(
        "乙县40"
    )
    notes = f"<w:footnote w:id='2'>{paragraph('含提前下达')}</w:footnote>"
    assert told(read("文.docx", made(body, footnotes=notes))) == [
        "甲县60",
        "[1] 含提前下达",
        "乙县40",
    ]


def test_headings_have_levels_from_style_or_outline(read: Read) -> None:
    written = io.BytesIO()
    document = docx.Document()
    document.add_heading("关于下达资金的通知", 1)
    outlined = document.add_paragraph("一、资金")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉不读"
    document.save(written)
    found = read("文.docx", written.getvalue())
    assert [(one.text, one.level) for one in found.paragraphs] == [
        ("关于下达资金的通知", 1),
        ("一、资金", 2),
        ("正文", None),
    ]


def test_blocks_keep_their_order_inside_content_controls_too(read: Read) -> None:
    table = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        paragraph("甲"), paragraph("60")
    )
    body = (
        paragraph("前") + f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>" + paragraph("后")
    )
    document = read("文.docx", made(body))
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Table",
        "Paragraph",
    ]


def test_the_strict_form_of_the_format_is_read(read: Read) -> None:
    data = made(paragraph("严格"))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as copy:
        content = source.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        copy.writestr("word/document.xml", content)
    assert told(read("文.docx", written.getvalue())) == ["严格"]
