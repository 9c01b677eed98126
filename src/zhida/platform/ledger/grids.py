"""账页的表 grids: lines, accounts, statements and vouchers as tables whose figures open their origins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zhida.core.execution.progress import STEPS
from zhida.core.ledger.chart import kinds, verb_name
from zhida.platform.ledger.balances import StatementRow
from zhida.platform.ledger.figures import ALL, Asked, by_step
from zhida.platform.ledger.line_rows import LineRow, count_lines, line_rows
from zhida.platform.ledger.origins import balance_href, source_name, step_href
from zhida.platform.ledger.voucher_rows import (
    EntryRow,
    Filter,
    VoucherRow,
    count_vouchers,
    voucher_rows,
)
from zhida.platform.pages.labels import label
from zhida.platform.pages.lazy import COUNTED, LazyRows
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

Words = str | Promise


def lines_table(asked: Asked, lens: Lens) -> Table:
    """指标表: one row for each line that fits, with what stands in each step; totals of all."""
    totals = by_step(asked).get((), {})
    steps = [s for s in ALL if totals.get(s) or s in _USUAL]
    total = (
        *(Cell(_("合计")), *[Cell()] * 5),
        *(Cell(totals.get(s, 0), step_href(replace(asked, steps=(s,)))) for s in steps),
    )
    return Table(
        "lines",
        _("指标"),
        _line_columns(steps),
        LazyRows(
            lambda: count_lines(asked),
            lambda first, n: [_line(each, asked, steps) for each in line_rows(asked, first, n)],
        ),
        lens.unit,
        asked.on,
        Row(total),
        notes=(_("“收到”“已下达”在上下级各算一次，不相加；本级各环节的钱只在一处，可以相加。"),),
        empty=_("这个区划在这个年度还没有指标。收到通知后在“通知”页入账。"),
    )


_USUAL = ("unallocated", "transit", "executable", "paid")
"""Steps that are shown even where nothing stands in them; the others only where something does."""


def _line_columns(steps: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("document", _("指标（文号）"), meaning=_("指标行所依据的文号")),
        Column("holder", _("持有单位")),
        Column("fund", _("资金")),
        Column("elements", _("来源、标识")),
        Column("received", _("收到"), Kind.MONEY, meaning=_("本级各环节结存加已下达"), adds=False),
        Column("passed", _("已下达"), Kind.MONEY, meaning=_("下级收到的，减去退回的"), adds=False),
        *(Column(s, label(STEPS[s]), Kind.MONEY, group=_("本级结存")) for s in steps),
    )


def _line(row: LineRow, asked: Asked, steps: Sequence[str]) -> Row:
    mine = Asked(asked.year, line=row.number, on=asked.on)
    passed = passed_href(row.number, asked) if row.passed is not None else ""
    return Row(
        (
            Cell(row.document, reverse("ledger-line", args=[row.number])),
            Cell(row.holder_name),
            Cell(row.fund),
            Cell(" ".join(filter(None, (source_name(row.source), row.flag)))),
            Cell(row.received, received_href(row.number, asked)),
            Cell(row.passed, passed),
            *(_step(row.steps, s, mine) for s in steps),
        )
    )


def _step(steps: dict[str, int], step: str, mine: Asked) -> Cell:
    """What stands in a step; — where the line never had an account of it."""
    if step not in steps:
        return Cell()
    return Cell(steps[step], step_href(replace(mine, steps=(step,))))


def passed_href(line: int, asked: Asked, child: int | None = None) -> str:
    """来历网址: of what a line passed down, to one line below it or to all."""
    part = Asked(asked.year, line=line, on=asked.on).query
    return f"{reverse('ledger-origin-passed')}?{part}" + (f"&child={child}" if child else "")


def received_href(line: int, asked: Asked) -> str:
    """来历网址: of what a line received, net."""
    return f"{reverse('ledger-origin-received')}?{Asked(asked.year, line=line, on=asked.on).query}"


def accounts_table(
    accounts: Sequence[tuple[str, str, str, int]], line: LineRow, asked: Asked, lens: Lens
) -> Table:
    """账户表: the accounts of one line: kind, counterpart (code and name), fen."""
    rows = [
        Row(
            (
                Cell(label(kinds()[kind].name), _statement_href(line, kind, to)),
                Cell(name or None),
                Cell(fen, balance_href(asked.year, line.number, kind, to, asked.on)),
            )
        )
        for kind, to, name, fen in accounts
    ]
    mine = Asked(asked.year, line=line.number, on=asked.on)
    total = sum(fen for *_, fen in accounts)
    return Table(
        "accounts",
        _("账户"),
        (
            Column("kind", _("科目")),
            Column("counterpart", _("往")),
            Column("fen", _("结存"), Kind.MONEY),
        ),
        rows,
        lens.unit,
        asked.on,
        Row((Cell(_("合计")), Cell(), Cell(total, step_href(mine)))),
    )


def _statement_href(line: LineRow, kind: str, counterpart: str) -> str:
    url = reverse("ledger-statement", args=[line.number, kind])
    return f"{url}?to={counterpart}" if counterpart else url


def balance_after(line: LineRow, kind: str, to: str, row: StatementRow) -> str:
    """来历网址: of what stood on an account after one of its movements."""
    place = f"{row.voucher}.{row.ordinal}"
    return f"{balance_href(line.year, line.number, kind, to)}&upto={place}"


def statement_table(
    rows: Sequence[StatementRow], line: LineRow, kind: str, to: str, title: str, lens: Lens
) -> Table:
    """明细账: the movements of one account, with what stood after each."""
    return Table(
        "statement",
        title,
        (
            Column("voucher", _("凭证")),
            Column("day", _("文件日期"), Kind.DATE),
            Column("verb", _("事项")),
            Column("document", _("文号")),
            Column("actor", _("经办")),
            Column("fen", _("进账（负为出账）"), Kind.MONEY),
            Column("balance", _("其后结存"), Kind.MONEY, adds=False),
        ),
        [
            Row(
                (
                    Cell(f"{each.year}-{each.voucher}", _voucher(each.year, each.voucher)),
                    Cell(each.document_date),
                    Cell(label(verb_name(each.verb))),
                    Cell(each.document),
                    Cell(each.actor),
                    Cell(each.fen, entry_href(each.year, each.voucher, each.ordinal, each.fen < 0)),
                    Cell(each.balance_fen, balance_after(line, kind, to, each)),
                )
            )
            for each in rows
        ],
        lens.unit,
        empty=_("这个账户还没有变动。"),
    )


def vouchers_table(asked: Filter, lens: Lens) -> Table:
    """凭证表: those that fit, the last booked first. Amounts of several acts are not added up."""
    return Table(
        "vouchers",
        _("凭证"),
        (
            Column("name", _("编号")),
            Column("day", _("文件日期"), Kind.DATE),
            Column("verb", _("事项")),
            Column("document", _("文号")),
            Column("holder", _("单位")),
            Column("counterpart", _("对方")),
            Column("fen", _("金额"), Kind.MONEY, adds=False),
            Column("actor", _("经办")),
            Column("undone", _("冲销")),
        ),
        LazyRows(
            lambda: count_vouchers(asked, COUNTED),
            lambda first, number: [_voucher_row(v) for v in voucher_rows(asked, first, number)],
            COUNTED,
        ),
        lens.unit,
        notes=(_("同一笔钱的下达、签收、支付各有凭证，金额不相加。"),),
        empty=_("没有符合条件的凭证。换一个年度、事项或日期，或在“通知”页把通知入账。"),
    )


def _voucher_row(row: VoucherRow) -> Row:
    undone = _undone(row)
    return Row(
        (
            Cell(row.name, _voucher(row.year, row.number)),
            Cell(row.day),
            Cell(label(verb_name(row.verb))),
            Cell(row.document),
            Cell(row.holder_name),
            Cell(row.counterpart_name or None),
            Cell(row.fen, entry_href(row.year, row.number)),
            Cell(row.actor),
            Cell(undone[0], undone[1]),
        )
    )


def _undone(row: VoucherRow) -> tuple[str | None, str]:
    if row.undone_by:
        return _("已冲销"), _voucher(row.year, row.undone_by)
    if row.reverses:
        words = _("冲销 %(name)s") % {"name": f"{row.year}-{row.reverses}"}
        return words, _voucher(row.year, row.reverses)
    return None, ""


def entries_table(voucher: VoucherRow, entries: Iterable[EntryRow], lens: Lens) -> Table:
    """分录表: what a voucher moved from which account to which."""
    rows = [
        Row(
            (
                Cell(str(each.ordinal)),
                _account(each.credit_holder, each.credit_line),
                Cell(label(kinds()[each.credit_kind].name)),
                _account(each.debit_holder, each.debit_line),
                Cell(label(kinds()[each.debit_kind].name)),
                Cell(each.fen, entry_href(voucher.year, voucher.number, each.ordinal)),
            )
        )
        for each in entries
    ]
    total = Cell(voucher.fen, entry_href(voucher.year, voucher.number))
    return Table(
        "entries",
        _("分录"),
        (
            Column("ordinal", _("行")),
            Column("credit", _("单位"), group=_("从")),
            Column("credit_kind", _("科目"), group=_("从")),
            Column("debit", _("单位"), group=_("到")),
            Column("debit_kind", _("科目"), group=_("到")),
            Column("fen", _("金额"), Kind.MONEY),
        ),
        rows,
        lens.unit,
        total=Row((Cell(_("合计")), *[Cell()] * 4, total)),
    )


def entry_href(year: int, number: int, ordinal: int | None = None, out: bool = False) -> str:
    """来历网址: of what a voucher moved, as a whole or in one entry; `out` counts it below zero."""
    url = reverse("ledger-voucher-origin", args=[year, number])
    said = [f"row={ordinal}"] if ordinal else []
    said += ["out=1"] if out else []
    return f"{url}?{'&'.join(said)}" if said else url


def _account(holder: str, line: int | None) -> Cell:
    return Cell(holder, reverse("ledger-line", args=[line]) if line else "")


def _voucher(year: int, number: int) -> str:
    return reverse("ledger-voucher", args=[year, number])
