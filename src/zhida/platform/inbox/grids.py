"""收文办理的表 grids: who gets how much by a notice, and the vouchers that say so."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.booking import Booking
from zhida.core.ledger.chart import verb_name
from zhida.platform.notices.models import Document
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


def shares_table(lens: Lens, document: Document, looked: Booking) -> Table:
    """应记金额: by recipient and column of the notice; each opens its cell."""
    columns = (
        Column("row", _("收款单位")),
        Column("column", _("列")),
        Column("payee", _("记入")),
        Column("purpose", _("用途")),
        Column("fen", _("金额"), Kind.MONEY),
    )
    rows = [
        Row(
            (
                Cell(each.row),
                Cell(each.column or "—"),
                Cell(f"{each.payee.name}（{each.payee.code}）"),
                Cell(each.purpose),
                Cell(
                    each.fen,
                    reverse("notice-share", args=[document.pk, place]),
                ),
            )
        )
        for place, each in enumerate(looked.shares)
    ]
    whole = sum(each.fen for each in looked.shares)
    href = reverse("notice-shares", args=[document.pk])
    total = Row((Cell(_("合计")), Cell(), Cell(), Cell(), Cell(whole, href))) if rows else None
    empty = _("还没有可以记的金额，见上面的问题。")
    return Table("shares", _("应记金额"), columns, rows, lens.unit, total=total, empty=empty)


def vouchers_table(lens: Lens, document: Document, looked: Booking) -> Table:
    """凭证: that would be booked, or were."""
    columns = (
        Column("number", _("凭证号")),
        Column("verb", _("业务")),
        Column("holder", _("单位")),
        Column("summary", _("摘要")),
    )
    booked = [f"{year}-{number}" for year, number in document.booked]
    rows = [
        Row(
            (
                Cell(number or _("尚未入账"), _voucher(number)),
                Cell(verb_name(each.verb) if each else ""),
                Cell(each.holder if each else ""),
                Cell(each.document if each else ""),
            )
        )
        for number, each in (
            [(number, None) for number in booked]
            if booked
            else [("", each) for each in looked.vouchers]
        )
    ]
    empty = _("没有可以记的凭证，见上面的问题。")
    return Table("vouchers", _("凭证"), columns, rows, lens.unit, empty=empty)


def _voucher(number: str) -> str:
    if not number:
        return ""
    year, _dash, serial = number.partition("-")
    return reverse("ledger-voucher", args=[year, serial])
