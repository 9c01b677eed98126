"""结果的表 result grids: which results stand, what they came to as shares, and what a file says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.engines.dip.result_columns import (
    COMPARED_COLUMNS,
    MEASURE_COLUMNS,
    QUALITY_COLUMNS,
    RULE_COLUMNS,
    SPREAD_COLUMNS,
)
from zhida.platform.dip import installed
from zhida.platform.dip.figures import origin, page_of, share
from zhida.platform.dip.grids import insurance, pool_name
from zhida.platform.dip.institutions import Institutions
from zhida.platform.dip.models import Kind as ResultKind
from zhida.platform.dip.models import Result, State
from zhida.platform.dip.result_files import COMMANDS
from zhida.platform.dip.settlement_grids import TONES
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True, slots=True)
class Share:
    """占比: a part of a whole with the addresses of all three; `page` shows more of it."""

    words: str
    part: int | None
    whole: int | None
    href: str
    part_href: str
    whole_href: str
    page: str
    day: datetime.date | None = None

    @property
    def value(self) -> Fraction | None:
        """None where either is missing."""
        if self.part is None or not self.whole:
            return None
        return share(self.part, self.whole)


def results_table(lens: Lens, found: Sequence[Result]) -> Table:
    """结果表: every kind with what stands of it, or the command that makes it."""
    columns = (
        Column("kind", _("结果")), Column("name", _("文件")), Column("day", _("数据日期"), Kind.DATE),
        Column("edition", _("版次")), Column("taken", _("收取")), Column("state", _("状态")),
        Column("next", _("由哪个命令写出")),
    )  # fmt: skip
    rows = []
    for kind in ResultKind:
        of = [each for each in found if each.kind == kind]
        rows += [_standing(lens, kind, each) for each in of]
        if not of:
            rows.append(Row((
                Cell(label(kind.label)), Cell(), Cell(), Cell(), Cell(),
                Cell(label("缺"), tone="warn"), Cell(COMMANDS[kind]),
            )))  # fmt: skip
    rows.append(_directory())
    return Table("results", _("本年结果"), columns, rows, lens.unit)


def _standing(lens: Lens, kind: ResultKind, each: Result) -> Row:
    title = label(kind.label)
    if each.pool:
        title = f"{title}　{pool_name(each.pool)} {insurance(each.insutype)}"
    return Row((
        Cell(title), Cell(each.name, page_of(lens, "dip-result", each.pk)), Cell(each.day),
        Cell(_("第{n}版").format(n=each.edition)),
        Cell(f"{each.taken_by} {timezone.localtime(each.taken_at):%Y-%m-%d}"),
        Cell(label(State(each.state).label), tone=TONES.get(State(each.state), "ok")), Cell(COMMANDS[kind]),
    ))  # fmt: skip


def _directory() -> Row:
    """The directory in force, which is the installation's and not a year's."""
    current = installed.current()
    version = next((each for each in installed.versions() if each.version == current), None)
    command = "zhida dip install"
    if version is None:
        return Row((Cell(_("病种目录")), Cell(), Cell(), Cell(), Cell(),
                    Cell(label("缺"), tone="warn"), Cell(command)))  # fmt: skip
    said = _("{name}（{n}个病种）").format(name=version.name, n=version.groups)
    day = timezone.localtime(datetime.datetime.fromisoformat(version.installed)).date()
    return Row((
        Cell(_("病种目录")), Cell(said), Cell(day), Cell(version.version[:8]),
        Cell(), Cell(_("启用"), tone="ok"), Cell(command),
    ))  # fmt: skip


def shares_of(lens: Lens, found: Institutions, grouping: Result | None) -> list[Share]:
    """占比: coverage of institutions, uploads in time, lists in time, cases in a group."""
    told = []
    if found.institutions:
        settled = found.settled if found.flows or found.coverage else None
        parts = ("rate", "settled", "asked")
        at = {part: page_of(lens, "dip-coverage-origin", part=part) for part in parts}
        told.append(Share(_("机构覆盖率"), settled, found.asked, at["rate"], at["settled"],
                          at["asked"], page_of(lens, "dip-institutions"), _newest(found)))  # fmt: skip
    if found.quality is not None:
        body, result = found.quality.body, found.quality
        page = page_of(lens, "dip-uploads")

        def to(field: str) -> str:
            return origin(lens, result, "quality", field=field)

        told += [
            Share(_("及时上传的机构占比"), body["timely_institutions"], body["institutions"],
                  to("timely_rate"), to("timely"), to("institutions"), page, result.day),
            Share(_("清单及时率"), body["in_time"], body["lists"], to("in_time_rate"), to("in_time"),
                  to("lists"), page, result.day),
        ]  # fmt: skip
    told += _grouped(lens, found, grouping)
    return told


def _grouped(lens: Lens, found: Institutions, grouping: Result | None) -> list[Share]:
    page = page_of(lens, "dip-monitoring", measure="grouped")
    if found.measures is not None:
        result, told = found.measures.result, []
        for pool in found.measures.pools:
            row = found.measures.rows.get((pool, "", "grouped"))
            if row is None:
                continue
            value, over, under = (
                origin(lens, result, "measure", pool=pool, name="grouped", part=part)
                for part in ("value", "numerator", "denominator")
            )
            words = _("入组率")
            if len(found.measures.pools) > 1:
                words = f"{words} {pool_name(pool)}"
            told.append(Share(words, row["numerator"], row["denominator"],
                              value, over, under, page, result.day))  # fmt: skip
        return told
    if grouping is None:
        return []
    counted = grouping.body["grouping"]
    value, over, under = (
        origin(lens, grouping, "grouping", field=field) for field in ("rate", "grouped", "cases")
    )
    return [Share(_("入组率"), counted["grouped"], counted["cases"],
                  value, over, under, page, grouping.day)]  # fmt: skip


def _newest(found: Institutions) -> datetime.date | None:
    """The day of the newest settlement that the coverage rests on, or of what was recorded of it."""
    rests_on = [*found.flows, *([found.coverage] if found.coverage else [])]
    return max((each.day for each in rests_on), default=None)


def shares_table(lens: Lens, shares: Sequence[Share]) -> Table:
    """占比表: the figures of the chart above it."""
    columns = (
        Column("name", _("监测指标")), Column("part", _("分子"), Kind.COUNT, adds=False),
        Column("whole", _("分母"), Kind.COUNT, adds=False),
        Column("value", _("比例"), Kind.RATE, adds=False), Column("day", _("数据日期"), Kind.DATE),
    )  # fmt: skip
    rows = [
        Row((
            Cell(each.words, each.page),
            Cell(each.part, each.part_href if each.part is not None else ""),
            Cell(each.whole, each.whole_href if each.whole is not None else ""),
            Cell(each.value, each.href if each.value is not None else ""), Cell(each.day),
        ))
        for each in shares
    ]  # fmt: skip
    return Table("shares", _("覆盖和质量"), columns, rows, lens.unit)


def below_table(lens: Lens, found: Mapping[str, set[str]]) -> Table:
    """下级区划表: which of the regions below have which results."""
    columns = (
        Column("region", _("区划")),
        *(Column(kind.value, label(kind.label)) for kind in ResultKind),
    )
    rows = [
        Row((
            Cell(name, f"{page_of(lens, 'dip')}&region={code}"),
            *(Cell(label("有") if kind in found.get(code, ()) else None) for kind in ResultKind),
        ))
        for code, name in lens.below.items()
    ]  # fmt: skip
    return Table("below", _("下级区划"), columns, rows, lens.unit)


def editions_table(lens: Lens, found: Sequence[Result]) -> Table:
    """各版表: all editions of a result, the newest first."""
    columns = (
        Column("edition", _("版次")), Column("name", _("文件")), Column("day", _("数据日期"), Kind.DATE),
        Column("taken", _("收取")), Column("sha256", "SHA-256"),
    )  # fmt: skip
    rows = [
        Row((
            Cell(_("第{n}版").format(n=each.edition)),
            Cell(each.name, page_of(lens, "dip-result", each.pk)), Cell(each.day),
            Cell(f"{each.taken_by} {timezone.localtime(each.taken_at):%Y-%m-%d %H:%M}"), Cell(each.sha256[:16]),
        ))
        for each in found
    ]  # fmt: skip
    return Table("editions", _("各版"), columns, rows, lens.unit)


def file_tables(lens: Lens, result: Result) -> list[Table]:
    """文件内容: the tables of a result's file as they stand in it, rows and heads."""
    return [
        _plain(lens, result, key, str(title), heads)
        for key, title, heads in _HEADS.get(ResultKind(result.kind), ())
    ]


