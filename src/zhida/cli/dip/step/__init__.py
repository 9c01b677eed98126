"""zhida dip step: a pool's year one step at a time; each takes the flow as it stands and adds one."""

from __future__ import annotations

import typer

from zhida.cli.dip.step.advance import advance
from zhida.cli.dip.step.begin import begin
from zhida.cli.dip.step.prepay import prepay
from zhida.cli.dip.step.release import release
from zhida.cli.dip.step.review import review
from zhida.cli.dip.step.settle import settle
from zhida.cli.dip.step.show import show
from zhida.cli.dip.step.undo import undo

step = typer.Typer(
    name="step",
    help="逐环节办理一个统筹区的一年：预算、预付金、逐月预付、特例单议、年度清算、返还质量保证金。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
step.command("begin")(begin)
step.command("advance")(advance)
step.command("prepay")(prepay)
step.command("review")(review)
step.command("settle")(settle)
step.command("release")(release)
step.command("undo")(undo)
step.command("show")(show)
