"""zhida import: what comes from the treasury's own system, and the spending plan."""

from __future__ import annotations

import typer

from zhida.cli.import_.kept import confirm, drop, kept
from zhida.cli.import_.payments import payments
from zhida.cli.import_.plan import plan
from zhida.cli.import_.queue import discard, match, queue

import_ = typer.Typer(
    name="import",
    help="导入国库集中支付数据和用款计划：预览、确认，处理待认领的支付。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
import_.command("payments")(payments)
import_.command("plan")(plan)
import_.command("kept")(kept)
import_.command("confirm")(confirm)
import_.command("drop")(drop)
import_.command("queue")(queue)
import_.command("match")(match)
import_.command("discard")(discard)
