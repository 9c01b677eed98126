"""往返: a notice made at random is issued, read, and says the same."""

from __future__ import annotations

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

import zhida
from zhida.core import regions
from zhida.core.money import Amount, AmountState, Unit
from zhida.core.notice import (
    AllocationTable,
    Appropriation,
    Attachment,
    Attachments,
    Basis,
    Codes,
    CodeStatement,
    Column,
    ColumnRole,
    DocumentNumber,
    Flag,
    FundingSource,
    Indicator,
    Measure,
    MeasureKind,
    Notice,
    PerformanceTable,
    Regime,
    Row,
    RowKind,
    Scheme,
    SourceAmount,
    Status,
    Target,
    TargetKind,
)
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region
from zhida.documents.writing.notice import to_docx

HERE = Source("拟稿")
FUNDS = ("医疗救助补助资金", "医疗服务与保障能力提升补助资金")
CITIES = ("440900", "650100", "652900", "510100", "370600", "420500")
INCOME = CodeStatement(Scheme.INCOME, "1100249", "医疗卫生共同财政事权转移支付收入", HERE)
FUNCTION = CodeStatement(Scheme.FUNCTION, "2101505", "医疗保障政策管理", HERE)
ECONOMIC = CodeStatement(Scheme.GOV_ECON, "51301", "上下级政府间转移性支出", HERE)
FLAGS = (
    None,
    Flag(Regime.DIRECT, "01", "中央直达资金", HERE),
    Flag(Regime.DIRECT, "02", "中央参照直达资金", HERE),
)
SOURCES = (("中央资金", FundingSource.CENTRAL), ("省级资金", FundingSource.PROVINCE),
           ("市级资金", FundingSource.PREFECTURE))  # fmt: skip
INDICATORS = (
    ("产出指标", "数量指标", "开展业务培训次数", "≥{}次", TargetKind.NUMBER, "次"),
    ("产出指标", "质量指标", "培训合格率", "≥{}%", TargetKind.RATE, "%"),
    ("产出指标", "时效指标", "资金拨付及时率", "≥{}%", TargetKind.RATE, "%"),
    ("效益指标", "社会效益指标", "医保政策知晓率", "≥{}%", TargetKind.RATE, "%"),
    ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥{}%", TargetKind.RATE, "%"),
)


def money(fen: int) -> Amount:
    """An amount as the ledger holds it: never printed yet."""
    return Amount(fen, AmountState.NUMBER)


def cell(column: int, fen: int) -> Measure:
    """A cell of an allocation table."""
    return Measure(column, "", HERE, money(fen))


def row(name: str, fens: tuple[int, ...], region: Region | None, parent: int | None) -> Row:
    """A row whose last column is the sum of the others, where there are several."""
    values = (*fens, sum(fens)) if len(fens) > 1 else fens
    kind = RowKind.LEAF if region else RowKind.TOTAL
    cells = tuple(cell(at, fen) for at, fen in enumerate(values))
    return Row(name, kind, HERE, region, (), parent, cells)


@st.composite
def tables(draw: st.DrawFn, city: str, title: str) -> AllocationTable:
    """Counties of a city × one to three sources with their sum; amounts to 0.01万元."""
    counties = draw(
        st.lists(st.sampled_from(regions.children(city)), min_size=2, max_size=6, unique=True)
    )
    width = draw(st.integers(1, 3))
    fens = st.tuples(*(st.integers(1, 10**8).map(lambda n: n * 10_000) for _ in range(width)))
    drawn = [draw(fens) for _ in counties]
    last = len(counties)
    rows = [row(each.name, one, each, last) for each, one in zip(counties, drawn, strict=True)]
    sums = tuple(map(sum, zip(*drawn, strict=True)))
    unit = Unit.WAN_YUAN
    columns = [
        Column(name, MeasureKind.MONEY, funding=source, unit=unit)
        for name, source in SOURCES[:width]
    ]
    if width > 1:
        parts = tuple(range(width))
        columns.append(Column("合计", MeasureKind.MONEY, ColumnRole.TOTAL, parts, unit=unit))
    total = row("合计", sums, None, None)
    return AllocationTable(title, "1", unit, tuple(columns), (*rows, total), HERE)


