"""病种付费的表 grids: the tables of institutions, uploads and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core import regions
from zhida.data import load
from zhida.engines.dip.result_columns import MEASURES
from zhida.platform.dip.figures import figure, measured, origin, page_of, share
from zhida.platform.dip.institutions import Institution, Institutions, Measures
from zhida.platform.dip.models import Result
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

QUALITY_NAMES: Mapping[str, str | Promise] = {
    "lists": gettext_lazy("清单"),
    "in_time": gettext_lazy("及时上传"),
    "in_time_rate": gettext_lazy("及时率"),
    "passed": gettext_lazy("质控通过"),
    "passed_rate": gettext_lazy("质控通过率"),
    "returned": gettext_lazy("被退回"),
    "resubmitted": gettext_lazy("重新上报"),
    "median_days": gettext_lazy("中位天数"),
    "p90_days": gettext_lazy("90%在几天内"),
    "most_days": gettext_lazy("最长天数"),
    "unknown": gettext_lazy("无法计算天数"),
    "band_0": gettext_lazy("0—1天"),
    "band_1": gettext_lazy("2—3天"),
    "band_2": gettext_lazy("4—7天"),
    "band_3": gettext_lazy("8—14天"),
    "band_4": gettext_lazy("15—30天"),
    "band_5": gettext_lazy("30天以上"),
}
FEN_COLUMNS: Mapping[str, str | Promise] = {
    "cost_fen": gettext_lazy("总费用"),
    "booked_fen": gettext_lazy("原办法记账基金"),
    "now_fen": gettext_lazy("现行应分"),
    "plan_fen": gettext_lazy("方案应分"),
    "difference_fen": gettext_lazy("差额"),
}
BANDS = tuple(f"band_{n}" for n in range(6))
SIDE_BY_SIDE = ("grouped", "cmi", "cost_index", "time_index")
"""The measures that stand beside every institution."""


def quality_name(name: str) -> str:
    """质控指标名: in the language of the page. Raises KeyError for what is none."""
    return str(QUALITY_NAMES[name])


def insurance(code: str) -> str:
    """险种: its name where the table has one."""
    names = {row["insutype"]: row["name"] for row in load("dip_insurances")}
    return label(names[code]) if code in names else code


def pool_name(code: str) -> str:
    """统筹区: its place with its code, the first four digits of the region's.

    >>> pool_name("6501")
    '乌鲁木齐市（6501）'
    """
    place = regions.get(f"{code}00")
    return f"{place.name}（{code}）" if place else code


def pool_choices(codes: Sequence[str]) -> list[tuple[str, str]]:
    """统筹区选项: by code, with what each is called."""
    return [(code, pool_name(code)) for code in codes]


def measure_title(name: str) -> str:
    """指标名称: as the engine calls it."""
    return label(MEASURES[name])


def institutions_table(lens: Lens, found: Institutions, pool: str) -> Table:
    """机构表: every institution with its uploads, its measures in the pool, and its settlement."""
    uploads = (
        ("lists", Kind.COUNT), ("in_time_rate", Kind.RATE), ("passed_rate", Kind.RATE),
        ("median_days", Kind.COUNT), ("p90_days", Kind.COUNT),
    )  # fmt: skip
    columns = (
        Column("code", _("机构")),
        Column("level", _("等级")),
        *(Column(name, quality_name(name), kind, _("清单上传"), adds=name == "lists")
          for name, kind in uploads),
        *(Column(name, measure_title(name), Kind.RATE if name == "grouped" else Kind.NUMBER,
                 _("入组和消耗"), adds=False) for name in SIDE_BY_SIDE),
        Column("settled", _("年度清算")),
    )  # fmt: skip
    rows = [
        Row((
            Cell(each.code, page_of(lens, "dip-institution", each.code)),
            Cell(each.level or None),
            *(quality_cell(lens, found.quality, each, name) for name, _kind in uploads),
            *(measure_cell(lens, found.measures, pool, each.code, name) for name in SIDE_BY_SIDE),
            Cell(_("已清算") if each.settled else _("未清算"), tone="ok" if each.settled else "warn"),
        ))
        for each in found.institutions
    ]  # fmt: skip
    total = Row((
        Cell(_("合计")), Cell(),
        *(whole_cell(lens, found.quality, name) for name, _kind in uploads),
        *(measure_cell(lens, found.measures, pool, "", name) for name in SIDE_BY_SIDE),
        Cell(),
    ))  # fmt: skip
    day = found.quality.day if found.quality else None
    return Table(
        "institutions", _("各机构"), columns, rows, lens.unit, day, total if rows else None,
        notes=(_("清单及时率、通过率的合计按全部清单计算；入组和消耗的合计是统筹区的值。"),),
        empty=_("还没有机构：先收取质控报告（zhida dip check --report）。"),
    )  # fmt: skip


def quality_cell(lens: Lens, result: Result | None, institution: Institution, name: str) -> Cell:
    """质控格: of an institution."""
    row = institution.quality
    if result is None or row is None:
        return Cell()
    part = {"in_time_rate": "in_time", "passed_rate": "passed"}.get(name)
    value = share(row[part], row["lists"]) if part else row[name]
    return figure(value, origin(lens, result, "quality", field=name, institution=institution.code))


def whole_cell(lens: Lens, result: Result | None, name: str) -> Cell:
    """质控合计格: of all institutions; days have none."""
    if result is None or name.endswith("_days"):
        return Cell()
    rows = result.body["by_institution"]

    def summed(key: str) -> int:
        return sum(each[key] for each in rows)

    part = {"in_time_rate": "in_time", "passed_rate": "passed"}.get(name)
    value: int | Fraction | None = share(summed(part), summed("lists")) if part else summed(name)
    return figure(value, origin(lens, result, "quality", field=name))


def measure_cell(
    lens: Lens, found: Measures | None, pool: str, institution: str, name: str, part: str = "value"
) -> Cell:
    """指标格: of an institution or, for "", of its pool; empty where it wasn't measured."""
    row = found.rows.get((pool, institution, name)) if found else None
    if found is None or row is None:
        return Cell()
    href = origin(
        lens, found.result, "measure", pool=pool, institution=institution, name=name, part=part
    )
    return figure(measured(row, part)[0], href)


