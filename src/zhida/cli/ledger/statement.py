"""zhida ledger statement: every voucher of a line's accounts."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.installation import As, acting, refuse
from zhida.cli.ledger.tables import AsCsv, AsJson, AsXlsx, InUnit, deliver, unit_of


def statement(
    accounts: Annotated[
        list[str],
        typer.Argument(
            metavar="账户…",
            help="指标主键的前八位以上、文号、单位代码或名称；后面可以加“:科目”，例如 :待下达指标。",
        ),
    ],
    csv: AsCsv = None,
    xlsx: AsXlsx = None,
    as_json: AsJson = False,
    unit: InUnit = "万元",
    who: As = None,
) -> None:
    """明细账：按指标分组，一张凭证一行，每个科目一列；合计就是余额。"""
    from zhida.core.ledger.chart import kinds
    from zhida.documents.ledger.account_grids import statement_grid

    chosen = unit_of(unit)
    names = {each.name: code for code, each in kinds().items()} | {code: code for code in kinds()}
    asked = []
    for account in accounts:
        subject, _, kind = account.partition(":")
        if kind and kind not in names:
            refuse(
                f"没有“{kind}”这个科目，请写其中之一：{'、'.join(k.name for k in kinds().values())}"
            )
        asked.append((subject, names[kind] if kind else None))
    with acting(who):
        from zhida.platform.ledger.queries import statements_of

        found = [each for subject, kind in asked for each in statements_of(subject, kind)]
    deliver([statement_grid(each) for each in found], chosen, csv, xlsx, as_json)
