"""账外验算 proof: the ledger in beancount's text format, so that another program adds it up.

Each account opens, each voucher is a transaction, and each stored balance is
asserted without tolerance; `bean-check` then agrees or names the line. The
text depends on the ledger only, so that two proofs of one ledger are equal.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from zhida.core.ledger.chart import verb_name
from zhida.core.money import Unit, format_fen
from zhida.platform.scope import snapshot
from zhida.platform.sealing.chain import NATION
from zhida.platform.sealing.rows import rows

_FIRST_DAY = datetime.date(1949, 10, 1)
"""When accounts open: before any booking."""


@dataclass(slots=True)
class Proof:
    """验算文件: what was written."""

    accounts: int = 0
    vouchers: int = 0


def write_proof(
    out: TextIO, year: int | None = None, progress: Callable[[int], None] = lambda vouchers: None
) -> Proof:
    """写验算文件: all budget years or one of them, as of one moment. `progress` hears vouchers."""
    written = Proof()
    where = "" if year is None else f"WHERE a.year = {year:d}"
    with snapshot(NATION):
        out.write('option "title" "指标账"\noption "operating_currency" "CNY"\n\n')
        for account, said in _accounts(where):
            written.accounts += 1
            out.write(f"; {said}\n{_FIRST_DAY} open {account} CNY\n")
        last = _FIRST_DAY
        for day, text in _transactions(year):
            written.vouchers += 1
            last = max(last, day)
            out.write(f"\n{text}")
            progress(1)
        # A balance holds at the beginning of its day.
        after = last + datetime.timedelta(days=1)
        out.write("\n")
        for account, fen in _balances(where):
            out.write(f"{after} balance {account}  {_yuan(fen)} ~ 0.00 CNY\n")
    return written


def _accounts(where: str) -> Iterator[tuple[str, str]]:
    """Each account's name, and what it is, in words."""
    for number, line, kind, origin, year, holder, fund, document in rows(
        f"""SELECT a.id, a.line_id, a.kind, a.is_origin, a.year, h.code, e.fund, l.document
            FROM ledger_account a JOIN ledger_line l ON l.id = a.line_id
            JOIN ledger_earmark e ON e.id = a.earmark_id
            JOIN regions_agency h ON h.id = a.holder_id {where} ORDER BY a.id"""
    ):
        words = (_text(kind), _text(year), _text(holder), _text(fund), _text(document))
        yield _name(line, kind, number, origin), _plain(" ".join(words))


def _balances(where: str) -> Iterator[tuple[str, int]]:
    for number, line, kind, origin, fen in rows(
        "SELECT a.id, a.line_id, a.kind, a.is_origin, a.balance_fen"
        f" FROM ledger_account a {where} ORDER BY a.id"
    ):
        yield _name(line, kind, number, origin), int(_text(fen))


def _transactions(year: int | None) -> Iterator[tuple[datetime.date, str]]:
    """Each voucher's day of booking (Beijing time), and the voucher as a transaction."""
    where = "" if year is None else f"WHERE v.year = {year:d}"
    found = rows(
        f"""SELECT v.year, v.id, (v.booked_at AT TIME ZONE 'Asia/Shanghai')::date, v.verb,
                v.document, t.fen, c.line_id, c.kind, c.id, c.is_origin,
                d.line_id, d.kind, d.id, d.is_origin
            FROM ledger_voucher v
            JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
            JOIN ledger_account c ON c.id = t.credit_id
            JOIN ledger_account d ON d.id = t.debit_id
            {where} ORDER BY v.year, v.id, t.ordinal"""
    )
    for (budget_year, number, on, verb, document), group in groupby(found, itemgetter(*range(5))):
        day = datetime.date.fromisoformat(_text(on))
        said = _plain(f"{verb_name(_text(verb))} {_text(document)}")
        lines = [f'{day} * "{said}"', f'  voucher: "{_text(budget_year)}-{_text(number)}"']
        for row in group:
            fen = int(_text(row[5]))
            credit, debit = row[6:10], row[10:14]
            lines.append(f"  {_name(*credit)}  {_yuan(-fen)} CNY")
            lines.append(f"  {_name(*debit)}  {_yuan(fen)} CNY")
        yield day, "\n".join(lines) + "\n"


def _name(
    line: bytes | None, kind: bytes | None, number: bytes | None, origin: bytes | None
) -> str:
    """An account's name: quota is held, and where it came from is no holding."""
    root = "Equity" if origin == b"t" else "Assets"
    words = "".join(each.capitalize() for each in _text(kind).split("_"))
    return f"{root}:L{_text(line)}:{words}:A{_text(number)}"


def _yuan(fen: int) -> str:
    return format_fen(fen, Unit.YUAN, places=2).removesuffix(Unit.YUAN.label)


def _plain(text: str) -> str:
    """Fit for one line between quotation marks."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return printable.replace("\\", "/").replace('"', "'")


def _text(value: bytes | None) -> str:
    return (value or b"").decode()
