"""结算的表 settlement grids: settlements of a year, the steps of one, and its institutions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.engines.dip.flow import MONTHS, Step
from zhida.engines.dip.flow_chain import step_name
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.grids import insurance, pool_name
from zhida.platform.dip.models import Result, State
from zhida.platform.dip.settlement_sums import FIELDS, Sums, sums_of
from zhida.platform.dip.settling import flow_in
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

TONES = {State.BOOKED: "ok", State.SUBMITTED: "warn", State.SENT_BACK: "late", State.UNDONE: "late"}
_LIST = ("fund", "prepaid", "earned", "deposit", "deducted", "rest", "overpaid", "held", "left")
_INSTITUTION: Mapping[str, str | Promise] = {
    "advance": gettext_lazy("预付"), "months": gettext_lazy("预付"),
    "earned": gettext_lazy("年度清算"), "deposit": gettext_lazy("年度清算"),
    "deducted": gettext_lazy("年度清算"), "rest": gettext_lazy("年度清算"),
    "overpaid": gettext_lazy("年度清算"), "released": gettext_lazy("质量保证金返还"),
    "forfeited": gettext_lazy("质量保证金返还"), "held": gettext_lazy("到目前为止"),
    "paid": gettext_lazy("到目前为止"),
}  # fmt: skip
_STEP: Mapping[str, str | Promise] = {
    "paid": gettext_lazy("付出"), "deposit": gettext_lazy("留作保证金"),
    "released": gettext_lazy("返还保证金"), "deducted": gettext_lazy("扣款"),
    "overpaid": gettext_lazy("退回基金"),
}  # fmt: skip


def figure_href(
    lens: Lens, number: int, field: str, institution: str = "", step: int | None = None
) -> str:
    """来历网址: of a figure of a settlement, of one institution or step or of all."""
    asked = {"field": field} | ({"institution": institution} if institution else {})
    if step is not None:
        asked["step"] = str(step)
    address = reverse("dip-settlement-origin", args=[number])
    return f"{address}?{urlencode(asked)}&{lens.query}"


def settlements_table(lens: Lens, found: Sequence[Result]) -> Table:
    """结算表: of each pool and insurance the newest edition, and the sums of them all."""
    columns = (
        Column("pool", _("统筹区")),
        Column("insutype", _("险种")),
        Column("progress", _("办到")),
        *(Column(name, str(FIELDS[name]), Kind.MONEY) for name in _LIST),
        Column("state", _("状态")),
    )
    rows, totals = [], dict.fromkeys(_LIST, 0)
    for each in found:
        sums = sums_of(flow_in(each))
        amounts = []
        for name in _LIST:
            fen = sums.of(name)
            totals[name] += fen
            amounts.append(Cell(fen, figure_href(lens, each.pk, name)))
        rows.append(
            Row((
                Cell(pool_name(each.pool), page_of(lens, "dip-settlement", each.pk)),
                Cell(insurance(each.insutype)), Cell(progress(sums)), *amounts,
                Cell(label(State(each.state).label), tone=TONES.get(State(each.state), "")),
            ))
        )  # fmt: skip
    at = {name: page_of(lens, "dip-settlements-origin", field=name) for name in _LIST}
    whole = [Cell(totals[name], at[name]) for name in _LIST]
    total = Row((Cell(_("合计")), Cell(), Cell(), *whole, Cell()))
    day = max((each.day for each in found), default=None)
    return Table("settlements", _("结算"), columns, rows, lens.unit, day, total if rows else None)


def steps_table(lens: Lens, number: int, sums: Sums) -> Table:
    """环节表: the year's steps in their order, what each moved, what was left, and its fingerprint."""
    names = [name for name in _STEP if name == "paid" or sums.of(name)]
    columns = (
        Column("step", _("环节")),
        *(Column(name, str(_STEP[name]), Kind.MONEY) for name in names),
        Column("balance", _("基金余额"), Kind.MONEY, adds=False),
        Column("digest", _("指纹")),
    )
    rows = []
    for place, taken in enumerate(sums.flow.taken):
        moved = {name: sums.of(name, step=place) for name in names}
        amounts = [
            Cell(fen, figure_href(lens, number, name, step=place)) if fen else Cell()
            for name, fen in moved.items()
        ]
        balance = Cell(sums.balance(place), figure_href(lens, number, "balance", step=place))
        rows.append(
            Row((
                Cell(step_name(taken)), *amounts, balance,
                Cell(taken.digest[:12]),
            ))
        )  # fmt: skip
    total = Row((
        Cell(_("合计")),
        *(Cell(sums.of(name), figure_href(lens, number, name)) for name in names), Cell(), Cell(),
    ))  # fmt: skip
    return Table("steps", _("一年的环节"), columns, rows, lens.unit, total=total)


