"""适用条件 terms: for which funds, years, levels and payees a rule holds, and from what on.

They stand in `data/alert_rules.csv` and `data/alert_bands.csv`. Of several rows that
fit, one that names the fund goes before one that speaks of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhida.core.execution.alerts.alert import Colour
from zhida.core.execution.payee_kinds import payee_kind_name
from zhida.core.execution.watched import WatchedLine
from zhida.core.ledger.line import Earmark
from zhida.core.parameters import parameter
from zhida.data import load

_STATUSES = ("local", "recalled", "derived", "attested")


@dataclass(frozen=True, slots=True)
class Terms:
    """适用条件: what holds of one rule for one line.

    `limit` is in `unit`, whose meaning is the rule's own; `least_fen` is the smallest
    amount worth an alert. `payees` are the kinds of payee that the rule looks at (() for
    all), `except_payees` those that it leaves alone.
    """

    limit: int
    unit: str
    least_fen: int
    payees: tuple[str, ...]
    except_payees: tuple[str, ...]
    basis: str
    status: str

    def looks_at(self, payee_kind: str) -> bool:
        """Whether the rule holds for payees of a kind.

        >>> aid = Terms(0, "", 0, (), ("fiscal_account",), "", "attested")
        >>> aid.looks_at("fiscal_account"), aid.looks_at("company")
        (False, True)
        """
        return payee_kind not in self.except_payees and (
            not self.payees or payee_kind in self.payees
        )


def terms_of(rule: str, facts: WatchedLine) -> Terms | None:
    """适用条件: those of a rule for a line, None where it doesn't hold for it."""
    return terms_for(rule, facts.line.earmark, facts.level, facts.holder_kind)


def terms_for(rule: str, earmark: Earmark, level: int, holder_kind: str) -> Terms | None:
    """适用条件: those of a rule for all lines of an earmark at agencies of a level and a kind.

    Of an earmark whose fund isn't known (""), payees that are lawful for some fund are
    left alone: nobody can say that they are wrong.
    """
    return _terms(
        rule,
        earmark.fund,
        earmark.year,
        earmark.regime.value,
        earmark.source.value,
        level,
        holder_kind,
    )


@cache
def _terms(
    rule: str, fund: str, year: int, regime: str, source: str, level: int, holder_kind: str
) -> Terms | None:
    fitting = [
        row
        for row in _rows().get(rule, ())
        if row["fund"] in ("", fund)
        and _in_years(row, year)
        and regime in (row["regimes"].split("|") if row["regimes"] else [regime])
        and source in (row["sources"].split("|") if row["sources"] else [source])
        and str(level) in (row["levels"].split("|") if row["levels"] else [str(level)])
        and holder_kind in (row["holders"].split("|") if row["holders"] else [holder_kind])
    ]
    row = max(fitting, key=lambda each: bool(each["fund"]), default=None)
    if row is None or row["holds"] == "no":
        return None
    limit, basis, status = int(row["limit"] or 0), row["basis"], row["status"]
    if row["parameter"]:
        set_by = parameter(row["parameter"], year)
        limit, basis = set_by.value, basis or set_by.basis
        status = weaker(status, set_by.status)
    return Terms(
        limit,
        row["unit"],
        int(row["least_yuan"] or 0) * 100,
        _several(row["payees"]),
        _several(row["except_payees"]) if fund else _excepted(rule, year),
        basis,
        status,
    )


def _excepted(rule: str, year: int) -> tuple[str, ...]:
    """The kinds of payee that a rule leaves alone for any fund."""
    rows = [row for row in _rows().get(rule, ()) if _in_years(row, year)]
    kinds = (kind for row in rows for kind in _several(row["except_payees"]))
    return tuple(dict.fromkeys(kinds))


