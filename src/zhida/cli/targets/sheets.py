"""The tables of `zhida targets`: read from notices, shown in the terminal or written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output, severity_word
from zhida.cli.installation import refuse
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice

if TYPE_CHECKING:
    from zhida.documents.performance.sheets import Sheet

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="写入文件，以.csv、.xlsx或.json结尾。"),
]
AsJson = Annotated[bool, typer.Option("--json", help="以json输出。")]
Notices = Annotated[list[Path], typer.Argument(metavar="通知…", help="通知或绩效目标表的文件。")]


def read_notices(paths: Sequence[Path]) -> list[Notice]:
    """The notices in some files; refused where one can't be read or there is none."""
    from zhida.cli.run import Tally, run
    from zhida.documents.outcomes import Checked

    tally = Tally()
    found = [
        outcome.notice
        for outcome in run(list(paths), messages(), tally, jobs=1, checking=False)
        if isinstance(outcome, Checked)
    ]
    if tally.unread:
        raise typer.Exit(2)  # each was told as it came
    if not found:
        refuse("没有读到任何通知。请给出通知或绩效目标表的文件")
    return found


def with_targets(notices: Sequence[Notice], paths: Sequence[Path]) -> None:
    """Refused where none of the notices has a performance table."""
    if not any(notice.targets for notice in notices):
        refuse(f"{'、'.join(path.name for path in paths)}中没有绩效目标表")


def deliver(sheets: Sequence[Sheet], out: Path | None, as_json: bool) -> None:
    """Write the tables where they were asked for; in the terminal where nowhere."""
    from zhida.documents.performance.sheets import sheets_text, write_sheets
    from zhida.documents.writing.replacing import UnwritableReport

    if out is not None:
        try:
            write_sheets(out, sheets)
        except UnwritableReport as error:
            refuse(str(error))
        messages().print(f"已写入 {out}", soft_wrap=True)
    if as_json:
        typer.echo(sheets_text(sheets))
    elif out is None:
        for sheet in sheets:
            _show(sheet)


def tell(findings: Iterable[Finding], *, quiet: bool = False) -> None:
    """The findings below a table, worst first, hints left out."""
    if quiet:
        return
    heavy = [each for each in findings if each.severity.rank <= Severity.WARNING.rank]
    for each in sorted(heavy, key=lambda each: each.severity.rank):
        places = "、".join(source.describe() for source in each.sources[:3])
        line = severity_word(each.severity)
        line.append(f" {each.code} {each.sentence}", style="")
        line.append(f"\n  位置：{places}" if places else "", style="place")
        line.append(f"\n  改法：{each.mend}", style="place")
        output().print(line, soft_wrap=True)


def _show(sheet: Sheet) -> None:
    """A table without the columns that are empty everywhere."""
    from zhida.cli.tables_view import plain_table
    from zhida.documents.performance.tables import NAME

    if not sheet.rows:
        messages().print(f"{sheet.title}：没有内容", soft_wrap=True)
        return
    narrow = (n for n in range(len(sheet.heads)) if n not in sheet.wide)
    full = [n for n in narrow if any(row[n] != "" for row in sheet.rows)]
    table = plain_table(*(sheet.heads[n] for n in full))
    table.title, table.title_justify = sheet.title, "left"
    for place, n in enumerate(full):
        if sheet.heads[n] == NAME:
            table.columns[place].min_width = 20
    for row in sheet.rows:
        table.add_row(*(_text(row[n]) for n in full))
    output().print(table)


def _text(cell: object) -> str:
    from decimal import Decimal

    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
