"""分解页的表 decomposing_grids: both sides of a set of goals, and a division among the parts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zhida.core.money import format_fen
from zhida.core.performance.bonds import Bond, amount_of, words_of
from zhida.core.performance.decomposition import Rollup
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.splitting import Share
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table
from zhida.platform.performance.addresses import amount_href, gap_href, printed_href, target_url
from zhida.platform.performance.decomposing import Compared, Side, gap_parts, in_unit


def gaps_table(found: Compared, lens: Lens) -> Table:
    """核对表: a row for each goal of either side, a column for each part."""
    assert found.found is not None
    columns = (
        Column("name", _("三级指标")),
        Column("bond", _("关系")),
        Column("whole", found.whole.goals.scope, group=_("上级")),
        *(
            Column(f"part{at}", each.goals.scope, group=_("下级"))
            for at, each in enumerate(found.parts)
        ),
        Column("gap", _("下级合计相差"), Kind.NUMBER, adds=False),
        Column("verdict", _("结论")),
        Column("why", _("问题和改法")),
    )
    money = found.found.money
    fens = [found.whole.goals.fen, *(each.goals.fen for each in found.parts)]
    known = all(each is not None for each in fens)
    first = Row(
        (
            Cell(_("资金")),
            Cell(label(Bond.EQUALS)),
            *(_amount(each) for each in (found.whole, *found.parts)),
            Cell(""),
            _verdict(not money) if known else Cell(_("不能核对")),
            Cell("；".join(each.sentence for each in money)),
        )
    )
    rows = [_gap_row(each, found) for each in found.found.rollups]
    return Table("gaps", _("上下级目标核对"), columns, [first, *rows], lens.unit)


def _amount(side: Side) -> Cell:
    fen = side.goals.fen
    return Cell("—") if fen is None else Cell(format_fen(fen), amount_href(side.set.pk))


def _gap_row(row: Rollup, found: Compared) -> Row:
    sides = [row.whole, *(each for _name, each in row.parts)]
    at = None if row.whole is None else found.whole.number_of(row.whole)
    gap = Cell("")
    if row.difference is not None and row.whole is not None and at is not None:
        value = in_unit(row.difference, row.whole.unit)
        gap = Cell(value, gap_href(found.whole.set.pk, at), tone="" if row.holds else "late")
    said = "；".join(f"{each.sentence}{each.mend}" for each in row.findings)
    return Row(
        (
            Cell(row.name, target_url(at) if at is not None else ""),
            Cell(label(row.bond)),
            *(
                _side_cell(each, side)
                for each, side in zip(sides, (found.whole, *found.parts), strict=True)
            ),
            gap,
            Cell(_("下级自设")) if row.whole is None else _verdict(row.holds),
            Cell(said),
        )
    )


def _side_cell(each: TypedIndicator | None, side: Side) -> Cell:
    if each is None:
        return Cell("—")
    number = side.number_of(each)
    return Cell(words_of(each), printed_href(number) if number is not None else "")


def _verdict(holds: bool) -> Cell:
    return Cell(_("相符"), tone="ok") if holds else Cell(_("不符"), tone="late")


def gap_origin(row: Rollup, found: Compared) -> Origin | None:
    """来历: of what the parts make together, less what the whole asks; None where nothing adds."""
    whole = row.whole
    asked = amount_of(whole) if whole is not None else None
    if whole is None or asked is None or row.difference is None:
        return None
    sides = dict(zip((each.goals.scope for each in found.parts), found.parts, strict=True))
    items = []
    for name, each, amount in gap_parts(row):
        number = sides[name].number_of(each)
        href = printed_href(number) if number is not None else ""
        items.append(Item(name, in_unit(amount, whole.unit), href, Kind.NUMBER, words_of(each)))
    own = found.whole.number_of(whole)
    items.append(
        Item(
            _("减：{name}").format(name=found.whole.goals.scope),
            in_unit(-asked, whole.unit),
            printed_href(own) if own is not None else "",
            Kind.NUMBER,
            words_of(whole),
        )
    )
    return Origin(
        _("“{name}”下级合计与上级的差（{unit}）").format(
            name=whole.name, unit=whole.unit or _("无单位")
        ),
        in_unit(row.difference, whole.unit),
        Kind.NUMBER,
        _("差 = 下级各数之和 − 上级指标值"),
        items,
        adds=row.bond in (Bond.ADDS, Bond.EQUALS),
    )


def split_table(
    scope: str, parts: Sequence[str], shares: Sequence[Share], lens: Lens, numbers: Sequence[int]
) -> Table:
    """拆分表: what each part would be to reach of each goal; counts add up exactly."""
    columns = (
        Column("name", _("三级指标")),
        Column("whole", scope),
        Column("bond", _("办法")),
        *(Column(f"part{at}", each, group=_("拆分到下级")) for at, each in enumerate(parts)),
        Column("why", _("说明")),
    )
    rows = []
    for each, number in zip(shares, numbers, strict=True):
        how = (
            _("按“{factor}”取整相加").format(factor=each.factor)
            if each.factor
            else label(each.bond)
        )
        rows.append(
            Row(
                (
                    Cell(each.indicator.name, target_url(number)),
                    Cell(words_of(each.indicator), printed_href(number)),
                    Cell(how),
                    *(Cell(text) for text in (each.texts or ("—",) * len(parts))),
                    Cell("；".join(filter(None, (each.reason, each.support)))),
                )
            )
        )
    note = _("按最大余数取整：每个数是准确份额的下整或上整，合计与上级一致。只是预览，不写入。")
    return Table("split", _("拆分预览"), columns, rows, lens.unit, notes=(note,))
