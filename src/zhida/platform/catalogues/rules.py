"""规则页 rules: what is checked in notices and in execution, as a table and one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.execution import alerts
from zhida.core.execution.alerts import AlertRule
from zhida.core.rules import Rule
from zhida.core.rules import catalogue as notice_rules
from zhida.data import load
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Row, Table


@dataclass(frozen=True, slots=True)
class Explained:
    """一条规则: of notices or of alerts; `terms` say where an alert holds, and its limits."""

    code: str
    name: str
    severity: str
    explanation: str
    basis: str
    years: str
    mend: str
    bad: str
    good: str
    terms: tuple[Mapping[str, str], ...] = ()


def every_rule() -> list[Explained]:
    """全部规则: those of notices, then those of alerts, by code."""
    return [*map(_of_notices, notice_rules()), *map(_of_alerts, alerts.catalogue())]


def one_rule(code: str) -> Explained | None:
    """一条规则: by its code, whatever its case."""
    return next((each for each in every_rule() if each.code == code.upper()), None)


def rule_table(text: str, lens: Lens) -> Table:
    """规则表: those whose code, name, basis or explanation has the text."""
    columns = (
        Column("code", _("代码")),
        Column("severity", _("轻重")),
        Column("name", _("规则")),
        Column("years", _("适用")),
        Column("basis", _("依据")),
    )
    rows = [
        Row(
            (
                Cell(each.code, f"{reverse('rule', args=[each.code])}?{lens.query}"),
                Cell(each.severity),
                Cell(each.name),
                Cell(each.years),
                Cell(each.basis),
            )
        )
        for each in every_rule()
        if any(text in part for part in (each.code, each.name, each.basis, each.explanation))
    ]
    return Table("rules", _("规则"), columns, rows, lens.unit)


def _of_notices(rule: Rule) -> Explained:
    return Explained(
        rule.code,
        rule.name,
        label(rule.severity),
        rule.explanation,
        rule.basis,
        _span(str(rule.since or ""), str(rule.until or "")),
        rule.mend,
        rule.bad,
        rule.good,
    )


def _of_alerts(rule: AlertRule) -> Explained:
    terms = tuple(row for row in load("alert_rules") if row["rule"] == rule.code)
    spans = dict.fromkeys(_span(row["from_year"], row["to_year"]) for row in terms)
    return Explained(
        rule.code,
        rule.name,
        _("预警"),
        rule.explanation,
        "；".join(dict.fromkeys(row["basis"] for row in terms if row["basis"])),
        "、".join(spans),
        rule.mend,
        rule.bad,
        rule.good,
        terms,
    )


def _span(since: str, until: str) -> str:
    if since and until:
        return _("{since}至{until}年度").format(since=since, until=until)
    if since:
        return _("{since}年度起").format(since=since)
    return _("{until}年度止").format(until=until) if until else _("各年度")
