"""zhida progress: where the money stands on a day, and how long it has stood there."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.days import day_of
from zhida.cli.installation import As, acting, refuse
from zhida.cli.ledger.tables import AsCsv, AsJson, AsXlsx, InUnit, deliver, unit_of

if TYPE_CHECKING:
    from zhida.core.execution.pace import SpendingPlan
    from zhida.core.ledger.chart import Book
    from zhida.core.notice.appropriations import FundingSource
    from zhida.documents.ledger.grids import Grid
    from zhida.platform.access.policy import Actor
    from zhida.platform.execution.progress import Grouping
    from zhida.platform.execution.selecting import Selection

_BY = {
    "region": "区划",
    "holder": "单位",
    "line": "指标",
    "level": "级次",
    "fund": "资金",
    "source": "来源",
}


def progress(
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="区划", help="一个区划及以下；省略时为本区划。"),
    ] = None,
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="单位代码", help="只看一个单位。")
    ] = None,
    line: Annotated[
        str | None,
        typer.Option("--line", metavar="指标", help="只看这些指标：文号，或主键的前八位以上。"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年度", help="预算年度；省略时为数据日期所在的年度。"),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="日期", help="文件日期不晚于这一天的；省略时为现在。"),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="分组", help="region、holder、line、level、fund 或 source。"),
    ] = None,
    fund: Annotated[
        str | None, typer.Option("--fund", metavar="资金", help="只看一项资金。")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="来源", help="只看中央、省级、市级或县级的资金。"),
    ] = None,
    flag: Annotated[
        str | None, typer.Option("--flag", metavar="标识", help="只看一种直达资金标识，例如 01。")
    ] = None,
    book: Annotated[
        str, typer.Option("--book", metavar="账簿", help="quota、insurance 或 aid。")
    ] = "quota",
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="计划.csv", help="与这份分月用款计划比较；省略时为已导入的现行计划。"
        ),
    ] = None,
    steps: Annotated[bool, typer.Option("--steps", help="各环节用了多少天。")] = False,
    idle: Annotated[
        int | None,
        typer.Option("--idle", metavar="天数", min=0, help="这么多天没有变动的资金。"),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="列出这些金额的每一张凭证。")
    ] = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="画一张进度图。")
    ] = None,
    csv: AsCsv = None,
    xlsx: AsXlsx = None,
    as_json: AsJson = False,
    unit: InUnit = "万元",
    who: As = None,
) -> None:
    """执行进度：收到、挂接、可执行、支付和进度，对比时间进度和用款计划；每分钱只算一次。"""
    from zhida.documents.execution.progress_grids import (
        effects_grid,
        idle_grid,
        progress_grid,
        steps_grid,
    )
    from zhida.documents.execution.progress_svg import write_progress_svg
    from zhida.documents.writing.replacing import UnwritableReport

    if sum(map(bool, (region, holder, line))) > 1:
        refuse("--region、--holder 和 --line 只能写一个")
    if sum((steps, idle is not None, evidence)) > 1:
        refuse("--steps、--idle 和 --evidence 一次只能写一个")
    if svg is not None and (steps or idle is not None or evidence):
        refuse("--svg 画的是进度，不能与 --steps、--idle 和 --evidence 同用")
    chosen, day = unit_of(unit), day_of(on)
    as_of = day or datetime.datetime.now().astimezone().date()
    year = year if year is not None else as_of.year
    plans = _plans(plan, year)
    grids: list[Grid] = []
    with acting(who) as actor:
        from zhida.platform.execution.evidence import effects
        from zhida.platform.execution.moving import all_steps, step_days
        from zhida.platform.execution.moving import idle as idle_rows
        from zhida.platform.execution.progress import Grouping, progress_rows

        place = region or ("" if holder or line else actor.region)
        _may_look(actor, place, holder)
        asked = _selection(
            place, holder, line, year, _fund(fund), _source(source), flag, _book(book), day
        )
        grouping = _grouping(by, Grouping.REGION if place else Grouping.LINE, asked)
        of = f"{_name(place or holder or '') or line}"
        if steps:
            by_holder = grouping is not Grouping.LINE
            rows = step_days(asked, as_of, by_holder)
            grids.append(steps_grid(f"{of}各环节用时", rows, as_of, all_steps(asked, as_of)))
        elif idle is not None:
            title = f"{of}闲置资金"
            grids.append(idle_grid(title, idle_rows(asked, as_of, idle), as_of, idle))
        elif evidence:
            grids.append(effects_grid(f"{of}进度的凭证", effects(asked), as_of))
        else:
            found = progress_rows(asked, grouping)
            if plan is None:
                plans = _in_force(place or _place(holder) or actor.region, asked, grouping)
            title = f"{of}执行进度（按{_BY[grouping]}）"
            grids.append(progress_grid(title, found, year, as_of, plans))
            if not grids[-1].rows:
                _tell_years(year, asked.book)
            unused = sorted(set(plans) - {row.key for row in found} - {""})
            if unused:
                messages().print(f"计划中的这些名称不在表中：{'、'.join(unused)}", soft_wrap=True)
            if svg is not None:
                try:
                    write_progress_svg(svg, title, found, year, as_of, plans, chosen)
                except UnwritableReport as error:
                    refuse(str(error))
                messages().print(f"已写入 {svg}", soft_wrap=True)
    deliver(grids, chosen, csv, xlsx, as_json)


def _in_force(region: str, asked: Selection, grouping: Grouping) -> dict[str, SpendingPlan]:
    """The region's own plan of the year, where all money is asked for."""
    from zhida.platform.execution.plan_queries import plan_in_force

    if asked.fund or asked.source is not None or asked.flag:
        return {}
    plan = plan_in_force(region, asked.year, grouping)
    if plan is None:
        return {}
    whole = {} if plan.summed or plan.whole is None or not asked.region else {"": plan.whole}
    messages().print(
        f"对照{asked.year}年度用款计划：{plan.file.file}（{plan.file.decided_by}确认）",
        soft_wrap=True,
    )
    return {**plan.rows, **whole}


