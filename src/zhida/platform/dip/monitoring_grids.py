"""监测的表 monitoring grids: measures over years, by institution, and the spread of costs."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhida.engines.dip.result_columns import INDICES, MEASURES
from zhida.platform.dip.figures import MONEY, figure, origin, page_of
from zhida.platform.dip.grids import measure_cell, measure_title
from zhida.platform.dip.institutions import Measures
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

SPREAD = ("narrow", "middle", "wide")


def years_tables(
    lens: Lens, found: Mapping[int, Measures], pool: str, institution: str = ""
) -> tuple[Table, Table]:  # fmt: skip
    """历年指标表: indices and shares of a pool by year; an institution's stand beside its pool's."""
    indices = _years(lens, found, pool, institution, "indices", _("指数"), Kind.NUMBER)
    return indices, _years(lens, found, pool, institution, "shares", _("占比"), Kind.RATE)


def _years(
    lens: Lens, found: Mapping[int, Measures], pool: str, institution: str,
    key: str, title: str, kind: Kind,
) -> Table:  # fmt: skip
    sides = [(institution, institution), ("", _("统筹区"))] if institution else [("", "")]
    columns = [Column("measure", _("监测指标"))]
    for year in found:
        for number, (_side, words) in enumerate(sides):
            head = words or str(year)
            group = str(year) if institution else ""
            columns.append(Column(f"y{year}_{number}", head, kind, group, adds=False))
    rows = []
    for name in MEASURES:
        if (name in INDICES) != (kind is Kind.NUMBER):
            continue
        cells = [
            measure_cell(lens, each, pool, side, name)
            for each in found.values()
            for side, _words in sides
        ]
        if any(cell.value is not None for cell in cells):
            here = page_of(lens, "dip-monitoring", measure=name, pool=pool)
            rows.append(Row((Cell(measure_title(name), here), *cells)))
    day = max((each.result.day for each in found.values()), default=None)
    return Table(
        key, title, tuple(columns), rows, lens.unit, day,
        empty=_("还没有监测结果：先收取zhida dip monitor写出的json。"),
    )  # fmt: skip


def measure_table(lens: Lens, found: Measures, pool: str, name: str) -> Table:
    """指标分机构表: one measure, its numerator and denominator by institution, and of the pool."""
    index = name in INDICES
    over = Kind.NUMBER if index else Kind.MONEY if name in MONEY else Kind.COUNT
    under = Kind.MONEY if name in MONEY else Kind.COUNT
    columns = (
        Column("code", _("机构")),
        Column("numerator", _("分子"), over),
        Column("denominator", _("分母"), under),
        Column("value", measure_title(name), Kind.NUMBER if index else Kind.RATE, adds=False),
    )
    parts = ("numerator", "denominator", "value")

    def row(institution: str, first: Cell) -> Row:
        return Row(
            (first, *(measure_cell(lens, found, pool, institution, name, each) for each in parts))
        )

    rows = [
        row(institution, Cell(institution, page_of(lens, "dip-institution", institution)))
        for institution in found.institutions(pool)
        if (pool, institution, name) in found.rows
    ]
    total = row("", Cell(_("统筹区"))) if rows else None
    title = _("{measure}，各机构").format(measure=measure_title(name))
    return Table("measure", title, columns, rows, lens.unit, found.result.day, total)


def spread_table(lens: Lens, found: Mapping[int, Measures], pool: str) -> Table:
    """变异系数表: how many groups have costs that lie close together, by year."""
    names = {"narrow": _("CV小于0.5"), "middle": _("CV在0.5至1"), "wide": _("CV大于1"), "all": _("合计")}  # fmt: skip
    columns = (
        Column("year", _("年度")),
        *(Column(key, words, Kind.COUNT, adds=False) for key, words in names.items()),
    )
    rows = []
    for year, each in found.items():
        counted = spread_of(each, pool)
        if counted is None:
            continue
        told = {**counted, "all": sum(counted.values())}
        rows.append(Row((
            Cell(str(year)),
            *(figure(value, origin(lens, each.result, "spread", pool=pool, field=key))
              for key, value in told.items()),
        )))  # fmt: skip
    day = max((each.result.day for each in found.values()), default=None)
    return Table(
        "spread", _("病种费用的变异系数"), columns, rows, lens.unit, day,
        notes=(_("只计一例以上的病种；变异系数越小，同一病种的费用越接近。"),),
    )  # fmt: skip


def spread_of(found: Measures, pool: str) -> dict[str, int] | None:
    """变异系数: groups by span; None where the result tells of another pool."""
    for row in found.result.body["variation"]:
        if row["pool"] == pool:
            return {key: row[key] for key in SPREAD}
    return None
