"""zhida targets monitor: whether each indicator is on course, with the forecast and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import refuse
from zhida.cli.targets.choosing import chosen_table, spent_wan_yuan
from zhida.cli.targets.sheets import AsJson, Notices, Out, deliver, read_notices, with_targets

if TYPE_CHECKING:
    from zhida.documents.performance.values_file import Values

ValuesFile = Annotated[
    Path,
    typer.Option("--values", metavar="VALUES.csv", help="各指标至今的完成值：名称,实际完成值。"),
]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="数据截至哪一天，默认今天。"),
]
Scope = Annotated[str, typer.Option("--scope", metavar="地区", help="有多张目标表时，看哪一张。")]
Paid = Annotated[str, typer.Option("--paid", metavar="万元", help="至今已支出，另看资金进度。")]
Usual = Annotated[
    str,
    typer.Option("--usual", metavar="比例", help="上年同期支出进度，如55%，默认按时间进度。"),
]


def monitor(
    notices: Notices,
    values: ValuesFile,
    on: On = None,
    scope: Scope = "",
    paid: Paid = "",
    usual: Usual = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """监控各项指标：正常、有风险、未完成、无数据，并预测全年、说明理由。"""
    from zhida.core.parameters import ParameterError
    from zhida.core.performance.typed import typed_table
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.values_file import read_values
    from zhida.documents.performance.watches import reasons, watches_sheet

    day = (on or datetime.now().astimezone()).date()
    found = read_notices(notices)
    with_targets(found, notices)
    table = chosen_table([table for notice in found for table in notice.targets], scope)
    indicators = [each.indicator for each in typed_table(table)]
    try:
        read: Values = read_values(values, indicators, day)
    except FaultyInput as error:
        messages().print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(2) from None
    total = next((each.amount.fen for each in table.amounts if each.kind == "total"), None)
    money = (total or 0, spent_wan_yuan(paid, "--paid", total)) if paid else None
    try:
        sheet = watches_sheet(table, read.attained, day, money, _share(usual))
    except ParameterError as error:
        refuse(str(error))
    deliver([sheet], out, as_json)
    for line in reasons(sheet) if out is None and not as_json else ():
        output().print(line, soft_wrap=True)


def _share(text: str) -> str:
    if text and not text.removesuffix("%").replace(".", "", 1).isdigit():
        refuse(f"--usual “{text}”不是比例。写为55%")
    return text.removesuffix("%")
