"""机构: lines that consist of bodies and nothing else."""

from __future__ import annotations

import pytest

from zhida.documents.parsing.letter.bodies import bodies_of, same_body


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲市财政局", ["甲市财政局"]),
        ("甲市财政局甲市医疗保障局", ["甲市财政局", "甲市医疗保障局"]),
        ("甲省财政厅、甲省卫生健康委员会", ["甲省财政厅", "甲省卫生健康委员会"]),
        ("甲省人力资源和社会保障厅", ["甲省人力资源和社会保障厅"]),
        ("甲市财政局文件", ["甲市财政局"]),
        ("甲县人民政府办公室", ["甲县人民政府办公室"]),
        ("滨海新区财政与国资管理局", ["滨海新区财政与国资管理局"]),
        ("甲县残疾人联合会", ["甲县残疾人联合会"]),
        ("财政部国家医保局", ["财政部", "国家医保局"]),
    ],
)
def test_bodies(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in bodies_of(text)] == names


@pytest.mark.parametrize(
    "text", ["", "局", "请各财政局执行", "甲市财政局网站", "关于财政部", "各部门", "2023年财政局"]
)
def test_other_lines(text: str) -> None:
    assert bodies_of(text) == ()


def test_short_and_long_names() -> None:
    assert same_body("甲市卫健委", "甲市卫生健康委员会")
    assert not same_body("甲市财政局", "乙市财政局")
