"""入账 on a terminal and as JSON: what is booked, asked, refused, and the vouchers' numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zhida.cli.console import severity_word
from zhida.core.findings import Finding
from zhida.core.ledger.chart import kinds, verb_name
from zhida.core.money import Unit, format_fen

if TYPE_CHECKING:
    from zhida.core.booking import Booking, Share
    from zhida.core.ledger import Voucher
    from zhida.platform.ledger.posting import Posted


def show_booking(
    console: Console,
    name: str,
    agency: str,
    booking: Booking,
    posted: Sequence[Posted],
    *,
    again: bool = False,
    dry: bool = False,
) -> None:
    """One notice: amounts by recipient, vouchers, what was set aside, what is in the way.

    `agency` is its name with its code in brackets behind.
    """
    console.print(Text.assemble((booking.number or name, "name"), f"　{agency}"), soft_wrap=True)
    if again:
        _line(console, Text(f"此前已入账：{_numbers(posted)}。"))
        console.print()
        return
    if booking.shares:
        own = [each for each in booking.shares if agency.endswith(f"（{each.payee.code}）")]
        console.print(Padding(_shares(booking, own or booking.shares), (0, 0, 0, 2)))
    for finding in booking.findings:
        if finding not in booking.refusals:
            _tell(console, finding, settled=finding in booking.waived)
    if booking.ready:
        for line in _vouchers(booking.vouchers, posted):
            _line(console, line)
        word = "试算：尚未入账" if dry else f"已入账：{_numbers(posted)}"
        _line(console, Text(f"{word}。"))
    else:
        _show_open(console, booking)
    console.print()


def _show_open(console: Console, booking: Booking) -> None:
    _line(console, Text("没有入账：", style="fault"))
    for question in booking.questions:
        _line(console, Text(f"问　{question.sentence}"))
    for finding in booking.refusals:
        _tell(console, finding)
        _line(console, Text(f"  改法：{finding.mend}", style="label"))


def _tell(console: Console, finding: Finding, *, settled: bool = False) -> None:
    head = Text("搁置", style="label") if settled else severity_word(finding.severity)
    _line(console, Text.assemble(head, " ", (finding.code, "code"), f" {finding.sentence}"))


def _line(console: Console, text: Text) -> None:
    """One line, as long as it is, so that it can be searched and copied."""
    console.print(Text.assemble("  ", text), soft_wrap=True)


def _shares(booking: Booking, shares: Sequence[Share]) -> Table:
    """Who gets how much; at a receiver its own rows."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="label")
    for header in ("收款单位", "代码", "资金", "用途"):
        table.add_column(header, overflow="fold")
    table.add_column("金额", justify="right", no_wrap=True)
    for share in shares:
        label = booking.elements[share.appropriation]
        own = "（本级留用）" if share.payee.own else ""
        table.add_row(
            share.payee.name + own,
            share.payee.code,
            _money(label.source),
            share.purpose,
            format_fen(share.fen, Unit.WAN_YUAN),
        )
    total = format_fen(sum(share.fen for share in shares), Unit.WAN_YUAN)
    table.add_row("合计", "", "", "", total, style="name")
    return table


_SOURCES = {
    "central": "中央",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "local": "地方",
    "other": "其他",
}
_KINDS = {
    "general": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营",
    "social_insurance": "社会保险基金",
}


def _money(source: str) -> str:
    level, _, kind = source.partition("/")
    return _SOURCES[level] + _KINDS[kind]


def _vouchers(vouchers: Sequence[Voucher], posted: Sequence[Posted]) -> Iterator[Text]:
    numbers = [f"{each.year}-{each.number}" for each in posted] or ["凭证"] * len(vouchers)
    for number, voucher in zip(numbers, vouchers, strict=False):
        for each in voucher.transfers:
            accounts = f"{kinds()[each.credit.kind].name}→{kinds()[each.debit.kind].name}"
            other = f"　{voucher.counterpart}" if voucher.counterpart else ""
            yield Text.assemble(
                (number, "label"),
                f"　{verb_name(voucher.verb)}　{voucher.document}{other}　{accounts}　",
                format_fen(each.fen, Unit.WAN_YUAN),
            )


def _numbers(posted: Sequence[Posted]) -> str:
    names = [f"{each.year}-{each.number}" for each in posted]
    shown = "、".join(names) if len(names) <= 3 else f"{names[0]} 至 {names[-1]}"
    return f"凭证{shown}，共{len(names)}张" if names else "没有凭证"


def booking_object(
    name: str, agency: str, booking: Booking, posted: Sequence[Posted], again: bool
) -> dict[str, object]:
    """One notice for other programs; amounts in fen."""
    from zhida.documents.writing.json import finding_object

    return {
        "notice": name,
        "number": booking.number,
        "agency": agency,
        "booked": bool(posted),
        "again": again,
        "shares": [
            {
                "recipient": share.payee.name,
                "code": share.payee.code,
                "source": booking.elements[share.appropriation].source,
                "purpose": share.purpose,
                "fen": share.fen,
            }
            for share in booking.shares
        ],
        "vouchers": [_voucher_object(each) for each in booking.vouchers],
        "posted": [f"{each.year}-{each.number}" for each in posted],
        "questions": [
            {"code": each.code, "sentence": each.sentence, "options": list(each.options)}
            for each in booking.questions
        ],
        "findings": [finding_object(each) for each in booking.findings],
        "refusals": [each.code for each in booking.refusals],
    }


def _voucher_object(voucher: Voucher) -> dict[str, object]:
    return {
        "verb": voucher.verb,
        "document": voucher.document,
        "holder": voucher.holder,
        "counterpart": voucher.counterpart,
        "transfers": [
            {"credit": each.credit.kind, "debit": each.debit.kind, "fen": each.fen}
            for each in voucher.transfers
        ],
    }
