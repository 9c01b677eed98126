"""zhida dip group: each case of settlement lists in its group."""

from __future__ import annotations

from zhida.cli.console import output
from zhida.cli.dip.running import (
    Changes,
    CodeTables,
    Directory,
    Lists,
    Out,
    Quarantine,
    policy_of,
    running,
    tell_reasons,
)


def group(
    lists: Lists,
    directory: Directory,
    out: Out,
    codes: CodeTables = None,
    policy: Changes = None,
    quarantine: Quarantine = None,
) -> None:
    """清洗结算清单并分组（Parquet）；不能使用的清单逐类计数，不会无声丢弃。"""
    with running("分组", lists, write=[out, quarantine]) as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.directory import Layer, fingerprint, read_directory
        from zhida.engines.dip.side_tables import read_codes

        chosen, known = policy_of(policy), read_codes(codes)
        rules = read_directory(directory)
        ingested = stages.ingest(engine, lists, chosen, quarantine)
        counted = stages.group(engine, ingested.cases, rules, known, chosen, out)
    told = output()
    labels = {layer.name: layer.label for layer in Layer}
    labels |= {"UNGROUPED": "未入组", "EXCLUDED": "主要诊断不入组"}
    grouped = ingested.counted - counted.get("UNGROUPED", 0) - counted.get("EXCLUDED", 0)
    told.print(f"{ingested.counted}个病例，入组{grouped}个，目录{fingerprint(rules)[:12]}")
    for name, label in labels.items():
        if counted.get(name):
            told.print(f"  {label}\t{counted[name]}")
    if ingested.quarantined:
        told.print(f"隔离{sum(ingested.quarantined.values())}份清单：")
    tell_reasons(ingested.quarantined)
    told.print(f"已写入{out}", soft_wrap=True)
