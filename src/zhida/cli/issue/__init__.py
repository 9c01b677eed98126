"""zhida issue: a plan on its way through the ledger, one file for each kind of step."""

from __future__ import annotations

import typer

from zhida.cli.issue.drafting import draft, run
from zhida.cli.issue.looking import listing, papers
from zhida.cli.issue.reviewing import approve, book, send_back, submit, withdraw
from zhida.cli.issue.signing import send_out, sign

issue = typer.Typer(
    name="issue",
    help="下达：方案从起草、送审、审定、送签、签发到下达，每一步一次办完。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
issue.command("draft")(draft)
issue.command("submit")(submit)
issue.command("approve")(approve)
issue.command("send-back")(send_back)
issue.command("send-out")(send_out)
issue.command("sign")(sign)
issue.command("book")(book)
issue.command("withdraw")(withdraw)
issue.command("run")(run)
issue.command("list")(listing)
issue.command("papers")(papers)
