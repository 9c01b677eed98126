"""拟稿 drafts made at random: every kind of thing that a notice to the next level can state."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import hypothesis.strategies as st

from zhida.core import regions
from zhida.core.money import Amount, AmountState, Unit, format_fen, step_of
from zhida.core.notice import (
    AllocationTable,
    Basis,
    BudgetKind,
    Codes,
    CodeStatement,
    Column,
    ColumnRole,
    Deadline,
    DeadlineKind,
    DocumentNumber,
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
    Row,
    RowKind,
    Scheme,
    SourceAmount,
    Status,
    Target,
    TargetKind,
)
from zhida.core.notice.issuing import Draft, Line, Share, notice_of
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region

HERE = Source("拟稿")
CITIES = ("440900", "650100", "652900", "510100", "370600", "420500")
PROVINCES = ("430000", "340000", "610000")
CAPACITY = "医疗服务与保障能力提升补助资金"
MANAGEMENT = (("21015", "医疗保障管理事务"), ("2101505", "医疗保障政策管理"))
FUNDS = (
    (CAPACITY, "医疗保障服务能力建设部分", MANAGEMENT),
    (CAPACITY, None, MANAGEMENT),
    ("医疗救助补助资金", None, (("2101301", "城乡医疗救助"),)),
)
DIRECT = Flag(Regime.DIRECT, "01", "中央直达资金", HERE)
FLAGS = (
    None,
    DIRECT,
    Flag(Regime.DIRECT, "02", "中央参照直达资金", HERE),
    Flag(Regime.DIRECT, "09", "其他资金", HERE),
    Flag(Regime.TRACKED, None, "追踪", HERE),
)
LEVELS = (
    ("中央财政补助资金", FundingSource.CENTRAL),
    ("省级财政补助资金", FundingSource.PROVINCE),
    ("市级财政补助资金", FundingSource.PREFECTURE),
)
INDICATORS = (
    ("产出指标", "数量指标", "开展业务培训次数", "≥{}次", TargetKind.NUMBER, "次"),
    ("产出指标", "数量指标", "建成基层服务示范点个数", "≥{}个", TargetKind.NUMBER, "个"),
    ("产出指标", "数量指标", "定点医药机构监督检查覆盖家数", "≥{}家", TargetKind.NUMBER, "家"),
    (
        "产出指标",
        "质量指标",
        "医保信息系统重大安全事件按规定时限响应处置率",
        "≥{}%",
        TargetKind.RATE,
        "%",
    ),
    ("产出指标", "质量指标", "培训合格率", "≥{}%", TargetKind.RATE, "%"),
    ("产出指标", "时效指标", "资金拨付及时率", "≥{}%", TargetKind.RATE, "%"),
    ("效益指标", "社会效益指标", "医保政策知晓率", "≥{}%", TargetKind.RATE, "%"),
    (
        "效益指标",
        "可持续影响指标",
        "基本医疗保险基金累计结余可支付能力达标率",
        "≥{}%",
        TargetKind.RATE,
        "%",
    ),
    ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥{}%", TargetKind.RATE, "%"),
)
GOALS = (
    "目标1：按时足额拨付资金，提高保障水平。",
    "目标2：推进医保信息化建设，完善经办管理服务体系，规范经办流程，提升服务能力和群众满意度。",
    "目标3：加强基金监管，实现定点医药机构监督检查全覆盖。",
)
FORM_COLUMNS = (
    ("序号", "项目名称", "下达文号", "下达金额", "实际支出数", "未支出原因"),
    ("地区", "项目名称", "下达资金/文号", "下达资金/金额", "支出情况/支出数", "支出情况/支出进度"),
)
FORM_RULES = ("支出数以国库集中支付数据为准。", "金额保留两位小数。")


def code(scheme: Scheme, number: str, name: str) -> CodeStatement:
    """A classification code of a draft."""
    return CodeStatement(scheme, number, name, HERE)


INCOME = code(Scheme.INCOME, "1100249", "医疗卫生共同财政事权转移支付收入")
TRANSFER = code(Scheme.TRANSFER_FUNCTION, "2300249", "医疗卫生共同财政事权转移支付支出")
ECONOMIC = code(Scheme.GOV_ECON, "51301", "上下级政府间转移性支出")
LOTTERY = Codes(
    function=(code(Scheme.FUNCTION, "2296013", "用于城乡医疗救助的彩票公益金支出"),),
    gov_econ=(ECONOMIC,),
)


def money(fen: int) -> Amount:
    """An amount as printed in 万元."""
    printed = format_fen(fen).removesuffix("万元")
    return Amount(fen, AmountState.NUMBER, printed, step_of(printed, Unit.WAN_YUAN))


@st.composite
def codes(draw: st.DrawFn, function: tuple[str, str]) -> Codes:
    """The codes of general money: always income and function, at times the others."""
    return Codes(
        income=(INCOME,),
        transfer_function=(TRANSFER,) if draw(st.booleans()) else (),
        function=(code(Scheme.FUNCTION, *function),),
        gov_econ=(ECONOMIC,) if draw(st.booleans()) else (),
    )


@st.composite
def lines(draw: st.DrawFn, fund: str, function: tuple[str, str]) -> tuple[Line, ...]:
    """One line; general and lottery money; or money of two or three levels."""
    shape = draw(st.sampled_from(("one", "levels", *(["lottery"] if "救助" in fund else []))))
    flag = draw(st.sampled_from(FLAGS))
    project = draw(st.sampled_from((None, Project("10000015Z155080000004", None, HERE))))
    own = draw(codes(function))
    central = FundingSource.CENTRAL
    if shape == "one":
        return (Line(central, None, own, flag, project),)
    if shape == "lottery":
        general = Line(central, BudgetKind.GENERAL, own, flag, project, "一般公共预算资金")
        fund_money = Line(central, BudgetKind.GOVERNMENT_FUND, LOTTERY, flag, project, "彩票公益金")
        return general, fund_money
    count = draw(st.integers(2, 3))
    flagged = flag if flag is None or flag.regime is Regime.DIRECT else None
    return tuple(
        Line(source, None, own, flagged if source is central else None, project, label)
        for label, source in LEVELS[:count]
    )


@st.composite
def shares(draw: st.DrawFn, home: Region, count: int, *, netted: bool) -> tuple[Share, ...]:
    """Places below the issuer, of a province by city; amounts to 0.01万元."""
    fens = st.tuples(*(st.integers(1, 10**7).map(lambda n: n * 10_000) for _ in range(count)))
    below = regions.children(home.code)
    places = draw(st.lists(st.sampled_from(below), min_size=2, max_size=20, unique=True))
    groups: list[tuple[Region | None, list[Region]]] = [(None, places)]
    if home.code in PROVINCES and draw(st.booleans()):
        cities = [each for each in below if len(regions.children(each.code)) > 2]
        chosen = draw(st.lists(st.sampled_from(cities), min_size=2, max_size=5, unique=True))
        groups = [(city, draw(counties(city))) for city in chosen]
    return tuple(
        Share(place.name, draw(fens), place, group, draw(fens) if netted else None)
        for group, places in groups
        for place in places
    )


def counties(city: Region) -> st.SearchStrategy[list[Region]]:
    """Some counties of a city."""
    return st.lists(
        st.sampled_from(regions.children(city.code)),
        min_size=2,
        max_size=14,
        unique_by=lambda place: place.name,
    )


@st.composite
def goals(draw: st.DrawFn, place: Region, year: int, fund: str, fen: int) -> PerformanceTable:
    """The goals of one place: some indicators of each class, in the order of the form."""
    chosen = draw(st.lists(st.sampled_from(range(len(INDICATORS))), min_size=1, unique=True))
    made = []
    for level1, level2, name, pattern, kind, unit in (INDICATORS[at] for at in sorted(chosen)):
        value = draw(st.integers(50, 99))
        target = Target(kind, pattern.format(value), "≥", Decimal(value), unit)
        made.append(Indicator(level1, level2, name, target, HERE))
    return PerformanceTable(
        "", "", Stated(place.name, HERE), place, Stated(year, HERE),
        (("项目名称", Stated(fund, HERE)), ("主管部门", Stated(f"{place.name}医疗保障局", HERE))),
        (SourceAmount("total", "年度金额", money(fen)),),
        tuple(Stated(each, HERE) for each in GOALS[: draw(st.integers(1, len(GOALS)))]),
        tuple(made), HERE,
    )  # fmt: skip


@st.composite
def forms(draw: st.DrawFn, fen: int) -> Form:
    """A feedback form, its header of one or two rows, at times with cells filled in."""
    columns = draw(st.sampled_from(FORM_COLUMNS))
    column = next(each for each in columns if each.endswith("金额"))
    cells: tuple[FilledCell, ...] = ()
    if draw(st.booleans()):
        printed = format_fen(fen, Unit.YUAN, places=2).removesuffix("元")
        amount = Amount(fen, AmountState.NUMBER, printed, 1)
        cells = (
            FilledCell("项目名称", "医保信息化", HERE),
            FilledCell(column, printed, HERE, amount),
        )
    rules = draw(st.lists(st.sampled_from(FORM_RULES), unique=True))
    return Form(
        "资金使用情况跟踪反馈表", "", Unit.YUAN,
        tuple(Stated(each, HERE) for each in columns), cells,
        tuple(Stated(each, HERE) for each in rules), HERE,
    )  # fmt: skip


@st.composite
def duties(draw: st.DrawFn, year: int, receiver: str) -> tuple[Obligation, ...]:
    """Dated duties: a day, a day each month, some days after receipt."""
    day = draw(st.dates(datetime.date(year, 1, 1), datetime.date(year, 11, 30)))
    printed = f"{day.year}年{day.month}月{day.day}日前"
    choices = (
        Obligation(None, f"向{receiver}报送资金分配情况", receiver,
                   Deadline(DeadlineKind.ABSOLUTE, printed, day),
                   draw(st.sampled_from((None, "逾期将通报"))), HERE),
        Obligation("各县（市、区）财政局", f"将支出进度反馈至{receiver}", receiver,
                   Deadline(DeadlineKind.RECURRING, "每月5日前", recurrence="monthly"), None, HERE),
    )  # fmt: skip
    return tuple(each for each in choices if draw(st.booleans()))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft of a city to its counties, or of a province to its cities or their counties."""
    home = regions.get(draw(st.sampled_from((*CITIES, *PROVINCES))))
    assert home is not None
    office = "财政厅" if home.code in PROVINCES else "财政局"
    health = office.replace("财政", "医疗保障").replace("厅", "局")
    fund, part, functions = draw(st.sampled_from(FUNDS))
    year = draw(st.integers(2021, 2025))
    status = draw(st.sampled_from((Status.FORMAL, Status.ADVANCE)))
    netted = status is Status.FORMAL and draw(st.booleans())
    first, last = (year - 1, year - 1) if status is Status.ADVANCE else (year, year)
    day = draw(st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))
    given_lines = draw(lines(fund, draw(st.sampled_from(functions))))
    shared = draw(shares(home, len(given_lines), netted=netted))
    chosen = draw(st.lists(st.sampled_from(shared), max_size=3, unique=True))
    targets = tuple(
        draw(goals(each.region, year, fund, sum(each.fens))) for each in chosen if each.region
    )
    total = sum(sum(each.fens) for each in shared)
    act = {Status.FORMAL: "下达", Status.ADVANCE: "提前下达"}[status]
    above = Basis(
        DocumentNumber("财社", day.year, draw(st.integers(1, 400))),
        f"关于{act}{year}年{fund}预算的通知", status, True, HERE,
    )  # fmt: skip
    condition = f"该资金待{year}年预算年度开始后，方可使用"
    return Draft(
        number=DocumentNumber(f"{home.name[0]}财社", day.year, draw(st.integers(1, 999))),
        date=day,
        issuers=tuple(f"{home.name}{each}" for each in (office, health)[: draw(st.integers(1, 2))]),
        addressees=tuple(dict.fromkeys(map(_office, shared))),
        fund=fund,
        sub_fund=part,
        year=year,
        status=status,
        lines=given_lines,
        shares=shared,
        basis=(above,),
        unit=draw(st.sampled_from((Unit.WAN_YUAN, Unit.YUAN))),
        copy_to=draw(st.sampled_from(((), (f"{home.name}审计局",)))),
        availability=condition if status is Status.ADVANCE and draw(st.booleans()) else None,
        disclosure=draw(st.sampled_from((None, "主动公开", "依申请公开", "不予公开"))),
        obligations=draw(duties(day.year, f"{home.name}{office}")),
        targets=targets,
        forms=draw(st.sampled_from(((), (draw(forms(total)),)))),
    )  # fmt: skip


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """The notice of a draft; at times with a table of many rows, or with more columns."""
    notice = notice_of(draw(drafts()))
    if draw(st.booleans()):
        return notice
    tables = tuple(draw(elaborate(each)) for each in notice.allocation)
    return replace(notice, allocation=tables)


