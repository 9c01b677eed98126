"""直达 Zhida: reads the notices that issue public subsidies, and says what is wrong with them.

    import zhida

    notice = zhida.read("通知.docx", "附件1.xlsx")
    for finding in zhida.check(notice):
        print(finding.severity.label, finding.code, finding.sentence)

Names are loaded when they are first used: importing `zhida` costs nothing.

>>> import zhida
>>> zhida.format_fen(9_798_000_000)
'9798万元'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhida.core.findings import Finding, Severity
    from zhida.core.money import Amount, AmountState, Fen, Unit, format_fen
    from zhida.core.notice import Notice
    from zhida.core.performance.bonds import goals_of as goals
    from zhida.core.performance.decomposition import gaps
    from zhida.core.performance.splitting import split_goals as split
    from zhida.core.performance.typed import typed_indicators
    from zhida.core.provenance import Source, Stated
    from zhida.core.regions import Region
    from zhida.core.rules import Rule, check, rule
    from zhida.core.rules import catalogue as rules
    from zhida.documents.allocation.plan_file import allocate_plan as allocate
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.intake.read import read
    from zhida.documents.performance.score import score

__all__ = [
    "Amount",
    "AmountState",
    "Fen",
    "Finding",
    "Notice",
    "Region",
    "Rule",
    "Severity",
    "Source",
    "Stated",
    "Unit",
    "UnreadableFile",
    "allocate",
    "check",
    "format_fen",
    "gaps",
    "goals",
    "read",
    "rule",
    "rules",
    "score",
    "split",
    "typed_indicators",
]

_HOMES = {
    "Amount": "zhida.core.money",
    "AmountState": "zhida.core.money",
    "Fen": "zhida.core.money",
    "Finding": "zhida.core.findings",
    "Notice": "zhida.core.notice",
    "Region": "zhida.core.regions",
    "Rule": "zhida.core.rules",
    "Severity": "zhida.core.findings",
    "Source": "zhida.core.provenance",
    "Stated": "zhida.core.provenance",
    "UnreadableFile": "zhida.documents.errors",
    "Unit": "zhida.core.money",
    "allocate": "zhida.documents.allocation.plan_file",
    "check": "zhida.core.rules",
    "format_fen": "zhida.core.money",
    "gaps": "zhida.core.performance.decomposition",
    "goals": "zhida.core.performance.bonds",
    "read": "zhida.documents.intake.read",
    "rule": "zhida.core.rules",
    "rules": "zhida.core.rules",
    "score": "zhida.documents.performance.score",
    "split": "zhida.core.performance.splitting",
    "typed_indicators": "zhida.core.performance.typed",
}
_NAMES_AT_HOME = {
    "allocate": "allocate_plan",
    "goals": "goals_of",
    "rules": "catalogue",
    "split": "split_goals",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'zhida' has no attribute {name!r}")
    value: object = getattr(import_module(home), _NAMES_AT_HOME.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
