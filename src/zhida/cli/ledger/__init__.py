"""zhida ledger: the quota ledger from the command line, one file per command."""

from __future__ import annotations

import typer

from zhida.cli.ledger.keygen import keygen

ledger = typer.Typer(
    name="ledger",
    help="指标账：封存、核验和证明。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ledger.command("keygen")(keygen)
