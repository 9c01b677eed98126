"""支付预览 on a terminal: what the files hold, where it would go, and what is wrong cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zhida.cli.console import output, severity_word
from zhida.cli.tables_view import plain_table
from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen

if TYPE_CHECKING:
    from zhida.core.execution.matching import Match
    from zhida.platform.execution.previewing import Preview

_SHOWN = 5
"""Findings of one code that are listed without --all."""


def show_preview(preview: Preview, *, everything: bool) -> None:
    """Files, lines, queue and findings."""
    console = output()
    console.print(_files(preview))
    if preview.booked:
        console.print(Text("可以记账", style="name"))
        console.print(_lines(preview))
    if preview.queued:
        waiting = sum(each.payment.fen for each in preview.queued)
        console.print(
            Text(f"待认领 {len(preview.queued)}笔，{yuan(waiting)}", style="name"), soft_wrap=True
        )
    if preview.findings:
        show_findings(preview.findings, everything=everything)
    console.print(_sum(preview), soft_wrap=True)


def _files(preview: Preview) -> Table:
    table = plain_table("文件", "行", "支付", "退款", "净额（元）", "表内合计（元）")
    for column in table.columns[1:]:
        column.justify = "right"
    for file in preview.files:
        reading = file.reading
        back = sum(each.kind.value == "refund" for each in reading.payments)
        stated = reading.stated_fen
        table.add_row(
            file.name,
            str(reading.rows),
            str(len(reading.payments) - back),
            str(back),
            yuan(reading.fen),
            "" if stated is None else yuan(stated),
        )
    return table


def _lines(preview: Preview) -> Table:
    """One row for each quota line that would be paid from."""
    table = plain_table(
        "指标", "单位", "文号", "笔数", "支付（元）", "退回（元）", "其后可支付（元）"
    )
    for column in table.columns[3:]:
        column.justify = "right"
    desk = preview.standing.desk
    lines: dict[bytes, list[Match]] = {}
    for each in preview.booked:
        assert each.held is not None
        lines.setdefault(each.held.digest, []).append(each)
    for matches in lines.values():
        held = matches[0].held
        assert held is not None
        paid = _sum_of(each for each in matches if each.payment.kind.value == "payment")
        back = _sum_of(each for each in matches if each.payment.kind.value == "refund")
        # What stands in the ledger already doesn't move again.
        known = sum(
            each.payment.fen if each.payment.kind.value == "payment" else -each.payment.fen
            for each in matches
            if each.booked is not None
        )
        table.add_row(
            held.key,
            desk.name_of(held.line.holder),
            held.line.document,
            str(len(matches)),
            yuan(paid),
            yuan(back),
            yuan(held.available - paid + back + known),
        )
    return table


def show_findings(findings: Sequence[Finding], *, everything: bool) -> None:
    """Each finding with its cell and mend, those of one code together."""
    console = output()
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="code")
    grid.add_column(overflow="fold")
    codes: dict[str, list[Finding]] = {}
    for each in sorted(findings, key=lambda each: each.severity.rank):
        codes.setdefault(each.code, []).append(each)
    for code, some in codes.items():
        shown = some if everything else some[:_SHOWN]
        for each in shown:
            grid.add_row(severity_word(each.severity), code, _told(each))
        if len(some) > len(shown):
            grid.add_row(
                "", "", Text(f"同类另有{len(some) - len(shown)}处（--all 全部列出）", style="label")
            )
    console.print(Padding(grid, (0, 0, 0, 2)))


def _told(finding: Finding) -> Text:
    told = Text(finding.sentence)
    if finding.sources:
        places = "、".join(each.describe() for each in finding.sources)
        told.append(f"\n位置：{places}", style="place")
    told.append(f"\n改法：{finding.mend}", style="place")
    return told


def _sum(preview: Preview) -> str:
    again = f"，{preview.again}笔以前已导入或重复" if preview.again else ""
    return (
        f"共{sum(len(each.reading.payments) for each in preview.files)}笔，净额{yuan(preview.fen)}："
        f"可记账{len(preview.booked)}笔，待认领{len(preview.queued)}笔{again}"
    )


def _sum_of(matches: Iterable[Match]) -> int:
    return sum(each.payment.fen for each in matches)


def yuan(fen: int) -> str:
    """Fen in 元 with both decimals and separators.

    >>> yuan(123456789)
    '1,234,567.89'
    """
    text = format_fen(abs(fen), Unit.YUAN, places=2).removesuffix("元")
    whole, _, cents = text.partition(".")
    return f"{'-' if fen < 0 else ''}{int(whole):,}.{cents}"
