"""目标中的项目 spending: projects with amounts that the goals of a table name."""

from __future__ import annotations

import regex

from zhida.core.money import Unit
from zhida.core.notice import PerformanceTable, Spending
from zhida.core.provenance import Stated
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.values import amount_of, cell_value

_PROJECT = regex.compile(
    r"^(?:(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.]|\([一二三四五六七八九十\d]{1,2}\))?"
    r"(?P<name>[^:,。;]{2,50}?)(?:[:,]?(?:安排|补助|下达|拨付|预算|资金|共|计)*[:]?)?"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?(?:万元|亿元|元))[:,。;)]?(?P<purpose>.*)$",
    regex.DOTALL,
)
_KINDS = ("项目", "工程", "建设", "经费", "服务", "采购", "设备", "装备", "平台", "系统", "补助")


def spending_in(table: PerformanceTable) -> tuple[Spending, ...]:
    """本级项目: the projects of the issuer that the goals name with their amounts.

    A goal that begins with a project and its amount opens a project; goals after
    it, until the next, say what it is for.
    """
    found: list[tuple[str, Stated[str], str, list[str]]] = []
    for goal in table.goals:
        project = _PROJECT.match(clean(goal.value).text)
        if project and project["name"].endswith(_KINDS):
            found.append((project["name"], goal, project["amount"], [project["purpose"]]))
        elif found:
            found[-1][3].append(goal.value)
    return tuple(
        Spending(
            name,
            "".join(purpose).strip() or None,
            amount_of(cell_value(amount), Unit.WAN_YUAN, goal.source, confirmed=goal.confirmed),
            goal.source,
        )
        for name, goal, amount, purpose in found
    )
