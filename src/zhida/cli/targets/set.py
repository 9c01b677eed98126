"""zhida targets set: the goals of a notice are registered at the agencies they bind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, refuse


def set_(
    notice: Annotated[
        str, typer.Argument(metavar="通知", help="已入账通知的文号，或目标表的文件。")
    ],
    agency: Annotated[
        str,
        typer.Option("--agency", metavar="单位代码", help="由哪个单位承担；省略时按表上的地区。"),
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="年度", help="目标的年度；省略时按表上所写。")
    ] = None,
    who: As = None,
) -> None:
    """登记绩效目标：每张已填的目标表记到承担的单位；再次登记的为新的一版。"""
    with acting(who) as actor:
        from zhida.core.rules.performance.tables import filled_tables
        from zhida.platform.performance.actions import set_targets
        from zhida.platform.performance.origins import origin_of_document, origin_of_file

        path = Path(notice)
        if path.is_file():
            origin = origin_of_file(path)
        else:
            found = origin_of_document(actor, notice)
            if found is None:
                refuse(f"没有名为“{notice}”的文件，本单位也没有这个文号的通知。请核对文件名或文号")
            origin = found
        made = set_targets(actor, origin, agency=agency, year=year)
        for each in made:
            edition = f"，第{each.edition}版" if each.edition > 1 else ""
            output().print(
                f"{each.agency.name} {each.year}年 {each.scope or each.subject}："
                f"{each.targets.count()}项指标{edition}。",
                soft_wrap=True,
            )
        filled = len(filled_tables(origin.notice))
        blank = len(origin.notice.targets) - filled
        if blank:
            messages().print(f"另有{blank}张是未填的表样，没有登记。", soft_wrap=True)
        if filled > len(made):
            messages().print(
                f"另有{filled - len(made)}张属于本区划以外的单位，没有登记。", soft_wrap=True
            )
