"""Filled self-evaluation forms on paper: grids with merged cells, as files of every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: lines above, rows of (text, columns covered, rows covered), lines below."""

    above: tuple[str, ...]
    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    below: tuple[str, ...] = ()


def row(*cells: str | tuple[str, int] | tuple[str, int, int]) -> tuple[tuple[str, int, int], ...]:
    """A row: a cell is its text, or text and width, or text, width and height."""
    made = []
    for cell in cells:
        text, width, height = (*((cell,) if isinstance(cell, str) else cell), 1, 1)[:3]
        made.append((str(text), int(width), int(height)))
    return tuple(made)


def placed(sheet: Sheet) -> list[tuple[int, int, str, int, int]]:
    """Row, column (from 0), text, width and height of every printed cell."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for at, line in enumerate(sheet.rows):
        column = 0
        for text, width, height in line:
            while (at, column) in taken:
                column += 1
            cells.append((at, column, text, width, height))
            taken |= {(at + y, column + x) for y in range(height) for x in range(width)}
            column += width
    return cells


def width_of(sheet: Sheet) -> int:
    """How many columns the grid has."""
    return max(column + width for _, column, _, width, _ in placed(sheet))


def as_html(sheet: Sheet, path: Path) -> Path:
    """A web page."""
    above = "".join(f"<p>{escape(each)}</p>" for each in sheet.above)
    below = "".join(f"<p>{escape(each)}</p>" for each in sheet.below)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td colspan="{width}" rowspan="{height}">{escape(text)}</td>'
            for text, width, height in line
        )
        + "</tr>"
        for line in sheet.rows
    )
    path.write_text(
        f'<html><head><meta charset="utf-8"></head><body>{above}<table>{rows}</table>{below}'
        "</body></html>",
        encoding="utf-8",
    )
    return path


def as_xlsx(sheet: Sheet, path: Path) -> Path:
    """A workbook; figures are numbers, rates formatted as such."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    down = len(sheet.above)
    for at, text in enumerate(sheet.above, 1):
        page.cell(at, 1, text)
        page.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width_of(sheet))
    for y, x, text, width, height in placed(sheet):
        page.cell(down + y + 1, x + 1, text)
        if width > 1 or height > 1:
            page.merge_cells(
                start_row=down + y + 1,
                end_row=down + y + height,
                start_column=x + 1,
                end_column=x + width,
            )
    for at, text in enumerate(sheet.below, down + len(sheet.rows) + 1):
        page.cell(at, 1, text)
    book.save(path)
    return path


def as_docx(sheet: Sheet, path: Path) -> Path:
    """A Word document."""
    from docx import Document

    paper = Document()
    for text in sheet.above:
        paper.add_paragraph(text)
    table = paper.add_table(len(sheet.rows), width_of(sheet))
    for y, x, text, width, height in placed(sheet):
        cell = table.cell(y, x)
        if width > 1 or height > 1:
            cell = cell.merge(table.cell(y + height - 1, x + width - 1))
        cell.text = text
    for text in sheet.below:
        paper.add_paragraph(text)
    paper.save(str(path))
    return path


