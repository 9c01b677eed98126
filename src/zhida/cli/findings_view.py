"""问题清单 on a terminal: grouped by notice, worst first."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from zhida.cli.console import severity_word
from zhida.cli.run import Tally
from zhida.core.findings import Finding, Severity
from zhida.documents.outcomes import Checked
from zhida.documents.writing.words import places_words

_PLACES = 6  # more are counted, not listed


def show_findings(console: Console, checked: Checked) -> None:
    """The name of the notice, its files, then each finding with its places and mend."""
    notice = checked.notice
    console.print(Text(checked.name, style="name"))
    if notice.title is not None and notice.doc_number is not None:
        console.print(Padding(Text(notice.title.value), (0, 0, 0, 2)))
    console.print(
        Padding(Text("、".join(each.name for each in notice.files), style="label"), (0, 0, 0, 2))
    )
    if checked.findings:
        console.print(Padding(_grid(checked.findings, alone=len(notice.files) == 1), (0, 0, 0, 2)))
    else:
        console.print(Padding(Text("没有发现问题。"), (0, 0, 0, 2)))
    console.print()


def show_tally(console: Console, tally: Tally) -> None:
    """One line that sums up the run."""
    line = Text(f"共{tally.notices}份通知：")
    for index, severity in enumerate(Severity):
        count = tally.findings[severity]
        line.append("，" if index else "")
        line.append(f"{severity.label}{count}", style=severity.value if count else "label")
    if tally.unread:
        line.append("；")
        line.append(f"{tally.unread}个文件无法读取", style="fault")
    line.append("。")
    console.print(line)


def _grid(findings: tuple[Finding, ...], *, alone: bool) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="code")
    grid.add_column(overflow="fold")
    for finding in findings:
        grid.add_row(severity_word(finding.severity), finding.code, _told(finding, alone=alone))
    return grid


def _told(finding: Finding, *, alone: bool) -> Text:
    told = Text(finding.sentence)
    places = [words for words, _ in places_words(finding.sources, alone=alone)]
    if places:
        rest = f"等{len(places)}处" if len(places) > _PLACES else ""
        told.append(f"\n位置：{'、'.join(places[:_PLACES])}{rest}", style="place")
    if finding.mend:
        told.append(f"\n改法：{finding.mend}", style="place")
    return told