@st.composite
def elaborate(draw: st.DrawFn, table: AllocationTable) -> AllocationTable:
    """A table with columns of counts and words added, its money below a common head."""
    heads = [each.header for each in table.columns]
    columns = table.columns
    if draw(st.booleans()) and all(each.role is ColumnRole.PART for each in columns[:-1]):
        columns = tuple(replace(each, header=f"分配资金/{each.header}") for each in columns)
    extra: list[Column] = []
    if draw(st.booleans()):
        extra.append(Column("救助人数(人)", MeasureKind.COUNT))
    if draw(st.booleans()):
        extra.append(Column("备注", MeasureKind.TEXT))
    return replace(
        table,
        columns=(*columns, *extra),
        rows=_counted(table.rows, extra, len(heads), draw(st.integers(1, 5000))),
    )


def _counted(rows: tuple[Row, ...], extra: list[Column], first: int, each: int) -> tuple[Row, ...]:
    """Rows with a count and a remark; sums count what is below them."""
    counts = {at: each + at for at, row in enumerate(rows) if row.kind is RowKind.LEAF}
    for kind in (RowKind.SUBTOTAL, RowKind.TOTAL):
        for at, row in enumerate(rows):
            if row.kind is kind:
                below = (n for n, one in enumerate(rows) if one.parent == at)
                counts[at] = sum(counts[n] for n in below)
    return tuple(
        replace(row, measures=(*row.measures, *_extra(extra, first, counts[at], row.kind)))
        for at, row in enumerate(rows)
    )


def _extra(extra: list[Column], first: int, count: int, kind: RowKind) -> Iterator[Measure]:
    for at, column in enumerate(extra, first):
        if column.kind is MeasureKind.COUNT:
            yield Measure(at, str(count), HERE, count=count)
        elif kind is RowKind.LEAF:
            yield Measure(at, "用于经办服务能力建设", HERE, text="用于经办服务能力建设")


def _office(share: Share) -> str:
    """The addressee for a recipient: the finance office of its place, or of the group's."""
    return f"{share.group.name if share.group else share.recipient}财政局"
