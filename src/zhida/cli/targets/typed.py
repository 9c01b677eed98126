"""zhida targets typed: what each indicator asks for, and what hinders measuring it."""

from __future__ import annotations

from zhida.cli.targets.sheets import AsJson, Notices, Out, deliver, read_notices, tell, with_targets


def typed(notices: Notices, out: Out = None, as_json: AsJson = False) -> None:
    """把绩效指标定型：性质、比较符、数值、单位、方向、期限、基期；不能衡量的说明缘由和改法。"""
    from zhida.core.performance.typed import typed_indicators
    from zhida.documents.performance.tables import typed_sheet

    found = read_notices(notices)
    with_targets(found, notices)
    typings = [typed_indicators(notice) for notice in found]
    sheets = [
        typed_sheet(f"{'、'.join(each.name for each in notice.files)}绩效指标", rows)
        for notice, rows in zip(found, typings, strict=True)
        if rows
    ]
    deliver(sheets, out, as_json)
    findings = [finding for rows in typings for each in rows for finding in each.findings]
    tell(findings, quiet=as_json or out is not None)
