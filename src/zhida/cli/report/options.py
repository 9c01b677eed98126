"""选项 options: what the commands of `zhida report` share."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.installation import refuse
from zhida.documents.writing.notice import Format

if TYPE_CHECKING:
    from zhida.core.obligations.periods import Period

OfAgency = Annotated[
    str | None,
    typer.Option(
        "--agency", metavar="单位", help="哪个单位（代码或全称）；省略时为办理人所在单位。"
    ),
]
Year = Annotated[
    int | None, typer.Option("--year", metavar="年度", help="预算年度；省略时为报告期所在年度。")
]
Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="写到哪个文件夹。")]
Formats = Annotated[
    str, typer.Option("--format", metavar="格式", help="docx、xlsx、pdf，用逗号分开；省略时全写。")
]
Children = Annotated[
    bool, typer.Option("--children", help="汇总下级各单位报来的表；没有报的列为“未报”。")
]
FromLedger = Annotated[
    bool,
    typer.Option("--from-ledger", help="与 --children 同用：不用报来的表，按账编下级各表再汇总。"),
]
File = Annotated[
    bool, typer.Option("--file", help="编好后随即报送，办结应报的任务（见 zhida due）。")
]
OfDuty = Annotated[
    int | None,
    typer.Option("--duty", metavar="编号", help="报送哪一项任务；省略时按表式和报告期找。"),
]
Filed = Annotated[
    str | None, typer.Option("--filed", metavar="日期", help="填报日期；省略时留空待填。")
]
Reasons = Annotated[
    Path | None,
    typer.Option(
        "--reasons",
        metavar="文件.csv",
        exists=True,
        dir_okay=False,
        help="未支出原因：csv，两列“下达文号”“未支出原因”。",
    ),
]
EvidenceFile = Annotated[
    Path | None,
    typer.Option(
        "--evidence", metavar="文件.csv", dir_okay=False, help="另写每个数字的计算口径和凭证。"
    ),
]


def formats_of(text: str) -> tuple[Format, ...]:
    """The formats of "docx,pdf"; a refusal where one isn't known."""
    names = [each.strip().lower() for each in text.replace("，", ",").split(",") if each.strip()]
    known = [each.value for each in Format]
    for name in names:
        if name not in known:
            refuse(f"不认识的格式“{name}”，可写{'、'.join(known)}，用逗号分开")
    return tuple(dict.fromkeys(Format(name) for name in names)) or tuple(Format)


def period_told(text: str) -> Period:
    """The period of "2025-03", "2025Q1" or a day; a refusal where it is none."""
    from zhida.core.forms.periods import UnknownPeriod, period_of, until

    try:
        return until(datetime.date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return period_of(text)
    except UnknownPeriod as wrong:
        refuse(str(wrong))


def reasons_of(file: Path | None) -> dict[str, str]:
    """未支出原因 by document number, from a csv file with the two columns named in its head."""
    import csv

    if file is None:
        return {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            wanted = ("下达文号", "未支出原因")
            if missing := [each for each in wanted if each not in (rows.fieldnames or ())]:
                refuse(f"{file}缺少列：{'、'.join(missing)}。第一行应为“下达文号,未支出原因”")
            return {row[wanted[0]].strip(): (row[wanted[1]] or "").strip() for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        refuse(f"无法读取“{file}”（{wrong}）。请存为 UTF-8 的 csv")
