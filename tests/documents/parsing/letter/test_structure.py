"""结构: which line of a letter is what."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.letter.splitting import fragments_of
from zhida.documents.parsing.letter.structure import (
    Structure,
    is_addressee_list,
    is_attachment_head,
    structure_of,
)


def read(*lines: str) -> Structure:
    blocks = tuple(Paragraph(line, Source("x", line=n)) for n, line in enumerate(lines, 1))
    return structure_of(fragments_of(blocks))


def test_a_whole_letter() -> None:
    found = read(
        "甲县财政局文件", "甲财社〔2023〕4号", "关于下达资金", "的通知", "各乡镇财政所、", "卫生院：",
        "现下达资金5", "万元。", "附件：1.甲", "表", "甲县财政局", "2023年5月6日", "抄送：县审计局",
    )  # fmt: skip
    assert [line.text for line in found.head] == ["甲县财政局文件", "甲财社〔2023〕4号"]
    assert found.title and found.title.text == "关于下达资金的通知"
    assert found.addressees and found.addressees.text == "各乡镇财政所、卫生院"
    assert [line.text for line in found.body] == ["现下达资金5万元。"]
    assert [line.text for line in found.attachments] == ["附件:1.甲", "表"]
    assert [line.text for line in found.tail] == ["甲县财政局", "2023年5月6日", "抄送:县审计局"]


def test_the_number_may_stand_below_the_title() -> None:
    found = read("关于下达资金的通知", "甲财社〔2023〕4号", "各县财政局：", "现下达资金5万元。")
    assert [line.text for line in found.head] == ["甲财社〔2023〕4号"]
    assert found.addressees and found.addressees.text == "各县财政局"


def test_the_title_of_a_page_above_the_document_is_not_the_title() -> None:
    title = "关于下达资金的通知"
    found = read(
        title, "来源：甲县财政局", "甲财社〔2023〕4号", title, "各县财政局：", "现下达资金。"
    )
    assert found.title and found.title.source.line == 4


def test_attachments_below_the_signature() -> None:
    found = read(
        "关于下达资金的通知", "各县：", "现下达资金。", "甲县财政局", "2023年5月6日", "附件：甲表"
    )
    assert [line.text for line in found.attachments] == ["附件:甲表"]
    assert [line.text for line in found.tail] == ["甲县财政局", "2023年5月6日"]


def test_a_body_alone() -> None:
    found = read("根据有关规定，现下达资金5万元。", "请按规定使用。")
    assert found.title is None and found.addressees is None and len(found.body) == 2


def test_nothing() -> None:
    assert read() == Structure((), None, None, (), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "各县（市、区）财政局,市直有关单位",
        "县人民医院",
        "各镇人民政府、街道办事处",
        "甲师财政局",
        "某某有限公司",
    ],
)
def test_addressees(text: str) -> None:
    assert is_addressee_list(text.replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("text", ["现将有关事项通知如下", "来源", "公开方式", "主要内容", "标题"])
def test_other_lines_with_a_colon(text: str) -> None:
    assert not is_addressee_list(text)


@pytest.mark.parametrize("text", ["附件:1.甲表", "附件1:甲表", "附件", "附:甲表"])
def test_heads_of_the_list_of_attachments(text: str) -> None:
    assert is_attachment_head(text) and not is_attachment_head("附件1规定的用途")
