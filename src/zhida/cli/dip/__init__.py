"""zhida dip: payment by disease score, from settlement lists to payouts; one file per command."""

from __future__ import annotations

import typer

from zhida.cli.dip.adjust import adjust
from zhida.cli.dip.book import book
from zhida.cli.dip.catalogue import catalogue
from zhida.cli.dip.check import check
from zhida.cli.dip.demo import demo
from zhida.cli.dip.diff import diff
from zhida.cli.dip.explain import explain
from zhida.cli.dip.group import group
from zhida.cli.dip.importing import import_workbook
from zhida.cli.dip.ingest import ingest
from zhida.cli.dip.install import install
from zhida.cli.dip.map import map_codes
from zhida.cli.dip.monitor import monitor
from zhida.cli.dip.record import record
from zhida.cli.dip.running import choose_engine
from zhida.cli.dip.sample import sample
from zhida.cli.dip.score import score
from zhida.cli.dip.settle import settle
from zhida.cli.dip.simulate import simulate
from zhida.cli.dip.step import step

dip = typer.Typer(
    name="dip",
    help="病种分值付费：由结算清单建目录、分组、测算分值、清算，全部为整数运算。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
dip.callback()(choose_engine)
dip.command("sample")(sample)
dip.command("import")(import_workbook)
dip.command("map")(map_codes)
dip.command("check")(check)
dip.command("ingest")(ingest)
dip.command("catalogue")(catalogue)
dip.command("diff")(diff)
dip.command("group")(group)
dip.command("score")(score)
dip.command("adjust")(adjust)
dip.command("settle")(settle)
dip.add_typer(step)
dip.command("book")(book)
dip.command("simulate")(simulate)
dip.command("monitor")(monitor)
dip.command("demo")(demo)
dip.command("explain")(explain)
dip.command("install")(install)
dip.command("record")(record)