def as_pdf(sheet: Sheet, path: Path) -> Path:
    """A ruled PDF."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("song", fontName="STSong-Light", fontSize=8, wordWrap="CJK")
    width = width_of(sheet)
    grid: list[list[object]] = [["" for _ in range(width)] for _ in sheet.rows]
    commands: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    for y, x, text, wide, high in placed(sheet):
        grid[y][x] = Paragraph(escape(text), style)
        if wide > 1 or high > 1:
            commands.append(("SPAN", (x, y), (x + wide - 1, y + high - 1)))
    page = landscape(A3)
    table = Table(grid, colWidths=[(page[0] - 80) / width] * width)
    table.setStyle(TableStyle(commands))
    lines: list[object] = [Paragraph(each, style) for each in sheet.above]
    SimpleDocTemplate(str(path), pagesize=page, margin=40).build(
        [*lines, table, *(Paragraph(each, style) for each in sheet.below)]
    )
    return path


def as_text(sheet: Sheet, path: Path) -> Path:
    """Plain text, a tab between cells: merged cells leave blanks behind."""
    grid = [["" for _ in range(width_of(sheet))] for _ in sheet.rows]
    for y, x, text, _, _ in placed(sheet):
        grid[y][x] = text
    lines = [*sheet.above, *("\t".join(each) for each in grid), *sheet.below]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


WRITERS = {
    "html": as_html, "xlsx": as_xlsx, "docx": as_docx, "pdf": as_pdf, "txt": as_text,
}  # fmt: skip

Cells = Sequence[str]


def transfer_form(
    *,
    money: Sequence[Cells] = (
        ("年度资金总额：", "1000", "960", "96%"),
        ("其中：中央财政资金", "800", "780", "97.5%"),
        ("地方资金", "200", "180", "90%"),
        ("其他资金", "0", "0", "不适用"),
    ),
    items: Sequence[Cells] = (
        ("分配科学性", "按因素法分配", "无"),
        ("下达及时性", "收到后20日下达", "无"),
        ("拨付合规性", "按国库集中支付拨付", "无"),
        ("使用规范性", "专款专用", "无"),
        ("执行准确性", "按下达预算执行", "无"),
        ("预算绩效管理情况", "开展了监控和自评", "无"),
        ("支出责任履行情况", "地方资金足额到位", "无"),
    ),
    goals: Sequence[Cells] = (("目标1：提升经办能力。", "经办能力有所提升。"),),
    rows: Sequence[Cells] = (
        ("产出指标", "数量指标", "召开培训次数", "≥4次", "5次", "无"),
        (
            "产出指标",
            "数量指标",
            "住院救助人次",
            "≥2158人次",
            "2000人次",
            "申请人数减少；下一步加强主动发现",
        ),
        ("产出指标", "质量指标", "系统正常运行率", "≥90%", "99%", ""),
        ("产出指标", "时效指标", "模拟运行时间", "2024年6月30日前", "2024年6月25日", ""),
        ("效益指标", "社会效益指标", "医保精细化管理服务水平", "显著提升", "显著提升", ""),
        ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥85%", "92%", ""),
    ),
    statement: str = "无",
    order: Sequence[int] = (0, 1, 2, 3, 4, 5),
    title: str = "转移支付区域绩效自评表",
    year: str = "（2024年度）",
) -> Sheet:
    """The 2024 shape; `order` moves the columns of the indicators."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施")
    lines = [
        row(("转移支付（项目）名称", 2), ("医疗服务与保障能力提升补助资金", 5)),
        row(("中央主管部门", 2), ("国家医疗保障局", 5)),
        row(("地方主管部门", 2), ("阿克苏地区医疗保障局", 2), "资金使用单位",
            ("阿克苏地区医疗保障局", 2)),
        row(("资金投入情况（万元）", 2, len(money) + 1), ("", 2), "全年预算数（A）",
            "全年执行数（B）", "预算执行率（B/A×100%）"),
        *(row((name, 2), a, b, rate) for name, a, b, rate in money),
        row(("资金管理情况", 2, len(items) + 1), ("", 1), ("情况说明", 2),
            ("存在问题和改进措施", 2)),
        *(row(name, (told, 2), (problem, 2)) for name, told, problem in items),
        row(("总体目标完成情况", 2, len(goals) + 1), ("总体目标", 3), ("全年实际完成情况", 2)),
        *(row((a, 3), (b, 2)) for a, b in goals),
        row(("绩效指标", 1, len(rows) + 1), *(heads[at] for at in order)),
        *(row(*(each[at] for at in order)) for each in rows),
        row(("说明", 1), (statement, 6)),
    ]  # fmt: skip
    return Sheet(
        (title, year), tuple(lines), ("注：其他资金包括自有资金、社会资金和以前年度结转资金。",)
    )


def project_form(
    *,
    money: Sequence[Cells] = (
        ("年度资金总额", "100", "100", "80", "10", "80%", "8"),
        ("其中：当年财政拨款", "100", "100", "80", "—", "80%", "—"),
        ("上年结转资金", "0", "0", "0", "—", "—", "—"),
        ("其他资金", "0", "0", "0", "—", "—", "—"),
    ),
    rows: Sequence[Cells] = (
        ("产出指标", "数量指标", "召开培训次数", "≥4次", "4次", "20", "20", ""),
        (
            "产出指标",
            "质量指标",
            "系统验收合格率",
            "≥90%",
            "81%",
            "20",
            "18",
            "个别系统未通过；将于明年一季度复验",
        ),
        (
            "产出指标",
            "时效指标",
            "平台接入时间",
            "2024年12月31日前",
            "2024年12月1日",
            "10",
            "10",
            "",
        ),
        ("效益指标", "社会效益指标", "经办服务能力", "显著提升", "显著提升", "30", "27", ""),
        ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥85%", "90%", "10", "10", ""),
    ),
    total: str = "93",
    full: str = "100",
    grade: str = "优",
) -> Sheet:
    """The shape of projects, with points."""
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
             "偏差原因分析及改进措施")  # fmt: skip
    lines = [
        row(("项目名称", 2), ("医保基金监管第三方服务", 7)),
        row(("主管部门", 2), ("上饶市医疗保障局", 3), ("实施单位", 2), ("上饶市医疗保障局", 2)),
        row(("项目资金（万元）", 2, len(money) + 1), "", "年初预算数", "全年预算数", "全年执行数",
            "分值", "执行率", "得分"),
        *(row(*each) for each in money),
        row(("年度总体目标", 1, 2), ("预期目标", 4), ("实际完成情况", 4)),
        row(("完成全年监管任务。", 4), ("全年监管任务基本完成。", 4)),
        row(("绩效指标", 1, len(rows) + 1), *heads),
        *(row(*each) for each in rows),
        row(("总分", 6), full, total, ""),
        row(("自评等级", 6), (grade, 3)),
    ]  # fmt: skip
    return Sheet(("项目支出绩效自评表", "（2024年度）"), tuple(lines))
