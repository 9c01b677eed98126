"""显示 showing: what was made and what doesn't hold, on the terminal and into files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zhida.cli.console import messages, output, severity_word
from zhida.cli.installation import refuse
from zhida.core.findings import Finding, Severity
from zhida.core.forms.form import FormTable
from zhida.documents.writing.forms import origins
from zhida.documents.writing.notice import IssuedFile, write_files
from zhida.documents.writing.replacing import UnwritableReport, replacing, writable

if TYPE_CHECKING:
    from zhida.platform.obligations.models import Filing

_MOST = 20


def folder(out: Path) -> None:
    """Make the folder that files go to, or say why it can't be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        refuse(f"无法建立文件夹“{out}”（{wrong.strerror}）。请换一个文件夹")


def checked_evidence(file: Path | None) -> None:
    """Refuse now, rather than after the work, where the table of origins can't be written."""
    if file is not None:
        try:
            writable(file)
        except UnwritableReport as wrong:
            refuse(str(wrong))


def deliver(out: Path, files: Sequence[IssuedFile], *, fresh: bool = True) -> None:
    """Write files to a folder and name them with their hashes."""
    try:
        write_files(out, files)
    except UnwritableReport as wrong:
        refuse(str(wrong))
    for each in files:
        note = "" if fresh else "  与上次相同"
        output().print(f"{out / each.name}  SHA-256 {each.sha256}{note}", soft_wrap=True)


def handed(filings: Sequence[Filing]) -> None:
    """Name the duties on which something was filed."""
    for each in filings:
        late = f"，迟{each.days_late}天" if each.days_late else ""
        output().print(
            f"任务{each.duty_id}已报送，第{each.ordinal}次{late}（{each.duty.what}）",
            soft_wrap=True,
        )


def tell(console: Console, name: str, findings: Sequence[Finding]) -> None:
    """The findings of one form below its name."""
    if not findings:
        return
    console.print(Text(name, style="name"), soft_wrap=True)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="code")
    grid.add_column(overflow="fold")
    for each in findings[:_MOST]:
        told = Text(each.sentence)
        for place in each.sources[:3]:
            told.append(f"\n位置：{place.describe()}", style="place")
        told.append(f"\n改法：{each.mend}", style="place")
        grid.add_row(severity_word(each.severity), each.code, told)
    console.print(grid)
    if len(findings) > _MOST:
        console.print(f"另有{len(findings) - _MOST}项，见报表。")


def status_of(findings: Iterable[Finding]) -> int:
    """The exit status: 1 from an error on."""
    return int(any(each.severity.rank <= Severity.ERROR.rank for each in findings))


def write_evidence(file: Path | None, forms: Sequence[tuple[str, FormTable]]) -> None:
    """来历: a csv of every figure of some forms with its formula and its vouchers."""
    if file is None:
        return
    try:
        with replacing(file) as draft, draft.open("w", encoding="utf-8-sig", newline="") as lines:
            made = csv.writer(lines)
            for at, (name, form) in enumerate(forms):
                rows, _ = origins(form)
                if not at and rows:
                    made.writerow(("报表", *rows[0]))
                made.writerows((name, *row) for row in rows[1:])
    except UnwritableReport as wrong:
        refuse(str(wrong))
    messages().print(f"来历已写入{file}", soft_wrap=True)
