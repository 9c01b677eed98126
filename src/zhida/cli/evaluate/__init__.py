"""zhida evaluate: a year's evaluation in its stages, and what it does to next year's money."""

from __future__ import annotations

import typer

from zhida.cli.evaluate.coefficients import coefficients
from zhida.cli.evaluate.filing import self_
from zhida.cli.evaluate.looking import list_, show
from zhida.cli.evaluate.reviewing import confirm, return_, review

evaluate = typer.Typer(
    name="evaluate",
    help="绩效评价：自评、复核、确认，各环节并存；确认的得分成为下年分配系数。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
evaluate.command("self")(self_)
evaluate.command("review")(review)
evaluate.command("return")(return_)
evaluate.command("confirm")(confirm)
evaluate.command("list")(list_)
evaluate.command("show")(show)
evaluate.command("coefficients")(coefficients)
