"""模拟的表 simulation grids: what a plan gives each institution and each level, beside what stands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhida.platform.dip.figures import figure, origin, page_of, share, simulated_href
from zhida.platform.dip.grids import FEN_COLUMNS, insurance
from zhida.platform.dip.models import Result
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def compared_table(lens: Lens, result: Result, table: str) -> Table:
    """模拟对比表: of `institutions` or `levels`; the total is of all rows."""
    institutions = table == "institutions"
    first = (
        (Column("code", _("机构")), Column("level", _("等级")))
        if institutions
        else (Column("level", _("等级")),)
    )
    columns = (
        *first,
        Column("insutype", _("险种")),
        Column("cases", _("病例"), Kind.COUNT),
        *(Column(name, str(words), Kind.MONEY) for name, words in FEN_COLUMNS.items()),
        Column("pay_rate", _("方案支付率"), Kind.RATE, formula="{plan_fen}/{cost_fen}", adds=False),
    )
    rows = [_row(lens, result, each, institutions) for each in result.body[table]]
    names = ("cases", *FEN_COLUMNS)

    def to(name: str) -> str:
        return origin(lens, result, "simulated", field=name, table=table)

    sums = {name: sum(each[name] for each in result.body[table]) for name in names}
    total = Row((
        Cell(_("合计")), *(Cell() for _column in columns[1 : len(first) + 1]),
        *(figure(sums[name], to(name)) for name in names),
        figure(share(sums["plan_fen"], sums["cost_fen"]), to("pay_rate")),
    ))  # fmt: skip
    title = _("各机构") if institutions else _("各等级")
    return Table(table, title, columns, rows, lens.unit, result.day, total if rows else None)


def _row(lens: Lens, result: Result, each: dict[str, Any], institutions: bool) -> Row:
    def cell(name: str) -> Cell:
        tone = ""
        if name == "difference_fen" and each[name]:
            tone = "ok" if each[name] > 0 else "late"
        return figure(each[name], simulated_href(lens, result, each, name), tone)

    level = Cell(each["level"] or _("未填"))
    code = each["fixmedins_code"]
    first = (
        (Cell(code, page_of(lens, "dip-institution", code)), level) if institutions else (level,)
    )
    rate = share(each["plan_fen"], each["cost_fen"])
    return Row((
        *first, Cell(insurance(each["insutype"])), *(cell(name) for name in ("cases", *FEN_COLUMNS)),
        figure(rate, simulated_href(lens, result, each, "pay_rate")),
    ))  # fmt: skip
