"""zhida ledger formal-issue: entitlement less advance to each receiver, outside a notice."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from zhida.cli.booking_answers import fen_of_words, pair
from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse
from zhida.cli.ledger.acts import Day, Document, Reason, paper_of, tell


def formal_issue(
    line: Annotated[
        str, typer.Argument(metavar="指标", help="正式指标行：主键的前八位以上，或文号。")
    ],
    entitled: Annotated[
        list[str], typer.Argument(metavar="单位=应下达…", help="如 650100-finance=700万元。")
    ],
    number: Document,
    date: Day,
    reduction: Annotated[
        list[str] | None,
        typer.Option("--reduce", metavar="单位", help="多下达的确要收回的单位；可重复。"),
    ] = None,
    reason: Reason = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试算，不入账。")] = False,
    who: As = None,
) -> None:
    """正式下达：此次下达＝应下达－账上已提前下达；多下达的，收回下级已上缴的部分。"""
    from zhida.core.money import Unit, format_fen

    asked = [pair(each, "应下达", "单位=金额（带单位）") for each in entitled]
    amounts = [(name, fen_of_words(words)) for name, words in asked]
    paper = (number, date, reason, 1)
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.administration import the_agency
        from zhida.platform.ledger.formal import issue_formally

        receivers = [the_agency(name).code for name, _ in amounts]
        if len(set(receivers)) < len(receivers):
            refuse("同一单位写了两次应下达数，请合并")
        done = issue_formally(
            actor(who),
            line,
            dict(zip(receivers, (fen for _, fen in amounts), strict=True)),
            paper_of(*paper),
            reductions=frozenset(the_agency(each).code for each in reduction or ()),
            look=dry_run,
        )
    table = Table("单位", *("应下达", "已提前下达", "此次下达"))
    for share in done.shares:
        figures = (share.entitled, share.advanced, share.now)
        table.add_row(share.recipient, *(format_fen(fen, Unit.YUAN) for fen in figures))
    output().print(table)
    if dry_run:
        messages().print("试算，没有入账")
    else:
        tell("正式下达", done.posted)
