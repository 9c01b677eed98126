"""病种目录: what contradicts itself is refused, with its rows; what is read is written back alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.engines.dip.directory import (
    FaultyDirectory,
    Layer,
    directory_text,
    fingerprint,
    parse_directory,
    read_directory,
)
from zhida.engines.errors import EngineError

HEAD = (
    "code,name,layer,dx,main,related,secondary,age_from,age_to,weight_from,weight_to,sex,treatment"
)
GOOD = f"""{HEAD}
XQ1,低体重新生儿,PRE,P07,,,,,28,750,999,,
FZ1,肿瘤化疗,DX_AIDED,Z51.1,*,,C00-C02|D05,,,,,,
JC1,阑尾炎,BASIC,K35.8,,,,,,,,,
JC2,阑尾切除,BASIC,K35.8,47.0100|47.0900+54.2100,54.5100,,,,,,2,
ZH1,阑尾手术,MIXED,K35,,,,,,,,,相关手术
"""


def test_a_directory_is_read_row_by_row_and_written_back() -> None:
    rules = parse_directory(GOOD, "目录.csv")
    assert [rule.layer for rule in rules] == [
        Layer.PRE,
        Layer.DX_AIDED,
        *[Layer.BASIC] * 2,
        Layer.MIXED,
    ]
    assert rules[0].any_main
    assert rules[0].limits == (None, 28, 750, 999)
    assert rules[1].secondary == ("C00", "C01", "C02", "D05")
    assert not rules[2].any_main
    assert rules[3].main == (("47.0100",), ("47.0900", "54.2100"))
    assert rules[3].place == "目录.csv 第5行"
    again = parse_directory(directory_text(rules), "目录.csv")
    assert again == rules
    assert fingerprint(again) == fingerprint(rules) != fingerprint(rules[1:])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("JC1,又一个,BASIC,K36,,,,,,,,,", "第7行的代码JC1与第4行重复"),
        ("JC7,同样的,BASIC,K36|K35.8,,,,,,,,,", "第7行（JC7）与第4行（JC1）的条件相同：K35.8"),
        ("JC7,同样的,BASIC,K35.8,54.2100+47.0900,54.5100,,,,,,2,", "第7行（JC7）与第5行（JC2）"),
        ("JC7,年龄,BASIC,K36,,,,29,28,,,,", "第7行的age_from 29大于age_to 28"),
        ("JC7,层,CORE,K36,,,,,,,,,", "第7行的层次“CORE”"),
        ("JC7,范围,BASIC,K40-K36,,,,,,,,,", "第7行范围“K40-K36”前后颠倒"),
        ("JC7,诊断,BASIC,阑尾炎,,,,,,,,,", "第7行“阑尾炎”不是诊断代码"),
        ("JC7,空,BASIC,K36,47.0100|,,,,,,,,", "第7行的手术操作“47.0100|”里有空的一项"),
        ("JC7,性别,BASIC,K36,,,,,,,,男,", "第7行的性别“男”应为代码"),
        ("ZH7,综合,MIXED,K36,,,,,,,,,", "第7行的治疗方式"),
        ("JC7,重,BASIC,K36,,,,,,轻,,,", "第7行的weight_from“轻”不是整数"),
    ],
)
def test_a_row_that_can_not_stand_is_named(row: str, told: str) -> None:
    with pytest.raises(FaultyDirectory) as refused:
        parse_directory(GOOD + row + "\n", "目录.csv")
    assert told in refused.value.faults[0]


def test_a_file_that_is_no_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyDirectory, match="缺少layer、dx列"):
        parse_directory("code,name\nJC1,x\n", "目录.csv")
    with pytest.raises(FaultyDirectory, match="不认识的列price"):
        parse_directory("code,name,layer,dx,price\n", "目录.csv")
    with pytest.raises(FaultyDirectory, match="没有一条规则"):
        parse_directory(HEAD + "\n", "目录.csv")
    with pytest.raises(EngineError, match="不存在"):
        read_directory(tmp_path / "none.csv")
