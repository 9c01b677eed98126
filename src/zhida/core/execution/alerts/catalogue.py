"""预警目录 catalogue: all rules of alerts, found by their files, and the one way to run them."""

from __future__ import annotations

import datetime
import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.watched import WatchedLine


@cache
def catalogue() -> tuple[AlertRule, ...]:
    """Every rule, by code. Raises ValueError if two share a code."""
    package = import_module("zhida.core.execution.alerts")
    rules: dict[str, AlertRule] = {}
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        found = getattr(import_module(module.name), "RULE", None)
        if isinstance(found, AlertRule):
            if found.code in rules:
                raise ValueError(f"two rules have the code {found.code}")
            rules[found.code] = found
    return tuple(rules[code] for code in sorted(rules))


def rule(code: str) -> AlertRule:
    """The rule with a code. Raises KeyError where there is none.

    >>> rule("e101").name
    '未按时挂接'
    """
    return {each.code: each for each in catalogue()}[code.upper()]


def alerts(
    lines: Iterable[WatchedLine], day: datetime.date, codes: Iterable[str] = ()
) -> tuple[Alert, ...]:
    """预警: everything the rules find on these lines on a day, the worst first.

    `codes` are the rules to run, all of them where there is none.
    """
    wanted = [rule(code) for code in codes] or catalogue()
    found = [alert for facts in lines for each in wanted for alert in each.run(facts, day)]
    return tuple(sorted(found, key=lambda each: (each.colour.rank, each.identity)))
