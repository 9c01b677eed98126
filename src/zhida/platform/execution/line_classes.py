"""指标类别 line_classes: what the rules of alerts ask of all lines of an earmark at one kind of holder.

The terms of a rule, its lists of words and of codes are the same for all lines of a
class: they are looked up once for each, and go to the database as the rows of a table.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from zhida.core.calendar import add_days
from zhida.core.execution.alerts.flags import spellings
from zhida.core.execution.alerts.spending import code_fault
from zhida.core.execution.alerts.terms import Terms, terms_for
from zhida.core.execution.payee_kinds import UNKNOWN, payee_kind_words, payees_of
from zhida.core.execution.uses import use_patterns
from zhida.core.ledger.line import Earmark
from zhida.core.notice.appropriations import BudgetKind, Regime
from zhida.core.rules.regime.model import of_fund
from zhida.platform.execution.selecting import Selection
from zhida.platform.ledger.lines import earmarks

_RULES = (
    *("E101", "E102", "E103", "E104", "E105", "E201", "E202", "E203", "E204", "E205"),
    *("E301", "E302", "E303", "E304", "E305", "E306", "E307", "E401", "E402", "E403", "E404"),
)
_COLUMNS = {
    "earmark_id": "bigint",
    "level": "int",
    "holder_kind": "text",
    # the smallest amount and the limit of each rule, both NULL where it doesn't hold
    **{f"{rule}_least": "bigint" for rule in _RULES},
    **{f"{rule}_limit": "int" for rule in _RULES},
    # the last day since when it is too long
    "e101_since": "date",
    "e103_since": "date",
    "e105_since": "date",
    "flag_due": "boolean",
    "wrong_codes": "text[]",
    "flags": "text[]",
    "own_kinds": "text[]",
    "person_kinds": "text[]",
    "forbidden": "text",
    "allowed": "text",
    "payee_kinds": "text[]",
}


def class_table(
    asked: Selection, day: datetime.date, codes: Iterable[str]
) -> tuple[str, dict[str, Any]]:
    """类别表: a query for the rows of all classes there may be in a year, and its parameters.

    A rule that isn't one of `codes` holds for none of them.
    """
    rows = list(_rows(asked, day, frozenset(codes)))
    values: dict[str, Any] = {
        f"class_{name}": [
            _literal(row.get(name)) if kind == "text[]" else row.get(name) for row in rows
        ]
        for name, kind in _COLUMNS.items()
    }
    # an array of arrays must be a rectangle: each inner one travels as its text
    sent = ", ".join(
        f"%(class_{name})s::{'text' if kind == 'text[]' else kind}[]"
        for name, kind in _COLUMNS.items()
    )
    read = ", ".join(
        f"{name}::text[]" if kind == "text[]" else name for name, kind in _COLUMNS.items()
    )
    return f"SELECT {read} FROM unnest({sent}) AS class({', '.join(_COLUMNS)})", values


def _rows(asked: Selection, day: datetime.date, codes: frozenset[str]) -> Iterator[dict[str, Any]]:
    used = _functions(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT r.level, g.kind FROM regions_agency g"
            " JOIN regions_region r ON r.code = g.region_id"
        )
        places = cursor.fetchall()
    for number, earmark in earmarks(asked.year, asked.book).items():
        wrong = sorted(code for code in used.get(number, ()) if code_fault(earmark, code))
        for level, kind in places:
            terms = {
                rule: found
                for rule in _RULES
                if rule in codes and (found := terms_for(rule, earmark, level, kind))
            }
            if terms:
                key = {"earmark_id": number, "level": level, "holder_kind": kind}
                yield key | {"wrong_codes": wrong} | _asked_of(earmark, terms, day)


def _functions(asked: Selection) -> dict[int, set[str]]:
    """The function codes that lines of the year have, by earmark."""
    found: dict[int, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT earmark_id, function FROM ledger_line"
            " WHERE year = %s AND book = %s AND function <> '' GROUP BY 1, 2",
            [asked.year, str(asked.book)],
        )
        for number, code in cursor.fetchall():
            found.setdefault(number, set()).add(code)
    return found


def _asked_of(earmark: Earmark, terms: dict[str, Terms], day: datetime.date) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for rule, each in terms.items():
        row |= {f"{rule}_least": each.least_fen, f"{rule}_limit": each.limit}
        if f"{rule.lower()}_since" in _COLUMNS:
            row[f"{rule.lower()}_since"] = add_days(day, -each.limit - 1)
    row["flag_due"] = _flag_due(earmark)
    if "E205" in terms:
        row["flags"] = list(spellings(earmark.regime, earmark.flag))
    kinds = (*(kind for kind, _, _ in payee_kind_words()), UNKNOWN)
    for rule, name in (("E301", "own_kinds"), ("E302", "person_kinds")):
        if looked := terms.get(rule):
            row[name] = [kind for kind in kinds if looked.looks_at(kind)]
    if "E303" in terms and (uses := use_patterns(earmark.fund, earmark.purpose, earmark.year)):
        row["forbidden"], row["allowed"] = uses[0] or None, uses[1]
    if "E304" in terms and (listed := payees_of(earmark.fund, earmark.year)):
        row["payee_kinds"] = list(listed.kinds)
    return row


def _flag_due(earmark: Earmark) -> bool:
    """Whether money without a flag should have one, by its fund in its year."""
    due = of_fund(earmark.fund, earmark.year)
    flagless = earmark.regime is Regime.NONE and not earmark.flag
    return (
        due is not None
        and due.regime is not Regime.NONE
        and earmark.kind is BudgetKind.GENERAL
        and flagless
    )


def _literal(words: list[str] | None) -> str | None:
    if words is None:
        return None
    quoted = (each.replace("\\", "\\\\").replace('"', '\\"') for each in words)
    return "{" + ",".join(f'"{each}"' for each in quoted) + "}"
