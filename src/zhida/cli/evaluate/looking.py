"""zhida evaluate list and show: which evaluations there are, and one with all its stages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.evaluate.reviewing import Number
from zhida.cli.installation import As, acting, refuse
from zhida.cli.targets.sheets import AsJson, Out, deliver, tell

if TYPE_CHECKING:
    from zhida.platform.performance.evaluations import EvaluationRow

Year = Annotated[int | None, typer.Option("--year", metavar="年度", help="只看这一年。")]
Fund = Annotated[str, typer.Option("--fund", metavar="资金", help="只看这项资金。")]


def list_(
    year: Year = None,
    fund: Fund = "",
    finished: Annotated[
        bool, typer.Option("--confirmed/--all", help="只列已确认的；默认全列。")
    ] = False,
    out: Out = None,
    as_json: AsJson = False,
    who: As = None,
) -> None:
    """各项绩效评价：办到哪一步，各环节多少分。"""
    from zhida.documents.performance.sheets import Sheet

    with acting(who):
        from zhida.platform.performance.evaluations import evaluations

        found = list(evaluations(year, fund=fund, finished=finished))
    if not found and not as_json:
        messages().print("还没有绩效评价。用 zhida evaluate self 办理自评")
        return
    heads = ("编号", "单位", "年度", "资金", "状态", "自评", "复核", "确认", "等级", "问题")
    deliver([Sheet("绩效评价", heads, tuple(map(_line, found)))], out, as_json)


def show(
    number: Number,
    history: Annotated[bool, typer.Option("--history", help="连同退回以前的各次意见。")] = False,
    form: Annotated[
        Path | None, typer.Option("--form", metavar="文件", help="另存报送的自评表原件。")
    ] = None,
    out: Out = None,
    as_json: AsJson = False,
    who: As = None,
) -> None:
    """一项绩效评价：各环节并列，差异、算式、理由，以及自评表的问题。"""
    from zhida.documents.performance.judgements import reason_lines, stages_sheet
    from zhida.documents.performance.scores import findings_sheet

    with acting(who):
        from zhida.platform.performance.evaluations import evaluation_row, filed_form
        from zhida.platform.performance.evaluations import history as history_of

        found = evaluation_row(number)
        past = history_of(number) if history else ()
        original = filed_form(number) if form is not None else None
    title = (
        f"评价{found.number} {found.agency_name}{found.year}年“{found.fund}” {found.state.label}"
    )
    findings = found.stages[0].findings
    sheets = [stages_sheet(title, found.stages), findings_sheet("自评表的问题", findings)]
    if out is not None or as_json:
        deliver(sheets, out, as_json)
    else:
        deliver(sheets[:1], None, False)
        for line in (*reason_lines(found.stages), *_said(found)):
            output().print(line, soft_wrap=True)
        tell(findings)
        for each in past:
            output().print(
                f"历史：{each.stage.label} {each.by} {float(each.total):.2f}分（{each.grade}）"
                f" {each.opinion}".rstrip(),
                soft_wrap=True,
            )
    if form is not None:
        _save(form, original)


def _line(row: EvaluationRow) -> tuple[str | int, ...]:
    from zhida.core.performance.points import points_text
    from zhida.core.performance.review import Stage

    reached = {each.stage: points_text(each.total) for each in row.stages}
    return (
        row.number,
        row.agency_name,
        row.year,
        row.fund,
        row.state.label,
        *(reached.get(stage, "") for stage in Stage),
        row.counts.grade,
        len(row.stages[0].findings),
    )


def _said(row: EvaluationRow) -> list[str]:
    """Who judged, with the opinions."""
    lines = [
        f"{each.stage.label}：{each.by}{f'，意见：{each.opinion}' if each.opinion else ''}"
        for each in row.stages
    ]
    return [*lines, f"退回理由：{row.reason}"] if row.reason else lines


def _save(path: Path, original: tuple[str, bytes] | None) -> None:
    from zhida.documents.writing.replacing import UnwritableReport, replacing

    if original is None:
        refuse("该评价没有存档的自评表")
    name, content = original
    if path.suffix.lower() != Path(name).suffix.lower():
        refuse(f"存档的是“{name}”，另存的文件名须以{Path(name).suffix}结尾")
    try:
        with replacing(path) as draft:
            draft.write_bytes(content)
    except UnwritableReport as wrong:
        refuse(str(wrong))
    messages().print(f"已写入 {path}", soft_wrap=True)
