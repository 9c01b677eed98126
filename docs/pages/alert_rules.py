"""预警规则 alert rules: the rules of alerts as pages, from the text that `zhida rules` shows."""

from __future__ import annotations

from pages.markdown import fence, table
from zhida.cli.alert_rule_view import alert_rule_rows
from zhida.core.execution.alerts import AlertRule
from zhida.core.execution.alerts.terms import bands_told, basis_of, terms_told

PAGE = "rules-e"


def alert_rule_overview() -> list[str]:
    """The families with their rules, as parts of the page of all rules."""
    parts = [
        "## E 预警规则",
        "按指标和支付检查，`zhida alerts` 发出；`zhida rules E301` 说明其中一条。"
        "每条规则适用的资金、年度、级次和收款人在数据里，见各条。",
    ]
    for name, rules in alert_rule_rows():
        rows = [
            [f"[{each.code}]({PAGE}.md#{each.code.lower()})", each.name, basis_of(each.code)]
            for each in rules
        ]
        parts += [f"### {name}", table(["代码", "规则", "依据"], rows)]
    return parts


def alert_rule_page() -> str:
    """Every rule of alerts: its terms row by row with law and status, colours, examples."""
    parts = ["# E 预警规则"]
    for _, rules in alert_rule_rows():
        for each in rules:
            parts += _entry(each)
    return "\n\n".join(parts) + "\n"


def _entry(rule: AlertRule) -> list[str]:
    rows = [list(each) for each in terms_told(rule.code)]
    rows += [[f"{colour.label}色", words] for colour, words in bands_told(rule.code)]
    rows.append(["改法", rule.mend])
    return [
        f"({rule.code.lower()})=\n## {rule.code} {rule.name}",
        rule.explanation,
        table(["", ""], rows),
        "预警的例子：",
        fence(rule.bad),
        "正常的例子：",
        fence(rule.good),
    ]
