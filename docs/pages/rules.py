"""规则 rules: the catalogue as pages, from the same text that `zhida rules` shows."""

from __future__ import annotations

from itertools import groupby

from pages.alert_rules import PAGE as ALERTS
from pages.alert_rules import alert_rule_overview, alert_rule_page
from pages.markdown import fence, table
from zhida.cli.rules import FAMILIES, years_of
from zhida.core.rules import Rule, catalogue


def rule_pages() -> dict[str, str]:
    """The page of all rules, and one page for each family."""
    families = {
        family: list(rules)
        for family, rules in groupby(catalogue(), key=lambda rule: rule.code[:2])
    }
    pages = {
        f"rules-{family.lower()}": _family_page(family, rules) for family, rules in families.items()
    }
    pages[ALERTS] = alert_rule_page()
    return {"rules": _overview(families, list(pages)), **pages}


def _overview(families: dict[str, list[Rule]], pages: list[str]) -> str:
    count = sum(len(rules) for rules in families.values())
    parts = [
        "# 规则目录 Rules",
        f"共 {count} 条检查规则，另有预警规则。`zhida rules` 列出同样的内容，`zhida rules N101` 说明其中一条。",
        "严重程度：`fatal` 严重、`error` 错误、`warning` 警告、`hint` 提示。",
    ]
    for family, rules in families.items():
        rows = [[_link(family, rule), rule.severity.label, rule.name, rule.basis] for rule in rules]
        parts += [f"## {family} {FAMILIES[family]}", table(["代码", "程度", "规则", "依据"], rows)]
    parts += alert_rule_overview()
    parts.append(fence("\n".join([":hidden:", "", *pages]), "{toctree}"))
    return "\n\n".join(parts) + "\n"


def _link(family: str, rule: Rule) -> str:
    return f"[{rule.code}](rules-{family.lower()}.md#{rule.code.lower()})"


def _family_page(family: str, rules: list[Rule]) -> str:
    parts = [f"# {family} {FAMILIES[family]}"]
    for rule in rules:
        rows = [
            ["程度", rule.severity.label],
            ["依据", rule.basis],
            ["适用", years_of(rule)],
            ["改法", rule.mend],
        ]
        parts += [
            f"({rule.code.lower()})=\n## {rule.code} {rule.name}",
            rule.explanation,
            table(["", ""], rows),
            "错误的例子：",
            fence(rule.bad),
            "正确的例子：",
            fence(rule.good),
        ]
    return "\n\n".join(parts) + "\n"
