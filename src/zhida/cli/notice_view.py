"""通知 on a terminal: everything that a notice states, section by section."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zhida.cli.tables_view import allocation_view, form_view, plain_table, targets_view
from zhida.core.notice import Notice
from zhida.documents.writing.words import (
    amount_words,
    appropriation_words,
    codes_words,
    flag_words,
    value_words,
)


def show_notice(console: Console, notice: Notice) -> None:
    """Print a notice: its head, money, annexes, duties and repairs."""
    name = notice.title.value if notice.title else "（没有标题）"
    console.rule(Text(name, style="name"), align="left", characters="─")
    console.print(_head(notice))
    _section(console, "资金", _money(notice))
    for number, table in enumerate(notice.allocation, 1):
        _section(console, f"分配表{number} {table.title}", allocation_view(table))
    _section(console, "本级支出项目", _spending(notice))
    for targets in notice.targets:
        scope = targets.scope.value if targets.scope else ""
        _section(console, f"绩效目标 {scope or targets.title}", targets_view(targets))
    for form in notice.forms:
        _section(console, f"填报表 {form.title}", form_view(form))
    _section(console, "时限", _duties(notice))
    if notice.repairs:
        _section(console, "读取时的修复", _repairs(notice))
    console.print()


def _section(console: Console, title: str, table: Table) -> None:
    if table.row_count:
        console.print()
        console.print(Text(title, style="name"))
        console.print(Padding(table, (0, 0, 0, 2)))


def _head(notice: Notice) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="label")
    grid.add_column(overflow="fold")
    singles = (
        ("文号", notice.doc_number),
        ("日期", notice.date),
        ("资金", notice.fund),
        ("分项", notice.sub_fund),
        ("年度", notice.budget_year),
        ("状态", notice.status),
    )
    lists = (
        ("发文机关", notice.issuers),
        ("主送", notice.addressees),
        ("抄送", notice.copy_to),
    )
    grid.add_row("文件", "、".join(each.name for each in notice.files))
    for label, single in singles:
        grid.add_row(label, value_words(single.value) if single else "—")
    for label, values in lists:
        grid.add_row(label, "、".join(each.value for each in values) or "—")
    for basis in sorted(notice.basis, key=lambda each: not each.upstream):
        number = f"（{basis.number}）" if basis.number else ""
        grid.add_row("上级通知" if basis.upstream else "依据", f"{basis.title}{number}")
    if notice.availability:
        grid.add_row("可用条件", notice.availability.value)
    if notice.disclosure:
        grid.add_row("公开", notice.disclosure.value)
    for label, attachments in (
        ("所列附件", notice.attachments.listed),
        ("实有附件", notice.attachments.found),
    ):
        titles = Counter(f"{each.label}、{each.title}".strip("、") for each in attachments)
        lines = (f"{title}（{count}份）" if count > 1 else title for title, count in titles.items())
        grid.add_row(label, "\n".join(lines) or "—")
    return grid


def _money(notice: Notice) -> Table:
    table = plain_table("", "金额", "科目", "标识与项目")
    table.columns[1].justify = "right"
    table.add_row("总额", amount_words(notice.total), "", "")
    for each in notice.appropriations:
        codes = "\n".join(f"{scheme} {code}" for scheme, code in codes_words(each))
        project = ""
        if each.project is not None:
            project = " ".join(part for part in (each.project.code, each.project.name) if part)
        marks = [mark for mark in (flag_words(each.flag), project) if mark]
        table.add_row(appropriation_words(each), amount_words(each.total), codes, "\n".join(marks))
    return table


def _spending(notice: Notice) -> Table:
    table = plain_table("项目", "用途", "金额")
    table.columns[2].justify = "right"
    for each in notice.spending:
        table.add_row(each.name, each.purpose or "", amount_words(each.amount))
    return table


def _duties(notice: Notice) -> Table:
    table = plain_table("谁", "做什么", "向谁", "时限", "最后一日")
    for each in notice.obligations:
        what = each.what if not each.consequence else f"{each.what}（{each.consequence}）"
        last = each.due.date.isoformat() if each.due.date else ""
        table.add_row(each.who or "", what, each.to_whom or "", each.due.text, last)
    return table


def _repairs(notice: Notice) -> Table:
    grid = Table.grid(padding=(0, 1))
    for each in notice.repairs:
        grid.add_row(Text("？" if each.doubtful else "·"), Text(each.sentence))
    return grid