@cache
def band(rule: str, measure: int | None, year: int) -> tuple[Colour, str] | None:
    """色档: the colour of a measure and the status of its row, None below the lowest band.

    A row with a blank `from` speaks of a measure that isn't known.

    >>> band("E101", 60, 2025)[0].label, band("E101", None, 2025)[0].label
    ('红', '灰')
    """
    rows = [row for row in _bands().get(rule, ()) if _in_years(row, year)]
    if measure is None:
        row = next((each for each in rows if not each["from"]), None)
    else:
        reached = [each for each in rows if each["from"] and int(each["from"]) <= measure]
        row = max(reached, key=lambda each: int(each["from"]), default=None)
    return (Colour(row["colour"]), row["status"]) if row else None


def terms_told(rule: str) -> tuple[tuple[str, str], ...]:
    """适用范围: each row of a rule's terms as a title and words, for people.

    >>> terms_told("E102")[0]
    ('适用', '省级、市级；财政部门；中央资金；2015年起；30天')
    """
    told = []
    for row in _rows().get(rule, ()):
        limit = row["limit"]
        if row["parameter"]:
            limit = str(parameter(row["parameter"], int(row["to_year"] or 9999)).value)
        parts = [
            row["fund"],
            *(_said(row[name]) for name in ("levels", "holders", "regimes", "sources")),
            f"收款人为{_kinds(row['payees'])}" if row["payees"] else "",
            f"收款人不是{_kinds(row['except_payees'])}" if row["except_payees"] else "",
            f"{row['from_year']}年起" if row["from_year"] else "",
            f"到{row['to_year']}年" if row["to_year"] else "",
            f"{limit}{row['unit']}" if limit else "",
            f"{int(row['least_yuan']):,}元以上" if row["least_yuan"] else "",
        ]
        words = "；".join(filter(None, parts)) or "各项资金"
        told += [
            ("不适用" if row["holds"] == "no" else "适用", words),
            ("依据", f"{row['basis']}（{STATUS_WORDS[row['status']]}：{row['source']}）"),
        ]
    return tuple(told)


def basis_of(rule: str) -> str:
    """依据: the law of the first of a rule's rows that holds.

    >>> basis_of("E203")
    '《预算法》第四十六条：一般公共预算支出按功能分类编列到项'
    """
    return next(row["basis"] for row in _rows()[rule] if row["holds"] == "yes")


def bands_told(rule: str) -> tuple[tuple[Colour, str], ...]:
    """色档: each colour of a rule and from what on, for people.

    >>> [(colour.label, words) for colour, words in bands_told("E104")]
    ... # doctest: +ELLIPSIS
    [('蓝', '1起（...
    """
    return tuple(
        (
            Colour(row["colour"]),
            f"{row['from'] + '起' if row['from'] else '不明'}（{row['source']}）",
        )
        for row in _bands().get(rule, ())
    )


STATUS_WORDS = {
    "attested": "见于公开文件",
    "recalled": "凭记忆录入，未核对原文",
    "derived": "由公开文件推出",
    "local": "由本系统设定，没有公布的标准",
}
"""效力: what stands behind a row, in words."""
_WORDS = {
    "0": "中央",
    "1": "省级",
    "2": "市级",
    "3": "县级",
    "finance": "财政部门",
    "medical_security": "医疗保障部门",
    "unit": "预算单位",
    "direct": "直达资金",
    "tracked": "追踪资金",
    "none": "没有标识的资金",
    "central": "中央资金",
    "province": "省级资金",
}


def _said(cell: str) -> str:
    return "、".join(_WORDS[each] for each in _several(cell))


def _kinds(cell: str) -> str:
    return "、".join(map(payee_kind_name, _several(cell)))


def weaker(*statuses: str) -> str:
    """The status of what rests on several rows: the least certain of them.

    >>> weaker("attested", "local"), weaker("attested", "recalled")
    ('local', 'recalled')
    """
    return min(statuses, key=_STATUSES.index)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _in_years(row: Mapping[str, str], year: int) -> bool:
    return int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)


@cache
def _rows() -> dict[str, list[Mapping[str, str]]]:
    return _by_rule("alert_rules")


@cache
def _bands() -> dict[str, list[Mapping[str, str]]]:
    return _by_rule("alert_bands")


def _by_rule(table: str) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in load(table):
        found.setdefault(row["rule"], []).append(row)
    return found
