"""分组解释 explaining: a case as somebody types it, the way to its group, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.money import Unit, fen_of
from zhida.engines.dip.directory import Rule
from zhida.platform.dip.catalogue import points
from zhida.platform.dip.catalogue_grids import COEFFICIENT_PLACES, figure_href, group_href
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.installed import InForce
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from zhida.engines.dip.bedside import Assigned
    from zhida.engines.dip.variations import Variation

FIELDS: Mapping[str, str | Promise] = {
    "dx": gettext_lazy("主要诊断"),
    "secondary": gettext_lazy("其他诊断"),
    "ops": gettext_lazy("手术操作"),
    "main_op": gettext_lazy("主要手术操作"),
    "age_days": gettext_lazy("年龄（天）"),
    "weight_g": gettext_lazy("体重（克）"),
    "sex": gettext_lazy("性别（1男2女）"),
    "level": gettext_lazy("医院等级"),
    "cost": gettext_lazy("总费用（元）"),
}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+*/]*")
_MOST_CODES = 60


class Faulty(ValueError):
    """填写有误: by field, a Chinese sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = faults
        super().__init__("；".join(faults.values()))


@dataclass(frozen=True, slots=True)
class Explained:
    """解释: the group with its page, the way there, what one code would change, and what it pays."""

    rule: Rule | None
    rule_href: str
    tables: tuple[Table, ...]


def explained(lens: Lens, ready: InForce, given: Mapping[str, str]) -> Explained:
    """解释: of a case as it was typed. Raises Faulty naming each field that can't be read."""
    from zhida import dip
    from zhida.engines.dip.variations import variations

    case, cost_fen = _case(given)
    found = dip.group_one(case, ready.ready)
    others = variations(ready.ready.bedside, case)
    tables = [_trace(lens, found), _variations(lens, ready, others, given["level"])]
    if found.rule is not None and (paid := _pay(lens, ready, found.rule, given["level"], cost_fen)):
        tables.append(paid)
    href = group_href(lens, ready.version.version, found.rule.code) if found.rule else ""
    return Explained(found.rule, href, tuple(tables))


def sample(lens: Lens, ready: InForce) -> str:
    """举例: an address that tries a case of the directory's first group with a procedure."""
    rule = next((each for each in ready.ready.rules if each.main), ready.ready.rules[0])
    ops = " ".join(rule.main[0]) if rule.main else ""
    return page_of(lens, "dip-explain", dx=rule.dx[0], ops=ops)


def _case(given: Mapping[str, str]) -> tuple[dict[str, Any], int | None]:
    from zhida.engines.dip.notation import written

    faults: dict[str, str] = {}

    def codes(name: str) -> list[str]:
        found = [each for each in re.split(r"[\s,，、;；]+", given[name]) if each]
        for each in found:
            if not _CODE.fullmatch(each):
                faults[name] = _("“{code}”不是代码，请写国家医保编码，多个用空格隔开").format(
                    code=each
                )
        if len(found) > _MOST_CODES:
            faults[name] = _("最多{n}个代码，这里有{found}个").format(
                n=_MOST_CODES, found=len(found)
            )
        return [written(each) for each in found]

    def number(name: str) -> int | None:
        text = given[name]
        if text and not (text.isascii() and text.isdigit() and len(text) <= 6):
            faults[name] = _("“{text}”不是整数").format(text=text)
            return None
        return int(text) if text else None

    principal, mains = codes("dx"), codes("main_op")
    if len(principal) != 1:
        faults.setdefault("dx", _("请写一个主要诊断的代码，如K35.800"))
    if len(mains) > 1:
        faults.setdefault("main_op", _("主要手术操作只有一个"))
    if given["sex"] not in ("", "1", "2"):
        faults["sex"] = _("性别写1（男）或2（女），不清楚的留空")
    ops = codes("ops")
    case: dict[str, Any] = {
        "dx": next(iter(principal), ""), "secondary": sorted(set(codes("secondary"))),
        "ops": sorted({*ops, *mains}), "main_op": next(iter(mains), ""),
        "age_days": number("age_days"), "weight_g": number("weight_g"), "sex": given["sex"],
    }  # fmt: skip
    cost_fen = None
    if given["cost"]:
        try:
            cost_fen = fen_of(given["cost"], Unit.YUAN)
        except ValueError:
            faults["cost"] = _("“{text}”应为元，最多两位小数").format(text=given["cost"])
        else:
            if cost_fen < 0:
                faults["cost"] = _("总费用不能为负")
    if faults:
        raise Faulty(faults)
    return case, cost_fen


