"""填表 pen: what a person writes into a self-evaluation that the system has made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docx import Document

MANAGEMENT = {
    "分配科学性": "按救助人次和财力困难系数分配，资金全部用于县内救助",
    "下达及时性": "收到文件后按期挂接",
    "拨付合规性": "由国库直接拨入社会保障基金财政专户",
    "使用规范性": "专款专用，没有挤占挪用",
    "执行准确性": "按国库集中支付数据填列",
    "预算绩效管理情况": "目标、监控、自评按期办理",
    "支出责任履行情况": "县级资金另有安排，不在本表",
}


def fill(form: Path, said: Mapping[str, str], reasons: Mapping[str, str], reached: str) -> None:
    """Write the situation of each management item, what was reached, and why not more.

    `said` stands beside what every county says, `reasons` go by the indicator's name.
    """
    document = Document(str(form))
    words = {**MANAGEMENT, **said}
    (table,) = document.tables
    for row in table.rows:
        cells = list({cell._tc: cell for cell in row.cells}.values())
        labels = [cell.text for cell in cells]
        if labels[0] == "资金管理情况" and labels[1] in words:
            cells[2].text, cells[3].text = words[labels[1]], "无"
        elif labels[0] == "总体目标完成情况" and labels[1] != "总体目标":
            cells[2].text = reached
        elif labels[0] == "绩效指标" and labels[3] in reasons:
            cells[6].text = reasons[labels[3]]
        elif labels[0] == "说明":
            cells[1].text = "无"
    document.save(str(form))
