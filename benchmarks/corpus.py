"""Generated notices: the same letter with random places and figures, in every format."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from specimens.notation import Specimen, read
from specimens.office import to_docx, to_xlsx
from specimens.pages import to_pdf, to_scan
from specimens.plain import to_text
from zhida.core import regions

_LETTER = """
= {city}财政局 {city}医疗保障局文件
@ {number}
# {city}财政局关于下达{year}年中央医疗服务与保障能力提升补助资金（医疗保障服务能力建设部分）的通知
@ {counties}财政局：
根据省财政厅《关于下达{year}年中央财政医疗服务与保障能力提升补助资金的通知》（某财社〔{year}〕60号），\
现下达{year}年中央补助资金{total}万元，分配情况见附件1，请按要求执行：
一、收入列“1100249医疗卫生共同财政事权转移支付收入”，支出列“2101505医疗保障政策管理”。
二、此项资金为中央直达资金，标识为“01中央直达资金”，贯穿资金分配、拨付、使用全过程，保持不变。
三、请于{year}年7月12日前向市财政局报送资金分配情况，逾期将通报。
附件：1. {year}年中央医疗服务与保障能力提升补助资金分配表
2. 区域绩效目标表
> {city}财政局
> {year}年6月14日
"""
_ALLOCATION = """
! 附件1
# {year}年中央医疗服务与保障能力提升补助资金分配表
~ 单位：万元
| 序号 | 地区 | 经办服务 | 视频会议系统 | 合计 |
{rows}
|  | 合计 | {services} | {meetings} | {total} |
"""
_TARGETS = """
! 附件2
# 医疗服务与保障能力提升补助资金区域绩效目标表
~ （{year}年度）{city}
| 转移支付名称 | < | 医疗服务与保障能力提升补助资金（医疗保障服务能力建设部分） | < | < |
| 资金情况（万元） | 年度金额 | {total} | < | < |
| ^ | 其中：中央补助 | {total} | < | < |
| 年度总体目标 | 提升经办服务水平，建成视频会议系统。 | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| ^ | 产出指标 | 数量指标 | 开展经办培训次数 | ≥4次 |
| ^ | ^ | 质量指标 | 培训合格率 | ≥95% |
| ^ | ^ | 时效指标 | 视频会议系统建成时间 | {year}年11月30日前 |
| ^ | 效益指标 | 社会效益指标 | 医保重要政策知晓率 | ≥90% |
| ^ | 满意度指标 | 服务对象满意度指标 | 参保人员满意度 | ≥90% |
"""


def specimen(seed: int) -> Specimen:
    """One notice; the same seed gives the same notice."""
    return read(text(seed))


def text(seed: int) -> str:
    """The notation of one notice: a city with all its counties, sums that hold."""
    chance = random.Random(seed)
    cities = [place for place in regions.children("430000") if regions.children(place.code)]
    city = chance.choice(cities)
    counties = [county.name for county in regions.children(city.code)]
    money = [(chance.randint(20, 900), chance.randint(5, 50)) for _ in counties]
    services, meetings = (sum(each[at] for each in money) for at in range(2))
    rows = "\n".join(
        f"| {number} | {name} | {a} | {b} | {a + b} |"
        for number, (name, (a, b)) in enumerate(zip(counties, money, strict=True), start=1)
    )
    year = chance.randint(2022, 2024)
    return (_LETTER + _ALLOCATION + _TARGETS).format(
        city=city.name,
        number=f"某财社〔{year}〕{seed % 900 + 1}号",
        year=year,
        counties="、".join(counties),
        rows=rows,
        services=services,
        meetings=meetings,
        total=services + meetings,
    )


def _write_text(notice: Specimen, path: Path) -> None:
    path.write_text(to_text(notice), "utf-8")


def _write_workbook(notice: Specimen, path: Path) -> None:
    to_xlsx({"通知": notice}, path)


WRITERS: dict[str, Callable[[Specimen, Path], None]] = {
    "txt": _write_text,
    "docx": to_docx,
    "xlsx": _write_workbook,
    "pdf": to_pdf,
}


def write(folder: Path, form: str, count: int) -> list[Path]:
    """Write `count` notices in one format."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{seed:05}.{form}" for seed in range(count)]
    for seed, path in enumerate(paths):
        WRITERS[form](specimen(seed), path)
    return paths


def write_scan(folder: Path) -> Path:
    """Write one scanned notice of three pages."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "scan.pdf"
    to_scan(specimen(0), path)
    return path