def fund_table(lens: Lens, number: int, sums: Sums) -> Table:
    """去向表: where the fund went, as the chart draws it."""
    columns = (Column("name", _("去向")), Column("fen", _("金额"), Kind.MONEY))
    rows = [
        Row((Cell(words), Cell(fen, figure_href(lens, number, field))))
        for field, words, fen in went(sums)
    ]
    total = Row((Cell(_("合计，即基金")), Cell(sums.of("fund"), figure_href(lens, number, "fund"))))
    return Table("fund", _("基金的去向"), columns, rows, lens.unit, total=total)


def went(sums: Sums) -> list[tuple[str, str, int]]:
    """去向: field, words and fen of all that the fund became; they sum to it."""
    names = ("advance", "months", "due", "released", "held", "left")
    return [
        (name, str(FIELDS[name]), fen) for name in names if (fen := sums.of(name)) or name == "left"
    ]


def institutions_table(lens: Lens, number: int, sums: Sums) -> Table:
    """机构表: what the year gave each institution; columns in which nobody has anything are left out."""
    settled = any(each.step is Step.SETTLED for each in sums.flow.taken)
    names = [name for name in _INSTITUTION if name in ("months", "paid") or sums.of(name)]
    columns = (
        Column("institution", _("机构")),
        *(Column(name, str(FIELDS[name]), Kind.MONEY, str(_INSTITUTION[name])) for name in names),
    )
    rows = [
        Row((
            Cell(code, page_of(lens, "dip-institution", code) if settled else ""),
            *(Cell(sums.of(name, code), figure_href(lens, number, name, code)) for name in names),
        ))
        for code in sums.institutions
    ]  # fmt: skip
    total = Row((
        Cell(_("合计")),
        *(Cell(sums.of(name), figure_href(lens, number, name)) for name in names),
    ))  # fmt: skip
    notes = (_("应分基金 = 已付 + 尚存保证金 + 扣款 + 不返还的保证金，每家机构都一分不差。"),)
    return Table("institutions", _("各机构"), columns, rows, lens.unit, total=total if rows else None,
                 notes=notes if settled else ())  # fmt: skip


def editions_table(lens: Lens, found: Sequence[Result]) -> Table:
    """各版: of the same pool and year, the newest first, with who did what."""
    columns = (
        Column("edition", _("版次")), Column("name", _("文件")), Column("state", _("状态")),
        Column("taken", _("收取")), Column("submitted", _("提交")), Column("decided", _("审批或退回")),
        Column("sha256", "SHA-256"),
    )  # fmt: skip
    rows = [
        Row((
            Cell(_("第{n}版").format(n=each.edition), page_of(lens, "dip-settlement", each.pk)),
            Cell(each.name), Cell(label(State(each.state).label), tone=TONES.get(State(each.state), "")),
            Cell(_who(each.taken_by, each.taken_at)), Cell(_who(each.submitted_by, each.submitted_at)),
            Cell(_who(each.decided_by, each.decided_at)), Cell(each.sha256[:12]),
        ))
        for each in found
    ]  # fmt: skip
    return Table("editions", _("各版"), columns, rows, lens.unit)


def progress(sums: Sums) -> str:
    """进度: how far the year has come, in words."""
    months = sums.flow.due(Step.PREPAID) - 1
    last = step_name(sums.flow.taken[-1])
    if sums.flow.taken[-1].step in (Step.SETTLED, Step.RELEASED):
        return last
    return _("{last}（{n}/{months}个月）").format(last=last, n=months, months=MONTHS)


def _who(name: str, at: datetime.datetime | None) -> str:
    return f"{name} {timezone.localtime(at):%Y-%m-%d}" if name and at else ""
