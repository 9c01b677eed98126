"""财政区划代码 fiscal codes: nine digits, and how sure each is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from zhida.core.regions.fiscal_tree import node
from zhida.core.regions.region import Region
from zhida.data import load


class FiscalCode(NamedTuple):
    """财政区划代码: nine digits (MOF_DIV_CODE), with status and source.

    `status`: "attested" seen in a live system, "derived" made by the rule those
    systems keep, "local" ours, with no official value.
    """

    code: str
    status: str
    source: str


_LOCAL = "本表自编：没有来源给出该处的财政区划代码"


def fiscal_code(region: Region) -> FiscalCode:
    """财政区划代码: the nine digits of a region; never an invented one shown as official.

    >>> fiscal_code(node("610000"))[:2], fiscal_code(node("361130"))[:2]
    (('610000000', 'attested'), ('361130000', 'derived'))
    >>> fiscal_code(node("660000000"))[:2], fiscal_code(node("100000"))[:2]
    (('660000000', 'local'), ('100000000', 'local'))
    """
    rows = _rules()
    rule = rows.get(region.code) or rows.get("#" * len(region.code))
    if rule is None:
        return FiscalCode(region.code, "local", _LOCAL)
    code = rule.code.replace("#" * len(region.code), region.code)
    return FiscalCode(code, rule.status, rule.source)


def of_fiscal_code(code: str) -> Region | None:
    """The region of nine digits, None where unknown (a township's code, say).

    >>> of_fiscal_code("361130000").name, of_fiscal_code("361130101") is None
    ('婺源县', True)
    """
    for found in (node(code), node(code[:6])):
        if found is not None and fiscal_code(found).code == code:
            return found
    return None


@cache
def _rules() -> dict[str, FiscalCode]:
    return {
        row["pattern"]: FiscalCode(row["fiscal_code"], row["status"], row["source"])
        for row in load("fiscal_codes")
    }
