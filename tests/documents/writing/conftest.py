"""A notice made by hand, with its document, so that writers are tested without readers."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.money import Amount, AmountState, Unit
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    Attachment,
    Attachments,
    Basis,
    BudgetKind,
    Codes,
    CodeStatement,
    Column,
    Deadline,
    DeadlineKind,
    DocumentNumber,
    File,
    FilledCell,
    Flag,
    Form,
    FundingSource,
    Indicator,
    Measure,
    MeasureKind,
    Notice,
    Obligation,
    PerformanceTable,
    Project,
    Regime,
    Repair,
    Row,
    RowKind,
    Scheme,
    SourceAmount,
    Spending,
    Status,
    Target,
    TargetKind,
)
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region
from zhida.documents.blocks import Cell, Document, Paragraph, Table
from zhida.documents.outcomes import Checked

FILE = "通知.docx"
LETTER = (
    "某省财政厅文件",
    "某财社〔2024〕8号",
    "关于下达2024年医疗救助补助资金的通知",
    "甲市财政局、医疗保障局：",
    "现下达2024年中央财政医疗救助补助资金3万元，收入列1100249“<医疗卫生> & 转移支付”科目。",
    "请于2024年6月30日前报送绩效自评报告，逾期扣减下年资金。",
)
GRID = (
    ("单位", "中央"),
    ("甲县", "1.00"),
    ("乙县", "2.50"),
    ("合计", "3.00"),
)


def letter(line: int, span: tuple[int, int] | None = None) -> Source:
    """The place of a paragraph of the letter, from 1."""
    return Source(FILE, block=line, span=span)


def cell(row: int, column: int) -> Source:
    """The place of a cell of the allocation table."""
    return Source(FILE, block=len(LETTER) + 1, table=1, row=row, column=column)


def money(fen: int, printed: str, source: Source | None = None) -> Amount:
    """A printed amount."""
    return Amount(fen, AmountState.NUMBER, printed, 10_000, source)


def document() -> Document:
    """The letter and its one table."""
    paragraphs = tuple(Paragraph(text, letter(line)) for line, text in enumerate(LETTER, 1))
    cells = tuple(
        Cell(row, column, text, cell(row, column))
        for row, texts in enumerate(GRID, 1)
        for column, text in enumerate(texts, 1)
    )
    remark = Cell(5, 1, "备注：按因素法分配", cell(5, 1), column_span=2)
    source = Source(FILE, block=len(LETTER) + 1, table=1)
    return Document(FILE, "docx", "0" * 64, (*paragraphs, Table((*cells, remark), source)))


def allocation() -> AllocationTable:
    """Two recipients whose sum is printed wrongly: 1.00 + 2.50 ≠ 3.00."""
    region = Region("650121", "甲县", "某省甲市甲县", 3, "650100")
    columns = (
        Column(
            "中央",
            MeasureKind.MONEY,
            funding=FundingSource.CENTRAL,
            budget_kind=BudgetKind.GENERAL,
            unit=Unit.WAN_YUAN,
        ),
        Column("备注", MeasureKind.TEXT),
    )
    total = Row("合计", RowKind.TOTAL, cell(4, 1), measures=(_measure(4, 3_000_000, "3.00"),))
    first = Row(
        "甲县",
        RowKind.LEAF,
        cell(2, 1),
        region,
        ("甲市",),
        2,
        (_measure(2, 1_000_000, "1.00"), Measure(1, "=1+1", cell(2, 2), text="=1+1")),
    )
    second = Row(
        "乙县", RowKind.LEAF, cell(3, 1), parent=2, measures=(_measure(3, 2_500_000, "2.50"),)
    )
    return AllocationTable(
        "分配表", "1", Unit.WAN_YUAN, columns, (first, second, total), cell(1, 1)
    )


def _measure(row: int, fen: int, printed: str) -> Measure:
    return Measure(0, printed, cell(row, 2), money(fen, printed, cell(row, 2)))


def targets() -> PerformanceTable:
    """One indicator of each kind of value."""
    here = letter(6)
    values = (
        Target(TargetKind.NUMBER, "≥4次", "≥", Decimal(4), "次"),
        Target(TargetKind.RATE, "≥99.5%", "≥", Decimal("99.5"), "%"),
        Target(TargetKind.DATE, "2024年6月30日前", due=datetime.date(2024, 6, 30)),
        Target(TargetKind.GRADE, "显著提升"),
        Target(TargetKind.BLANK, ""),
    )
    indicators = tuple(
        Indicator("产出指标", "数量指标", f"指标{number}", value, here)
        for number, value in enumerate(values, 1)
    )
    return PerformanceTable(
        "绩效目标表",
        "2",
        Stated("甲市", here),
        None,
        Stated(2024, here),
        (("项目名称", Stated("医疗救助", here)),),
        (SourceAmount("total", "年度金额", money(3_000_000, "3", here)),),
        (Stated("完成救助", here),),
        indicators,
        here,
    )


def notice() -> Notice:
    """Everything that a notice can state, once."""
    code = CodeStatement(Scheme.INCOME, "1100249", "医疗卫生", letter(5, (29, 36)))
    return Notice(
        files=(File(FILE, "docx", "0" * 64),),
        doc_number=Stated(DocumentNumber("某财社", 2024, 8), letter(2, (0, 11))),
        issuers=(Stated("某省财政厅", letter(1, (0, 5))),),
        addressees=(Stated("甲市财政局", letter(4, (0, 5))),),
        title=Stated(LETTER[2], letter(3)),
        date=Stated(datetime.date(2024, 1, 5), letter(6)),
        fund=Stated("医疗救助补助资金", letter(3)),
        budget_year=Stated(2024, letter(3, (4, 9))),
        status=Stated(Status.FORMAL, letter(3)),
        basis=(
            Basis(DocumentNumber("财社", 2024, 26), "管理办法", None, False, letter(5)),
            Basis(DocumentNumber("财社", 2023, 150), "下达通知", Status.FORMAL, True, letter(5)),
        ),
        total=money(3_000_000, "3万元", letter(5, (23, 26))),
        appropriations=(
            Appropriation(
                FundingSource.CENTRAL,
                BudgetKind.GENERAL,
                None,
                "中央财政",
                money(3_000_000, "3万元", letter(5, (23, 26))),
                Codes(income=(code,)),
                Flag(Regime.DIRECT, "01", "中央直达资金", letter(5)),
                Project("Z1", "医疗救助", letter(5)),
                letter(5),
            ),
        ),
        attachments=Attachments((Attachment("1", "分配表", letter(6)),)),
        allocation=(allocation(), allocation()),
        spending=(Spending("宣传", None, money(100_000, "0.1", letter(6)), letter(6)),),
        forms=(
            Form(
                "跟踪反馈表",
                "3",
                Unit.YUAN,
                (Stated("金额", letter(6)),),
                (FilledCell("金额", "30,000.00", letter(6), money(3_000_000, "30,000.00")),),
                (Stated("每月报送", letter(6)),),
                letter(6),
            ),
        ),
        targets=(targets(),),
        obligations=(
            Obligation(
                "甲市财政局",
                "报送绩效自评报告",
                None,
                Deadline(DeadlineKind.ABSOLUTE, "2024年6月30日前", datetime.date(2024, 6, 30)),
                "扣减下年资金",
                letter(6, (2, 12)),
            ),
        ),
        repairs=(Repair("一处单元格已归位", (letter(6),)),),
    )


@pytest.fixture
def checked() -> Checked:
    """The notice with two findings: a sum that is off, and a remark."""
    findings = (
        Finding(
            "N102",
            Severity.ERROR,
            "分配表“中央”列各行合计3.5万元，合计行为3万元，少0.5万元。",
            3_500_000,
            3_000_000,
            -500_000,
            "预算法",
            "核对各行与合计",
            (cell(2, 2), cell(3, 2), cell(4, 2)),
        ),
        Finding("N602", Severity.HINT, "2024年6月30日是星期日。", sources=(letter(6, (2, 12)),)),
    )
    return Checked(notice(), findings, (document(),))
