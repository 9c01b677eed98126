"""zhida targets: indicators typed, split, compared and bound to what measures them."""

from __future__ import annotations

import typer

from zhida.cli.targets.declare import declare
from zhida.cli.targets.factors import factors
from zhida.cli.targets.gaps import gaps
from zhida.cli.targets.listing import list_
from zhida.cli.targets.measure import measure
from zhida.cli.targets.metrics import metrics
from zhida.cli.targets.monitor import monitor
from zhida.cli.targets.set import set_
from zhida.cli.targets.settle import settle
from zhida.cli.targets.split import split
from zhida.cli.targets.typed import typed

targets = typer.Typer(
    name="targets",
    help="绩效目标：定型、拆分、上下级核对、取数、登记、确定、填报。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
targets.command("typed")(typed)
targets.command("split")(split)
targets.command("gaps")(gaps)
targets.command("factors")(factors)
targets.command("metrics")(metrics)
targets.command("monitor")(monitor)
targets.command("set")(set_)
targets.command("settle")(settle)
targets.command("declare")(declare)
targets.command("measure")(measure)
targets.command("list")(list_)
