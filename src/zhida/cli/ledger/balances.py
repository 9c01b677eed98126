"""zhida ledger balances: what stands on the accounts, now or as of a day."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from zhida.cli.days import day_of
from zhida.cli.installation import As, acting, refuse
from zhida.cli.ledger.tables import AsCsv, AsJson, AsXlsx, InUnit, deliver, unit_of


def balances(
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="单位代码", help="只看一个单位。")
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="区划", help="一个区划及以下；省略时为本区划。"),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="预算年度。")] = None,
    as_of_booked: Annotated[
        str | None,
        typer.Option("--as-of-booked", metavar="日期[T时间]", help="到这一刻为止已记账的。"),
    ] = None,
    as_of_document: Annotated[
        str | None,
        typer.Option("--as-of-document", metavar="日期", help="文件日期不晚于这一天的。"),
    ] = None,
    csv: AsCsv = None,
    xlsx: AsXlsx = None,
    as_json: AsJson = False,
    unit: InUnit = "万元",
    who: As = None,
) -> None:
    """余额表：每条指标一行，每个科目一列；可以看任何一天或一刻的余额。"""
    from zhida.documents.ledger.account_grids import balance_grid

    if holder is not None and region is not None:
        refuse("--holder 和 --region 只能写一个")
    chosen = unit_of(unit)
    booked, document = _moment(as_of_booked), day_of(as_of_document)
    with acting(who) as actor:
        from zhida.platform.ledger.queries import balances_by_line

        place = region if holder or region else actor.region
        table = balances_by_line(
            holder=holder,
            region=place,
            year=year,
            as_of_booked=booked,
            as_of_document=document,
        )
    of = f"{holder or place}指标余额"
    deliver([balance_grid(table, of + _as_of(booked, document))], chosen, csv, xlsx, as_json)


def _as_of(booked: datetime.datetime | None, document: datetime.date | None) -> str:
    words = [f"记账截至{booked.strftime('%Y-%m-%d %H:%M:%S')}"] if booked else []
    words += [f"文件截至{document.isoformat()}"] if document else []
    return f"，{'，'.join(words)}" if words else ""


def _moment(text: str | None) -> datetime.datetime | None:
    """A day means its end; a moment without a zone is that of this machine."""
    if text is None:
        return None
    try:
        if len(text) == len("2025-01-31"):
            day = datetime.date.fromisoformat(text)
            return datetime.datetime.combine(day, datetime.time.max).astimezone()
        return datetime.datetime.fromisoformat(text).astimezone()
    except ValueError:
        refuse(f"“{text}”不是时间，请写成 2025-01-31 或 2025-01-31T09:30 的形式")