def _said(name: str, value: object) -> str | None:
    """A value as it stands; a measure's title in the language of the page."""
    return None if value is None else label(value) if name == "title" else str(value)


def _plain(lens: Lens, result: Result, key: str, title: str, heads: Mapping[str, str]) -> Table:
    columns = tuple(Column(name, label(words)) for name, words in heads.items())
    rows = [Row(tuple(Cell(_said(name, row[name])) for name in heads)) for row in result.body[key]]
    return Table(key, _("文件中的{name}").format(name=title), columns, rows, lens.unit, result.day)


_HEADS: Mapping[ResultKind, tuple[tuple[str, Promise, Mapping[str, str]], ...]] = {
    ResultKind.QUALITY: (
        ("by_institution", gettext_lazy("各机构"), QUALITY_COLUMNS),
        ("by_rule", gettext_lazy("各规则"), RULE_COLUMNS),
    ),
    ResultKind.MONITORING: (
        ("measures", gettext_lazy("各指标"), MEASURE_COLUMNS),
        ("variation", gettext_lazy("变异系数"), SPREAD_COLUMNS),
    ),
    ResultKind.SIMULATION: (
        ("institutions", gettext_lazy("各机构"), COMPARED_COLUMNS),
        ("levels", gettext_lazy("各等级"), COMPARED_COLUMNS),
    ),
}
"""The tables of a result's file: key, title, heads."""
