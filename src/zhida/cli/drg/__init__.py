"""zhida drg: diagnosis-related groups, from settlement lists to weights; one file per command."""

from __future__ import annotations

import typer

from zhida.cli.drg.explain import explain
from zhida.cli.drg.group import group
from zhida.cli.drg.sample import sample
from zhida.cli.drg.weigh import weigh

drg = typer.Typer(
    name="drg",
    help="按疾病诊断相关分组：由规则表分组、测算权重和费率，全部为整数运算。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
drg.command("sample")(sample)
drg.command("group")(group)
drg.command("explain")(explain)
drg.command("weigh")(weigh)
