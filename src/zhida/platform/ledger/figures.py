"""账上数字 figures: what stands on the accounts of a part of the ledger, asked by its parameters.

A page names a figure by what it is about, never by its value: its origin is computed again
from the same parameters, which travel in the address.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from zhida.core.execution.progress import STEPS, kinds_of
from zhida.platform.ledger.balances import (
    moved_by_holder,
    moved_on,
    no_look_ups,
    standing_kinds,
    stood_on,
)
from zhida.platform.ledger.queries import lines_below
from zhida.platform.regions.fiscal_tree import COUNTRY, parents_of, subtree
from zhida.platform.regions.models import Agency, Region

ALL = tuple(STEPS)
AVAILABLE = ALL[1:]
"""可用: every step but the expected one."""
BOOK = "quota"


@dataclass(frozen=True, slots=True)
class Asked:
    """所问: accounts of the quota book of a budget year whose balances are one figure.

    `region` is a code, all below it in the fiscal tree included unless `own`; of these, `level`
    keeps those of a level and `units` "units" (who spends) or "offices" (all others). `holder`
    is an agency's code, `line` a line's number, with all that hang on it where `below`; a
    holder's `below` means all that hang on its lines. `kind` and `counterpart` name one account
    of the line. `document` is the number of the line's own paper or of the one above it; with
    `below` all that hangs on lines of that paper. `on`
    counts papers up to a day, None what stands now; `period` (2025-03) leaves only what moved
    then. `lines` are numbers of lines, for a page that asks of many at once (None: of all).
    """

    year: int
    steps: tuple[str, ...] = ALL
    region: str = ""
    own: bool = False
    level: int | None = None
    units: str = ""
    holder: str = ""
    line: int | None = None
    below: bool = False
    kind: str = ""
    counterpart: str = ""
    document: str = ""
    fund: str = ""
    source: str = ""
    flag: str = ""
    on: datetime.date | None = None
    period: str = ""
    lines: tuple[int, ...] | None = None
    book: str = BOOK

    @property
    def query(self) -> str:
        """网址: the parameters as the end of an address; what asks for nothing is left out.

        >>> Asked(2025, ("paid",), region="650000").query
        'fy=2025&steps=paid&place=650000'
        """
        said: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == "steps":
                value = "" if value == ALL else ",".join(value)
            if value not in ("", None, each.default):
                said[_SAID.get(each.name, each.name)] = 1 if value is True else value
        return urlencode(said)


# Not the names of the lens: to look at a figure's origin doesn't move where one looks.
_SAID = {"year": "fy", "region": "place"}


def asked_of(query: Mapping[str, str], year: int, region: str) -> Asked | None:
    """所问: of an address; None where it names what can't be. Without a place it is `region`.

    >>> asked_of({"steps": "paid", "line": "17"}, 2025, "650000")
    ... # doctest: +ELLIPSIS
    Asked(year=2025, steps=('paid',), region='', own=False, ..., line=17, ...)
    >>> asked_of({"steps": "stolen"}, 2025, "650000") is None
    True
    """
    texts = {
        name: query.get(_SAID.get(name, name), "").strip()[:200]
        for name in (
            *("region", "units", "holder", "kind", "counterpart"),
            *("document", "fund", "source", "flag", "period"),
        )
    }
    steps = tuple(filter(None, query.get("steps", "").split(","))) or ALL
    try:
        asked = Asked(
            year=int(query.get("fy") or year),
            steps=steps,
            own=query.get("own") == "1",
            below=query.get("below") == "1",
            level=int(query["level"]) if query.get("level") else None,
            line=int(query["line"]) if query.get("line") else None,
            on=datetime.date.fromisoformat(query["on"]) if query.get("on") else None,
            **texts,  # type: ignore[arg-type]
        )
    except ValueError:
        return None
    if not set(steps) <= set(ALL) or not 2000 <= asked.year <= 2999:
        return None
    if not (asked.region or asked.holder or asked.line is not None):
        asked = replace(asked, region=region)
    return asked


def sums(asked: Asked, *keys: str) -> dict[tuple[Any, ...], int]:
    """各项之和: fen by the values of expressions over a (the account), l, e and g (its holder).

    By `REGION`, `UNITS` and `KIND` alone what stands now in a region and below is read from the
    kept totals, which are as many as there are regions, not as there are accounts. What stood in the
    whole country on a day is summed by holders.
    """
    joins, conditions, values = _where(asked, " ".join(keys))
    now = asked.on is None and not asked.period
    whole = _is_of_regions(asked, keys)
    query = (_SUMS if not whole else _KEPT if now else _ON_A_DAY).format(
        keys=", ".join(f"{each} AS key_{n}" for n, each in enumerate(keys)) + ", " if keys else "",
        joins=" ".join(joins),
        stood=stood_on(now=True) if now else moved_on(),
        conditions=" AND ".join(conditions),
        group=f"GROUP BY {', '.join(str(n + 1) for n in range(len(keys)))}" if keys else "",
    )
    reading = no_look_ups() if whole and not now else nullcontext()
    with reading, connection.cursor() as cursor:
        cursor.execute(query if whole else query.replace(UNITS, _OF_UNIT), values)
        return {tuple(row[:-1]): row[-1] for row in cursor.fetchall() if row[-1] is not None}


REGION, UNITS, KIND = "a.region_id", "a.units", "a.kind"
"""按: keys of `sums`: the holder's region, whether the holder spends, and the kind of account."""
_SUMS = """
SELECT {keys}sum(stood.fen)::bigint FROM ledger_account a {joins} {stood}
WHERE NOT a.is_origin AND {conditions} {group}
"""
_KEPT = """
SELECT {keys}sum(a.fen)::bigint FROM ledger_total a WHERE {conditions} {group}
"""
_ON_A_DAY = f"""
SELECT {{keys}}sum(a.fen)::bigint FROM (
    SELECT %(year)s AS year, %(book)s AS book, g.region_id, g.kind = 'unit' AS units, moved.kind,
           moved.fen
    FROM {moved_by_holder()} AS moved JOIN regions_agency g ON g.id = moved.holder_id
) AS a WHERE {{conditions}} {{group}}
"""
# The units are gathered once; to join an agency to each account would take twice as long.
_OF_UNIT = "(a.holder_id IN (SELECT id FROM regions_agency WHERE kind = 'unit'))"


