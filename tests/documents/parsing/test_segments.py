"""分段: where the letter ends and each annex begins, in the shapes that notices take."""

from pathlib import Path

from zhida.documents.parsing.segments import Parts, split
from zhida.documents.reading import read_document

LETTER = """某省财政厅文件

关于下达2024年医疗救助补助资金的通知

各市财政局：

现下达补助资金100万元。

二、请抓好落实。
"""

SIGNED = """
某省财政厅

2024年5月6日
"""

TABLE = """地区\t金额
太原市\t60
大同市\t40
合计\t100
"""


def parts_of(text: str, folder: Path) -> Parts:
    path = folder / "通知.txt"
    path.write_text(text, "utf-8")
    return split(read_document(path))


def said(parts: Parts) -> str:
    return "".join(paragraph.text for paragraph in parts.letter.paragraphs)


def test_an_annex_begins_at_its_label_and_keeps_number_and_title(tmp_path: Path) -> None:
    parts = parts_of(
        LETTER + SIGNED + "\n附件1：\n\n2024年资金分配表\n单位：万元\n" + TABLE, tmp_path
    )
    (annex,) = parts.annexes
    assert (annex.label, annex.title and annex.title.value) == ("1", "2024年资金分配表")
    assert "2024年5月6日" in said(parts) and "分配表" not in said(parts)


def test_a_list_of_attachments_is_no_annex(tmp_path: Path) -> None:
    listing = "\n附件：1. 资金分配表\n2. 绩效目标表\n"
    parts = parts_of(LETTER + listing + SIGNED + "\n附件1\n资金分配表\n" + TABLE, tmp_path)
    assert [annex.label for annex in parts.annexes] == ["1"]
    assert "绩效目标表" in said(parts)


def test_a_list_that_repeats_the_word_annex_is_no_annex_either(tmp_path: Path) -> None:
    listing = "\n附件1：资金分配表\n附件2：绩效目标表\n"
    parts = parts_of(LETTER + listing + SIGNED + "\n附件1\n资金分配表\n" + TABLE, tmp_path)
    assert [annex.label for annex in parts.annexes] == ["1"]


def test_a_title_over_a_table_is_enough_without_a_label(tmp_path: Path) -> None:
    parts = parts_of(LETTER + SIGNED + "\n2024年医疗救助补助资\n金分配表\n" + TABLE, tmp_path)
    (annex,) = parts.annexes
    assert annex.title and annex.title.value == "2024年医疗救助补助资金分配表"


def test_a_title_inside_the_table_is_the_title(tmp_path: Path) -> None:
    parts = parts_of(LETTER + SIGNED + "\n2024年资金分配表\t\n" + TABLE, tmp_path)
    (annex,) = parts.annexes
    assert annex.title and annex.title.value == "2024年资金分配表"


def test_the_imprint_behind_the_annexes_belongs_to_the_letter(tmp_path: Path) -> None:
    imprint = "\n抄送：省审计厅\n\n某省财政厅办公室\n\n2024年5月7日印发\n"
    parts = parts_of(LETTER + "\n附件1\n资金分配表\n" + TABLE + imprint, tmp_path)
    assert "2024年5月7日印发" in said(parts)
    assert not parts.annexes[0].paragraphs


def test_a_table_between_the_clauses_stays_within_the_letter(tmp_path: Path) -> None:
    text = LETTER + "\n" + TABLE + "\n三、请及时拨付。\n" + SIGNED
    parts = parts_of(text, tmp_path)
    assert len(parts.inner) == 1 and not parts.annexes
    assert "三、请及时拨付。" in said(parts)


def test_every_block_is_in_exactly_one_part(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    text = (
        LETTER + SIGNED + "\n附件1\n资金分配表\n" + TABLE + "\n附件2\n反馈表\n说明：1、按月填报。\n"
    )
    path.write_text(text, "utf-8")
    document = read_document(path)
    parts = split(document)
    held = list(parts.letter.blocks)
    for segment in (*parts.inner, *parts.annexes):
        held += [*segment.heading, *segment.blocks]
    assert sorted(held, key=id) == sorted(document.blocks, key=id)
