"""zhida targets metrics: which indicators are computed, which declared, which without data."""

from __future__ import annotations

from zhida.cli.console import output
from zhida.cli.targets.sheets import AsJson, Notices, Out, deliver, read_notices, with_targets


def metrics(notices: Notices, out: Out = None, as_json: AsJson = False) -> None:
    """每项指标由什么取数：可计算、须填报（附证明材料）、无数据，各有多少项。"""
    from zhida.core.performance.metrics import Supply, coverage
    from zhida.core.performance.typed import typed_indicators
    from zhida.documents.performance.tables import metrics_sheet

    found = read_notices(notices)
    with_targets(found, notices)
    sheets, lines = [], []
    for notice in found:
        if not notice.targets:
            continue
        name = "、".join(each.name for each in notice.files)
        known = coverage(each.indicator for each in typed_indicators(notice))
        sheets.append(metrics_sheet(f"{name}指标取数", known))
        counts = "，".join(f"{supply.label}{known.count(supply)}项" for supply in Supply)
        waiting = "、".join(f"{module}{count}项" for module, count in known.modules().items())
        lines.append(
            f"{name}：共{len(known.rows)}项，{counts}。"
            + f"待启用模块：{waiting}。" * bool(waiting)
        )
    deliver(sheets, out, as_json)
    if not as_json:
        for line in lines:
            output().print(line, soft_wrap=True)
