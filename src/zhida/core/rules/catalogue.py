"""规则目录 catalogue: all rules, found by their files, and the one way to run them."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from zhida.core.findings import Finding
from zhida.core.notice import Notice
from zhida.core.rules.rule import Rule


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule of every family, by code. Raises ValueError if two share a code."""
    package = import_module("zhida.core.rules")
    rules: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        found = getattr(import_module(module.name), "RULE", None)
        if isinstance(found, Rule):
            if found.code in rules:
                raise ValueError(f"two rules have the code {found.code}")
            rules[found.code] = found
    return tuple(rules[code] for code in sorted(rules))


def rule(code: str) -> Rule:
    """The rule with a code. Raises KeyError where there is none."""
    return {each.code: each for each in catalogue()}[code.upper()]


def check(notice: Notice) -> tuple[Finding, ...]:
    """检查: every finding of every rule, worst first, then by code and place."""
    findings = [finding for each in catalogue() for finding in each.run(notice)]
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, f.code)))
