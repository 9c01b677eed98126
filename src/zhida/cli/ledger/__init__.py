"""zhida ledger: the quota ledger from the command line, one file per command."""

from __future__ import annotations

import typer

from zhida.cli.ledger.acts import act, begin_year, close_year, reverse
from zhida.cli.ledger.balances import balances
from zhida.cli.ledger.correct import correct
from zhida.cli.ledger.export import export
from zhida.cli.ledger.formal_issue import formal_issue
from zhida.cli.ledger.head import head
from zhida.cli.ledger.import_ import import_
from zhida.cli.ledger.keygen import keygen
from zhida.cli.ledger.proof import proof
from zhida.cli.ledger.seal import seal
from zhida.cli.ledger.statement import statement
from zhida.cli.ledger.verify import verify

ledger = typer.Typer(
    name="ledger",
    help="指标账：办理、余额、明细、导入导出、封存、核验和证明。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ledger.command("seal")(seal)
ledger.command("verify")(verify)
ledger.command("head")(head)
ledger.command("keygen")(keygen)
ledger.command("proof")(proof)
ledger.command("export")(export)
ledger.command("import")(import_)
ledger.command("balances")(balances)
ledger.command("statement")(statement)
ledger.command("act")(act)
ledger.command("reverse")(reverse)
ledger.command("correct")(correct)
ledger.command("formal-issue")(formal_issue)
ledger.command("close-year")(close_year)
ledger.command("begin-year")(begin_year)
