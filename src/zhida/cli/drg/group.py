"""zhida drg group: each case of settlement lists in its group."""

from __future__ import annotations

from zhida.cli.console import output
from zhida.cli.dip.running import (
    Changes,
    Lists,
    Out,
    Quarantine,
    policy_of,
    running,
    tell_reasons,
)
from zhida.cli.drg.rules import Rules

_LAYERS = {"QY": "手术操作与主要诊断无关（QY）", "UNGROUPED": "未入组（0000）"}


def group(
    lists: Lists,
    rules: Rules,
    out: Out,
    policy: Changes = None,
    quarantine: Quarantine = None,
) -> None:
    """清洗结算清单并按规则表分组（Parquet，字段名同接口3605）；不能使用的清单逐类计数。"""
    with running("分组", lists, write=[out, quarantine]) as engine:
        from zhida.engines.dip.stages import ingest
        from zhida.engines.drg import stages
        from zhida.engines.drg.reading import read_rules
        from zhida.engines.drg.results import version

        chosen, known = policy_of(policy), read_rules(rules)
        ingested = ingest(engine, lists, chosen, quarantine)
        counted = stages.group(engine, ingested.cases, known, chosen, out)
    told = output()
    told.print(
        f"{ingested.counted}个病例，入组{counted.get('DRG', 0)}个，规则{version(known)}",
        soft_wrap=True,
    )
    for name, label in _LAYERS.items():
        if counted.get(name):
            told.print(f"  {label}\t{counted[name]}")
    if ingested.quarantined:
        told.print(f"隔离{sum(ingested.quarantined.values())}份清单：")
    tell_reasons(ingested.quarantined)
    told.print(f"已写入{out}", soft_wrap=True)