def _place(holder: str | None) -> str:
    """The region of an agency."""
    from zhida.platform.regions.models import Agency

    return Agency.objects.values_list("region_id", flat=True).get(code=holder) if holder else ""


def _tell_years(year: int, book: Book) -> None:
    """Where a year has nothing: the years that have."""
    from zhida.platform.execution.selecting import recorded_years

    others = "、".join(str(each) for each in recorded_years(book) if each != year)
    if others:
        messages().print(f"{year}年度没有记录；有记录的年度：{others}（--year）", soft_wrap=True)


def _selection(
    place: str,
    holder: str | None,
    line: str | None,
    year: int,
    fund: str,
    source: FundingSource | None,
    flag: str | None,
    book: Book,
    on: datetime.date | None,
) -> Selection:
    from zhida.platform.execution.selecting import Selection
    from zhida.platform.ledger.queries import find_lines

    lines = None
    if line is not None:
        lines = tuple(find_lines(line))
        if not lines:
            refuse(f"在当前范围内没有找到“{line}”。请写指标主键、文号、单位代码或名称")
    return Selection(
        year,
        region=place,
        holder=holder or "",
        lines=lines,
        book=book,
        fund=fund,
        source=source,
        flag=flag or "",
        on=on,
    )


def _may_look(actor: Actor, region: str, holder: str | None) -> None:
    """What isn't there, or isn't the actor's to see, is said so, not shown empty."""
    from zhida.platform.access.policy import require
    from zhida.platform.access.queries import about
    from zhida.platform.regions.models import Agency, Region

    if holder:
        agency = Agency.objects.filter(code=holder).first()
        if agency is None:
            refuse(f"没有代码为“{holder}”的单位，请用 zhida agencies 查找")
        region = agency.region_id
    if region and not Region.objects.filter(code=region).exists():
        refuse(f"没有代码为“{region}”的区划，请用 zhida regions 查找")
    if region:
        require(actor, "see", about(region))


def _name(code: str) -> str:
    from zhida.platform.regions.models import Agency, Region

    for model in (Region, Agency):
        found = model.objects.filter(code=code).values_list("name", flat=True).first()
        if found:
            return str(found)
    return code


def _grouping(word: str | None, usual: Grouping, asked: Selection) -> Grouping:
    from zhida.platform.execution.progress import Grouping

    if word is None:
        return usual
    codes = {**{name: code for code, name in _BY.items()}, **{code: code for code in _BY}}
    if word not in codes:
        refuse(f"不能按“{word}”分组，请写其中之一：{'、'.join(_BY)}")
    grouping = Grouping(codes[word])
    if grouping is Grouping.REGION and not asked.region:
        refuse("按区划分组时，请用 --region 写一个区划，不写单位和指标")
    return grouping


def _fund(word: str | None) -> str:
    """A fund by its name, or by words that name one."""
    from zhida.core.funds import get, recognise

    if not word or get(word):
        return word or ""
    found = recognise(word)
    return found.fund.name if found else word


def _source(word: str | None) -> FundingSource | None:
    from zhida.core.notice.appropriations import FundingSource
    from zhida.documents.writing.words import FUNDING

    if word is None:
        return None
    known = {**{name: code for code, name in FUNDING.items()}, **{str(c): c for c in FundingSource}}
    if word not in known:
        refuse(f"没有“{word}”这个来源，请写其中之一：{'、'.join(FUNDING.values())}")
    return known[word]


def _book(word: str) -> Book:
    from zhida.core.ledger.chart import Book
    from zhida.data import load

    names = {row["name"]: Book(row["book"]) for row in load("books")}
    known = names | {str(each): each for each in Book}
    if word not in known:
        refuse(f"没有“{word}”这个账簿，请写其中之一：{'、'.join(map(str, Book))}")
    return known[word]


def _plans(path: Path | None, year: int) -> dict[str, SpendingPlan]:
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.execution.plan_file import read_plan

    if path is None:
        return {}
    try:
        return read_plan(path, year)
    except FaultyInput as error:
        refuse(str(error))
