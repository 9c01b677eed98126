"""zhida dip catalogue: a local directory built from past years."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, Lists, Out, policy_of, running


def catalogue(
    lists: Lists,
    out: Out,
    codes: CodeTables = None,
    policy: Changes = None,
    national: Annotated[
        Path | None,
        typer.Option(
            "--national",
            metavar="国家目录.csv",
            help="国家目录：达到门槛的留用编码和名称，费用接近的可以降低门槛，其余标为本地增补。",
        ),
    ] = None,
) -> None:
    """由往年的结算清单建立病种目录（csv）。"""
    with running("建目录", lists, write=[out]) as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.directory import read_directory
        from zhida.engines.dip.side_tables import read_codes

        chosen, known = policy_of(policy), read_codes(codes)
        nation = read_directory(national) if national else ()
        ingested = stages.ingest(engine, lists, chosen)
        rules = stages.build_directory(engine, ingested.cases, known, chosen, out, nation)
    layers = Counter(rule.layer for rule in rules)
    parts = "，".join(f"{layer.label}{layers[layer]}个" for layer in sorted(layers))
    output().print(
        f"{ingested.counted}个病例，{len(rules)}个病种（{parts}）。已写入{out}", soft_wrap=True
    )