def _is_of_regions(asked: Asked, keys: Iterable[str]) -> bool:
    """Whether it is all that stands in regions that the scope reaches; of a past day, in all of them.

    Elsewhere the scope sees of the accounts only what is in transit to it.
    """
    part = Asked(
        asked.year, asked.steps, asked.region, asked.own, asked.level, asked.units,
        on=asked.on, period=asked.period, book=asked.book,
    )  # fmt: skip
    now = asked.on is None and not asked.period
    if asked != part or not asked.region or not {REGION, UNITS, KIND}.issuperset(keys):
        return False
    if not now and asked.region != COUNTRY:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM regions_reach"
            " WHERE ancestor_id = zhida_scope() AND descendant_id = %s)",
            [asked.region],
        )
        (reached,) = cursor.fetchone() or (False,)
    return bool(reached)


def total(asked: Asked) -> int:
    """合计: fen of all that was asked for."""
    return sums(asked).get((), 0)


def by_step(asked: Asked, *keys: str) -> dict[tuple[Any, ...], dict[str, int]]:
    """分环节: fen by step, for each value of the expressions; steps without an account are left out."""
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for (*key, kind), fen in sums(asked, *keys, KIND).items():
        row = found.setdefault(tuple(key), {})
        row[_STEP[kind]] = row.get(_STEP[kind], 0) + fen
    return found


_STEP = {kind: step for step in STEPS for kind in kinds_of(step)}


def region_tree(asked: Asked) -> dict[str, str | None]:
    """所问区划: the codes below the asked one with the one above each, in the tree of the day."""
    return subtree(asked.region, parents_of(asked.on))


def _where(asked: Asked, keys: str) -> tuple[list[str], list[str], dict[str, Any]]:
    conditions = ["a.year = %(year)s", "a.book = %(book)s"]
    values: dict[str, Any] = {
        "year": asked.year,
        "book": asked.book,
        "booked": None,
        "document": asked.on,
        "period": asked.period,
        "stand": standing_kinds(asked.book),
    }
    kinds = [asked.kind] if asked.kind else [k for step in asked.steps for k in kinds_of(step)]
    if asked.kind or asked.steps != ALL:
        conditions.append("a.kind = ANY(%(kinds)s)")
        values["kinds"] = kinds
    if (regions := _regions(asked)) is not None:
        conditions.append("a.region_id = ANY(%(regions)s)")
        values["regions"] = regions
    if (lines := _lines(asked)) is not None:
        conditions.append("a.line_id = ANY(%(lines)s)")
        values["lines"] = lines
    if asked.holder and (asked.document or not asked.below):
        conditions.append("g.code = %(holder)s")
        values["holder"] = asked.holder
    if asked.counterpart:
        conditions.append("a.counterpart_id = %(counterpart)s")
        values["counterpart"] = _agency(asked.counterpart)
    if asked.units:
        conditions.append(UNITS if asked.units == "units" else f"NOT {UNITS}")
    if asked.document and not asked.below:
        conditions.append("%(paper)s IN (l.document, l.upstream_document)")
        values["paper"] = asked.document
    for name in ("fund", "source", "flag"):
        if wanted := getattr(asked, name):
            conditions.append(f"e.{name} = %({name})s")
            values[name] = wanted
    used = f"{keys} {' '.join(conditions)}"
    return [join for name, join in _JOINS.items() if name in used], conditions, values


_JOINS = {
    "g.": "JOIN regions_agency g ON g.id = a.holder_id AND g.region_id = a.region_id",
    "l.": "JOIN ledger_line l ON l.id = a.line_id",
    "e.": "JOIN ledger_earmark e ON e.id = a.earmark_id",
}


def _regions(asked: Asked) -> list[str] | None:
    if not asked.region:
        return None
    if asked.own:
        return [asked.region]
    if asked.level is None:
        return None if asked.region == COUNTRY else list(region_tree(asked))
    levels = dict(Region.objects.values_list("code", "level"))
    return [code for code in region_tree(asked) if levels.get(code) == asked.level]


def _lines(asked: Asked) -> list[int] | None:
    if asked.lines is not None:
        return list(asked.lines)
    if asked.line is not None:
        return lines_below([asked.line]) if asked.below else [asked.line]
    if not asked.below:
        return None
    if asked.document:
        return lines_below(_of_document(asked))
    if not asked.holder:
        return None
    own = sums(replace(asked, below=False, steps=ALL, on=None, period=""), "a.line_id")
    return lines_below(number for (number,) in own)


def _of_document(asked: Asked) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM ledger_line WHERE document = %s AND year = %s AND book = %s",
            [asked.document, asked.year, BOOK],
        )
        return [number for (number,) in cursor.fetchall()]


def _agency(code: str) -> int:
    return Agency.objects.values_list("id", flat=True).filter(code=code).first() or 0
