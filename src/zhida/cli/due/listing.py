"""zhida due list: what is due when, from notice files or from the installation."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, report_unreadable
from zhida.cli.days import day_of, now, today
from zhida.cli.due.view import DueRow, show_due, write_ics, write_table
from zhida.cli.installation import As, refuse
from zhida.core.obligations import DutyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhida.core.notice import Notice

_FINE, _UNREAD = 0, 2


def listed(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="通知…", help="通知文件；不写时列出系统中的任务。"),
    ] = None,
    received: Annotated[
        str | None, typer.Option("--received", metavar="年-月-日", help="通知文件的收文日期。")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="年-月-日", help="看这一天的状态；系统中的任务默认今天。"),
    ] = None,
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位", help="只看一个单位，代码或全称。")
    ] = "",
    region: Annotated[
        str, typer.Option("--region", metavar="区划", help="只看一个区划及其下级，代码。")
    ] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="状态", help="只看这些状态，如 逾期；可重复。"),
    ] = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="写为日历文件（ics）。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="写入文件，以.csv、.xlsx或.json结尾。"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    who: As = None,
) -> None:
    """列出任务和到期日；写明通知文件时不需要安装系统。"""
    asked, states = day_of(on, "--on"), _states(state or [])
    day = asked or today()
    if agency and region:
        refuse("--agency 和 --region 只能写一个")
    status = _FINE
    if files:
        if region:
            refuse("--region 用于系统中的任务；通知文件请用 --agency")
        if states and asked is None:
            refuse("通知文件没有报送记录；要看某一天的状态，请加 --on 年-月-日")
        rows, status = _of_files(files, day_of(received, "--received"), asked, agency)
        title = "、".join(path.stem for path in files)
    elif received:
        refuse("--received 要与通知文件一起使用")
    else:
        from zhida.cli.due.installed import stored

        rows, title = stored(who, agency, region, day)
    rows = [each for each in rows if not states or each.state in states]
    if status == _UNREAD and not rows:
        raise typer.Exit(status)
    if ics is not None:
        write_ics(ics, rows, title, now())
        messages().print(f"已写入 {ics}（{len(rows)}项任务）", soft_wrap=True)
    if out is not None:
        write_table(out, rows, title, asked if files else day)
    if as_json or (ics is None and out is None):
        show_due(rows, asked if files else day, as_json=as_json)
    raise typer.Exit(status)


def _of_files(
    paths: list[Path], received: datetime.date | None, day: datetime.date | None, agency: str
) -> tuple[list[DueRow], int]:
    from zhida.core.obligations import BirthError, all_born, state_on
    from zhida.documents.intake.batch import outcomes
    from zhida.documents.outcomes import Unreadable

    if missing := [path for path in paths if not path.exists()]:
        refuse(f"没有这个文件：{missing[0]}")
    rows: list[DueRow] = []
    owners: dict[str, None] = {}
    status = _FINE
    for outcome in outcomes(paths):
        if isinstance(outcome, Unreadable):
            report_unreadable(messages(), outcome)
            status = _UNREAD
            continue
        notice = outcome.notice
        names = _names(notice)
        try:
            duties = all_born(notice, document=_number(notice), received=received)
        except BirthError as wrong:
            refuse(f"{outcome.name}：{wrong}")
        for duty in duties:
            owner = names(duty.owner)
            owners.setdefault(owner)
            if not agency or agency in (duty.owner, owner):
                state = state_on(duty.due, (), day) if day else DutyState.UPCOMING
                rows.append(DueRow(duty, state, owner, names(duty.receiver)))
    if agency and owners and not rows:
        refuse(f"通知里没有“{agency}”的任务，责任单位有：{'、'.join(owners)}")
    return rows, status


def _number(notice: Notice) -> str:
    if notice.doc_number:
        return str(notice.doc_number.value)
    return notice.title.value if notice.title else ""


def _names(notice: Notice) -> Callable[[str], str]:
    from zhida.core.obligations import office_name, receivers

    units = {each.code: each.name for each in receivers(notice)}
    return lambda code: units.get(code) or office_name(code)


def _states(words: list[str]) -> frozenset[DutyState]:
    known = {each.label: each for each in DutyState} | {each.value: each for each in DutyState}
    for word in words:
        if word not in known:
            refuse(f"没有“{word}”这个状态，可写：{'、'.join(each.label for each in DutyState)}")
    return frozenset(known[word] for word in words)