def _trace(lens: Lens, found: Assigned) -> Table:
    columns = (
        Column("stage", _("步骤")), Column("outcome", _("结果")), Column("rule", _("病种")),
        Column("place", _("目录的位置")),
    )  # fmt: skip
    rows = [
        Row((Cell(each.stage), Cell(each.outcome), Cell(each.rule), Cell(each.place)))
        for each in found.trace
    ]
    return Table("trace", _("入组过程"), columns, rows, lens.unit)


def _variations(lens: Lens, ready: InForce, found: Sequence[Variation], level: str) -> Table:
    columns = (
        Column("change", _("改动")), Column("code", _("代码")), Column("group", _("入组到")),
        Column("points", _("标准分值"), Kind.NUMBER, adds=False),
    )  # fmt: skip
    words = {
        (False, "ops"): _("少一个手术操作"), (True, "ops"): _("多一个手术操作"),
        (False, "secondary"): _("少一个其他诊断"), (True, "secondary"): _("多一个其他诊断"),
    }  # fmt: skip
    rows = []
    for each in found:
        rule = each.found.rule
        into = Cell(_("不入组"))
        counted = Cell()
        if rule is not None:
            into = Cell(
                f"{rule.code} {rule.name}", group_href(lens, ready.version.version, rule.code)
            )
            counted = _points(lens, ready, rule, level)
        rows.append(Row((Cell(words[each.more, each.field]), Cell(each.code), into, counted)))
    return Table(
        "variations", _("一码之差"), columns, rows, lens.unit,
        empty=_("多一个或少一个代码，都还在这个病种。"),
    )  # fmt: skip


def _points(lens: Lens, ready: InForce, rule: Rule, level: str) -> Cell:
    from zhida.engines.dip.bedside_pay import pay

    if ready.measured is None:
        return Cell()
    told = pay(ready.measured, rule.code, ready.ready.policy, level=level)
    if told is None:
        return Cell()
    return Cell(
        points(told.standard_points, ready.measured.places),
        figure_href(lens, ready.version.version, "level_points", code=rule.code, level=level),
    )


def _pay(
    lens: Lens, ready: InForce, rule: Rule, level: str, cost_fen: int | None
) -> Table | None:  # fmt: skip
    """What it stands for: None where the version has no points."""
    from zhida.engines.dip.bedside_pay import pay

    measured, policy = ready.measured, ready.ready.policy
    if measured is None:
        return None
    told = pay(measured, rule.code, policy, level=level, cost_fen=cost_fen)
    if told is None:
        return None
    at = {"code": rule.code, "level": level}
    version = ready.version.version
    cost = "" if cost_fen is None else str(cost_fen)
    lies = {
        "": _("没有填总费用，按标准分值"),
        "normal": _("费用在正常范围，按标准分值"),
        "low": _("费用低于标准的{n}%，按实际费用折算").format(n=policy.low_percent),
        "high": _("费用高于标准的{n}%").format(n=policy.high_percent)
        + ("，" + _("加算超出的部分") if policy.high_cost == "over_score" else ""),
    }  # fmt: skip
    columns = (
        Column("points", _("病种分值"), Kind.NUMBER, adds=False),
        Column("coefficient", _("系数"), Kind.NUMBER, adds=False),
        Column("standard_points", _("标准分值"), Kind.NUMBER, adds=False),
        Column("standard", _("标准费用"), Kind.MONEY, adds=False),
        Column("lies", _("费用")),
        Column("counted", _("本例分值"), Kind.NUMBER, adds=False),
        Column("fen", _("按测算的每分费用"), Kind.MONEY, adds=False),
    )  # fmt: skip
    row = Row((
        Cell(points(told.group_points, measured.places), figure_href(lens, version, "points", code=rule.code)),
        Cell(Decimal(told.coefficient).scaleb(-COEFFICIENT_PLACES), figure_href(lens, version, "coefficient", **at)),
        Cell(points(told.standard_points, measured.places), figure_href(lens, version, "level_points", **at)),
        Cell(told.standard_fen, figure_href(lens, version, "standard", **at)),
        Cell(lies[told.lies]),
        Cell(points(told.points, measured.places), figure_href(lens, version, "case_points", **at, cost=cost)),
        Cell(told.fen, figure_href(lens, version, "case_fen", **at, cost=cost)),
    ))  # fmt: skip
    notes = [
        _("实际付费按年度清算的点值，这里按测算的每分费用试算；机构自己的系数、辅助分型没有计入。")
    ]
    return Table("pay", _("分值和费用"), columns, [row], lens.unit, notes=tuple(notes))