def uploads_table(lens: Lens, found: Institutions) -> Table:
    """上传时效表: of each institution, how many days its lists took; the latest first."""
    result = found.quality
    plain = (
        ("lists", Kind.COUNT), ("in_time", Kind.COUNT), ("in_time_rate", Kind.RATE),
        ("median_days", Kind.COUNT), ("p90_days", Kind.COUNT), ("most_days", Kind.COUNT),
    )  # fmt: skip
    bands = tuple((name, Kind.COUNT) for name in (*BANDS, "unknown"))
    columns = (
        Column("code", _("机构")),
        Column("timely", _("达标")),
        *(Column(name, quality_name(name), kind, _("时效"), adds=name in ("lists", "in_time"))
          for name, kind in plain),
        *(Column(name, quality_name(name), kind, _("首次上传距出院（份）"))
          for name, kind in bands),
    )  # fmt: skip
    names = [name for name, _kind in (*plain, *bands)]
    institutions = sorted(
        (each for each in found.institutions if each.quality),
        key=lambda each: (_in_time(each), each.code),
    )
    rows = [
        Row((
            Cell(each.code, page_of(lens, "dip-institution", each.code)),
            Cell(label("是") if _timely(each) else label("否"), tone="ok" if _timely(each) else "late"),
            *(quality_cell(lens, result, each, name) for name in names),
        ))
        for each in institutions
    ]  # fmt: skip
    total = Row((Cell(_("合计")), Cell(), *(whole_cell(lens, result, name) for name in names)))
    day = result.day if result else None
    return Table("uploads", _("各机构上传时效"), columns, rows, lens.unit, day, total)


def rules_table(lens: Lens, result: Result) -> Table:
    """质控规则表: how many lists break each rule."""
    columns = (
        Column("code", _("代码")), Column("title", _("规则")), Column("dimension", _("类别")),
        Column("returned", _("是否退回")), Column("lists", _("清单"), Kind.COUNT, adds=False),
        Column("mend", _("怎样更正")),
    )  # fmt: skip
    rows = [
        Row(tuple(Cell(row[column.key]) for column in columns))
        for row in result.body["by_rule"]
        if row["lists"]
    ]
    return Table(
        "rules", _("违反的规则"), columns, rows, lens.unit, result.day,
        notes=(_("一份清单可以违反几条规则，各行不相加。"),), empty=_("没有清单违反规则。"),
    )  # fmt: skip


def _in_time(each: Institution) -> Fraction:
    row = each.quality
    return Fraction(row["in_time"], row["lists"]) if row and row["lists"] else Fraction(0)


def _timely(each: Institution) -> bool:
    return each.quality is not None and each.quality["timely"] == "是"
