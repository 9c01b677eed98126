"""归并: several files make one notice where one of them is only an annex of the other."""

from pathlib import Path

from zhida.documents.blocks import Document
from zhida.documents.parsing.grouping import group
from zhida.documents.reading import read_document

BODY = "关于下达{fund}的通知\n\n各市财政局：\n\n现下达补助资金100万元，请按规定使用。\n\n附件：{fund}分配表\n"
ANNEX = "{fund}分配表\n单位：万元\n地区\t金额\n太原市\t60\n大同市\t40\n"


def documents(folder: Path, **texts: str) -> list[Document]:
    found = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        found.append(read_document(path))
    return found


def names(groups: tuple[tuple[Document, ...], ...]) -> list[list[str]]:
    return [[document.file.removesuffix(".txt") for document in each] for each in groups]


def test_each_letter_begins_a_notice(tmp_path: Path) -> None:
    files = documents(
        tmp_path, 甲=BODY.format(fund="医疗救助资金"), 乙=BODY.format(fund="就业资金")
    )
    assert names(group(files)) == [["甲"], ["乙"]]


def test_an_annex_joins_the_letter_that_lists_it(tmp_path: Path) -> None:
    files = documents(
        tmp_path,
        甲=BODY.format(fund="2024年医疗救助资金"),
        乙=BODY.format(fund="2024年就业补助资金"),
        丙=ANNEX.format(fund="2024年医疗救助资金"),
    )
    assert names(group(files)) == [["甲", "丙"], ["乙"]]


def test_an_unlisted_annex_joins_the_letter_of_the_same_name(tmp_path: Path) -> None:
    files = documents(
        tmp_path,
        二〇二四第一批正文=BODY.format(fund="医疗救助资金"),
        二〇二五第二批正文=BODY.format(fund="就业补助资金"),
        二〇二四第一批附表=ANNEX.format(fund="某项资金"),
    )
    assert names(group(files)) == [
        ["二〇二四第一批正文", "二〇二四第一批附表"],
        ["二〇二五第二批正文"],
    ]


def test_annexes_without_any_letter_stand_for_themselves(tmp_path: Path) -> None:
    files = documents(tmp_path, 甲=ANNEX.format(fund="甲项资金"), 乙=ANNEX.format(fund="乙项资金"))
    assert names(group(files)) == [["甲"], ["乙"]]
