"""zhida dip catalogue: a local directory built from past years."""

from __future__ import annotations

from collections import Counter

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, Lists, Out, policy_of, running


def catalogue(lists: Lists, out: Out, codes: CodeTables = None, policy: Changes = None) -> None:
    """由往年的结算清单建立病种目录（csv）。"""
    with running("建目录") as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.side_tables import read_codes

        chosen, known = policy_of(policy), read_codes(codes)
        ingested = stages.ingest(engine, lists, chosen)
        rules = stages.build_directory(engine, ingested.cases, known, chosen, out)
    layers = Counter(rule.layer for rule in rules)
    parts = "，".join(f"{layer.label}{layers[layer]}个" for layer in sorted(layers))
    output().print(
        f"{ingested.counted}个病例，{len(rules)}个病种（{parts}）。已写入{out}", soft_wrap=True
    )