@st.composite
def goals(draw: st.DrawFn, city: Region, year: int, fen: int, title: str) -> PerformanceTable:
    """The goals of the whole city: some indicators of each class, in the order of the form."""
    chosen = draw(st.lists(st.sampled_from(range(len(INDICATORS))), min_size=1, unique=True))
    made = []
    for level1, level2, name, pattern, kind, unit in (INDICATORS[at] for at in sorted(chosen)):
        value = draw(st.integers(50, 99))
        target = Target(kind, pattern.format(value), "≥", Decimal(value), unit)
        made.append(Indicator(level1, level2, name, target, HERE))
    return PerformanceTable(
        title, "2", Stated(city.name, HERE), city, Stated(year, HERE),
        (("主管部门", Stated(f"{city.name}医疗保障局", HERE)),),
        (SourceAmount("total", "年度金额", money(fen)),),
        (Stated("按时足额拨付资金，提高保障水平。", HERE),),
        tuple(made), HERE,
    )  # fmt: skip


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """A city's notice to its counties, its letter still to be worded."""
    city = regions.get(draw(st.sampled_from(CITIES)))
    assert city is not None
    year = draw(st.integers(2021, 2025))
    fund = draw(st.sampled_from(FUNDS))
    status = draw(st.sampled_from((Status.FORMAL, Status.ADVANCE)))
    act = {Status.FORMAL: "下达", Status.ADVANCE: "提前下达"}[status]
    day = draw(st.dates(datetime.date(year - 1, 1, 1), datetime.date(year, 12, 31)))
    table = draw(tables(city.code, f"{year}年{fund}分配表"))
    sums = [measure.amount.fen or 0 for measure in table.rows[-1].measures if measure.amount]
    target = draw(goals(city, year, sums[-1], f"{year}年{fund}绩效目标表"))
    flag = draw(st.sampled_from(FLAGS))
    codes = Codes(income=(INCOME,), function=(FUNCTION,), gov_econ=(ECONOMIC,))
    open_to = draw(st.sampled_from((None, "主动公开", "依申请公开", "不予公开")))
    upstream = DocumentNumber("财社", year, draw(st.integers(1, 400)))
    return Notice(
        files=(),
        doc_number=Stated(DocumentNumber(f"{city.name[0]}财社", day.year, draw(st.integers(1, 999))), HERE),
        issuers=tuple(Stated(f"{city.name}{each}", HERE) for each in ("财政局", "医疗保障局")),
        addressees=tuple(Stated(f"{each.recipient}财政局", HERE) for each in table.rows[:-1]),
        copy_to=draw(st.sampled_from(((), (Stated(f"{city.name}审计局", HERE),)))),
        title=Stated(f"关于{act}{year}年{fund}的通知", HERE),
        date=Stated(day, HERE),
        fund=Stated(fund, HERE),
        budget_year=Stated(year, HERE),
        status=Stated(status, HERE),
        basis=(Basis(upstream, f"关于{act}{year}年{fund}预算的通知", status, True, HERE),),
        total=money(sums[-1]),
        appropriations=tuple(
            Appropriation(source, None, None, label, money(fen), codes, flag)
            for (label, source), fen in zip(SOURCES, sums[: max(1, len(sums) - 1)], strict=False)
        ),
        disclosure=Stated(open_to, HERE) if open_to else None,
        attachments=Attachments((Attachment("1", table.title, HERE), Attachment("2", target.title, HERE))),
        allocation=(table,),
        targets=(target,),
        flags=(flag,) if flag else (),
        codes=codes.all,
    )  # fmt: skip


def said(notice: Notice) -> dict[str, object]:
    """What a notice says of identity, money, codes and goals, without places."""
    stated = {
        name: found.value if (found := getattr(notice, name)) else None
        for name in ("title", "date", "fund", "sub_fund", "budget_year", "status", "disclosure")
    }
    parts = [(each.total.fen, [c.code for c in each.codes.all]) for each in notice.appropriations]
    return stated | {
        "number": str(notice.doc_number.value) if notice.doc_number else None,
        "issuers": [each.value for each in notice.issuers],
        "addressees": [each.value for each in notice.addressees],
        "copies": [each.value for each in notice.copy_to],
        "basis": [(str(b.number), b.title, b.status, b.upstream) for b in notice.basis],
        "total": notice.total.fen,
        "parts": parts,
        "flags": [(flag.regime, flag.code, flag.label) for flag in notice.flags],
        "codes": [(code.scheme, code.code, code.name) for code in notice.codes],
        "attachments": [(each.label, each.title) for each in notice.attachments.listed],
        "tables": [_table(table) for table in notice.allocation],
        "goals": [_goals(table) for table in notice.targets],
    }


def _table(table: AllocationTable) -> tuple[object, ...]:
    heads = [(c.header, c.kind, c.role, c.parts, c.funding) for c in table.columns]
    rows = [
        (r.recipient, r.kind, r.region and r.region.code, r.parent,
         [m.amount and m.amount.fen for m in r.measures])
        for r in table.rows
    ]  # fmt: skip
    return table.title, table.label, table.unit, heads, rows


def _goals(table: PerformanceTable) -> tuple[object, ...]:
    return (
        table.title, table.label, table.scope and table.scope.value, table.year and table.year.value,
        [(label, value.value) for label, value in table.header],
        [(each.kind, each.label, each.amount.fen) for each in table.amounts],
        [goal.value for goal in table.goals],
        [(i.level1, i.level2, i.name, i.target) for i in table.indicators],
    )  # fmt: skip


@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(notices())
def test_a_notice_made_at_random_is_read_back_as_it_was_issued(notice: Notice) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "发文.docx").write_bytes(to_docx(notice))
        again = zhida.read(Path(folder) / "发文.docx")
        (Path(folder) / "再发.docx").write_bytes(to_docx(again))
        twice = zhida.read(Path(folder) / "再发.docx")
    assert said(again) == said(notice)
    assert said(twice) == said(again)
    found, found_again = (
        [(finding.code, finding.expected, finding.found) for finding in zhida.check(each)]
        for each in (again, twice)
    )
    assert found == found_again
    assert not [code for code, _, _ in found if code.startswith("N1")], "sums that hold stay so"
