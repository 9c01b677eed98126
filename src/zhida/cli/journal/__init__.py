"""zhida journal: who did what, sealed and verified as the ledger is; one file per command."""

from __future__ import annotations

import typer

from zhida.cli.journal.head import head
from zhida.cli.journal.listing import listed
from zhida.cli.journal.seal import seal
from zhida.cli.journal.verify import verify
from zhida.cli.listing_group import ListUnlessNamed

journal = typer.Typer(
    name="journal",
    cls=ListUnlessNamed,
    help="日志：查询、封存、核验谁在何时办了什么。",
    rich_markup_mode=None,
)
journal.command("list")(listed)
journal.command("seal")(seal)
journal.command("verify")(verify)
journal.command("head")(head)
