"""How duties are shown: a table, JSON, or a calendar file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from zhida.cli.console import output
from zhida.cli.installation import refuse
from zhida.core.obligations import Duty, DutyState

_STYLES = {
    DutyState.OVERDUE: "error",
    DutyState.DUE: "warning",
    DutyState.SENT_BACK: "warning",
    DutyState.ACCEPTED: "label",
    DutyState.WAIVED: "label",
}
_OPEN = (DutyState.UPCOMING, DutyState.DUE, DutyState.OVERDUE, DutyState.SENT_BACK)
_FAR = datetime.date.max


@dataclass(frozen=True, slots=True)
class DueRow:
    """任务行: a duty on a day. `number` is that of the installation, `late` the days filed late."""

    duty: Duty
    state: DutyState
    owner: str
    receiver: str
    number: int | None = None
    late: int = 0


def show_due(rows: Sequence[DueRow], day: datetime.date | None, *, as_json: bool) -> None:
    """The duties in the order of their days; those without a day come last, with the reason.

    Without a `day` no states are shown: nobody knows what was filed.
    """
    ordered = sorted(rows, key=lambda each: (each.duty.due or _FAR, each.duty.what, each.owner))
    if as_json:
        typer.echo(
            json.dumps({"due": [_object(each) for each in ordered]}, ensure_ascii=False, indent=2)
        )
        return
    if not ordered:
        output().print("没有符合的任务。")
        return
    title = f"时限任务（{day}的状态）" if day else "时限任务"
    table = Table(title=title, title_justify="left")
    if any(each.number is not None for each in ordered):
        table.add_column("编号", justify="right", no_wrap=True)
    for head in ("到期日", "状态") if day else ("到期日",):
        table.add_column(head, no_wrap=True)
    for head in ("事项", "责任单位", "接收单位", "依据和说明"):
        table.add_column(head, overflow="fold")
    for group in _grouped(ordered):
        _add(table, group, day)
    output().print(table)


def _grouped(rows: Sequence[DueRow]) -> Iterable[list[DueRow]]:
    """Rows of files that differ in nothing but who owes; rows of the installation stand alone."""
    groups: dict[object, list[DueRow]] = {}
    for place, each in enumerate(rows):
        duty = each.duty
        same = duty.document, duty.rule, duty.what, duty.period, duty.due, each.receiver, duty.note
        groups.setdefault(same if each.number is None else place, []).append(each)
    return groups.values()


def _add(table: Table, group: list[DueRow], day: datetime.date | None) -> None:
    first = group[0]
    duty = first.duty
    owners = first.owner if len(group) == 1 else f"{first.owner}等{len(group)}个单位"
    what = f"{duty.what}（{duty.period}）" if duty.period else duty.what
    cells = [] if first.number is None else [str(first.number)]
    state = [Text(_state(first, day), style=_STYLES.get(first.state, ""))] if day else []
    table.add_row(
        *cells,
        duty.due.isoformat() if duty.due else "未定",
        *state,
        what,
        owners,
        first.receiver,
        "；".join(filter(None, (duty.unknown, duty.note, duty.basis))),
    )


def _state(row: DueRow, day: datetime.date) -> str:
    due = row.duty.due
    if row.state is DutyState.OVERDUE and due:
        return f"逾期{(day - due).days}天"
    if row.state in _OPEN and due:
        left = (due - day).days
        return f"{row.state.label}（{left}天）" if left else f"{row.state.label}（今天）"
    return f"{row.state.label}（迟{row.late}天）" if row.late else row.state.label


def _object(row: DueRow) -> dict[str, object]:
    duty = row.duty
    return {
        "number": row.number,
        "owner": duty.owner,
        "owner_name": row.owner,
        "receiver": duty.receiver,
        "receiver_name": row.receiver,
        "what": duty.what,
        "form": duty.form,
        "period": duty.period,
        "rule": duty.rule,
        "document": duty.document,
        "year": duty.year,
        "due": duty.due.isoformat() if duty.due else None,
        "unknown": duty.unknown,
        "note": duty.note,
        "state": row.state.value,
        "days_late": row.late,
        "basis": duty.basis,
        "consequence": duty.consequence,
        "source": duty.source.describe() if duty.source else "",
    }


def write_table(path: Path, rows: Sequence[DueRow], title: str, day: datetime.date | None) -> None:
    """The duties as a table, a row each: .csv, .xlsx or .json."""
    from zhida.cli.targets.sheets import deliver
    from zhida.documents.performance.sheets import Sheet

    ordered = sorted(rows, key=lambda each: (each.duty.due or _FAR, each.duty.what, each.owner))
    heads = (
        "编号",
        "到期日",
        "状态",
        "事项",
        "报告期",
        "责任单位",
        "接收单位",
        "文号",
        "依据和说明",
    )
    cells = tuple(
        (
            "" if each.number is None else each.number,
            each.duty.due.isoformat() if each.duty.due else "未定",
            _state(each, day) if day else "",
            each.duty.what,
            each.duty.period or "",
            each.owner,
            each.receiver,
            each.duty.document,
            "；".join(filter(None, (each.duty.unknown, each.duty.note, each.duty.basis))),
        )
        for each in ordered
    )
    told = f"{title}（{day}的状态）" if day else title
    deliver([Sheet(told, heads, cells)], path, as_json=False)


def write_ics(path: Path, rows: Iterable[DueRow], title: str, stamp: datetime.datetime) -> None:
    """The duties as a calendar file, whole or not at all."""
    from zhida.documents.writing.ics import Entry, calendar_bytes
    from zhida.documents.writing.replacing import UnwritableReport, replacing

    entries = [Entry(each.duty, each.state, each.owner, each.receiver) for each in rows]
    try:
        with replacing(path) as draft:
            draft.write_bytes(calendar_bytes(entries, title, stamp))
    except UnwritableReport as error:
        refuse(str(error))
