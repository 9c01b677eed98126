"""数据表 tables: a table of the data folder as a table of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.data import load
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

PARTS: dict[str, str | Promise] = {
    "law": gettext_lazy("资金与制度"),
    "code": gettext_lazy("科目与要素"),
    "place": gettext_lazy("区划与单位"),
    "performance": gettext_lazy("绩效"),
    "disease": gettext_lazy("病种付费"),
    "form": gettext_lazy("报表与支付"),
    "finding": gettext_lazy("问题"),
    "word": gettext_lazy("用语"),
}
STATUSES: dict[str, str | Promise] = {
    "attested": gettext_lazy("有出处"),
    "recalled": gettext_lazy("待核"),
    "derived": gettext_lazy("推算"),
    "local": gettext_lazy("自编"),
}
"""What the `status` of a row means, in words."""
NAMED: Mapping[str, tuple[str, str, str]] = {
    "metric": ("metrics", "code", "name"),
    "parameter": ("parameters", "name", "title"),
    "day": ("parameters", "name", "title"),
    "thing": ("duty_things", "thing", "title"),
    "verb": ("permissions", "verb", "name"),
    "debit": ("account_kinds", "kind", "name"),
    "credit": ("account_kinds", "kind", "name"),
    "payees": ("payee_kinds", "kind", "name"),
    "except_payees": ("payee_kinds", "kind", "name"),
    "scheme": ("penalty_schemes", "scheme", "name"),
}
"""Columns that name a row of another table: that table, its key, and what it calls the row."""


def parts() -> list[tuple[str, list[Mapping[str, str]]]]:
    """目录: the tables by part."""
    order = [*PARTS]
    rows = sorted(load("catalogues"), key=lambda row: order.index(row["part"]))
    return [
        (str(PARTS[part]), list(found))
        for part, found in groupby(rows, key=lambda row: row["part"])
    ]


def known(name: str) -> Mapping[str, str] | None:
    """一张表: its row of the catalogue of catalogues."""
    return next((row for row in load("catalogues") if row["name"] == name), None)


def data_table(name: str, title: str, lens: Lens, text: str, every_year: bool) -> Table:
    """数据表: its rows that hold in the year of the lens (all with `every_year`) and have the text."""
    rows = [
        row
        for row in load(name)
        if (every_year or _holds(row, lens.year)) and (not text or _has(row, text))
    ]
    heads = [each for each in load(name)[0] if each not in ("status", "source")]
    heads += [each for each in ("status", "source") if each in load(name)[0]]
    # A column in which no row says anything takes room from those in which they do.
    heads = [each for each in heads if not rows or any(row[each] for row in rows)]
    # Where a row has a title as well, its name is the key that the program knows it by.
    keyed = {"name": _("代号")} if {"name", "title"} <= set(heads) else {}
    words = {**titles(), **keyed}
    columns = tuple(Column(head, words[head], meaning=head) for head in heads)
    said = [_row(each, heads) for each in rows]
    return Table(name, title, columns, said, lens.unit, folded=len(columns) > _BESIDE)


_BESIDE = 12
"""Columns that have room beside each other on a small screen."""


@cache
def titles() -> Mapping[str, str]:
    """列名: the Chinese names of columns."""
    return {row["column"]: row["title"] for row in load("catalogue_columns")}


def catalogue_table(rows: Iterable[Mapping[str, str]], title: str, lens: Lens) -> Table:
    """目录表: one row a table, with how many rows it has."""
    columns = (
        Column("title", _("表")),
        Column("row", _("一行是")),
        Column("rows", _("行数"), Kind.COUNT),
    )
    return Table(
        rows_key(title),
        title,
        columns,
        [
            Row(
                (
                    Cell(
                        each["title"], f"{reverse('catalogue', args=[each['name']])}?{lens.query}"
                    ),
                    Cell(each["row"]),
                    Cell(len(load(each["name"]))),
                )
            )
            for each in rows
        ],
        lens.unit,
    )


def rows_key(title: str) -> str:
    """The key of a part's table: its place among the parts."""
    return f"part{[str(each) for each in PARTS.values()].index(title)}"


def _row(row: Mapping[str, str], heads: Iterable[str]) -> Row:
    return Row(
        tuple(
            Cell(
                str(STATUSES.get(row[head], row[head])) if head == "status" else _said(row, head),
                tone="short" if _SHORT.fullmatch(row[head]) else "",
            )
            for head in heads
        )
    )


_SHORT = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z0-9_:.]{1,16}")
"""A day, and a key that is typed: not to be broken."""


@cache
def _words() -> Mapping[tuple[str, str], str]:
    """What the codes of a column are called; of `*`, those of any column."""
    named = {
        (column, row[key]): row[title]
        for column, (table, key, title) in NAMED.items()
        for row in load(table)
    }
    said = {(row["column"], row["code"]): row["title"] for row in load("catalogue_words")}
    return named | said


def _said(row: Mapping[str, str], head: str) -> str:
    """A cell in words; a key beside which its name stands already stays as it is."""
    words = _listed(head, row[head])
    beside = {row[each] for each in ("name", "title") if each in row and each != head}
    return row[head] if words in beside else words


def _listed(head: str, text: str) -> str:
    """Several values of a cell, apart from each other, in words where they have any."""
    words = _words()
    return "、".join(
        words.get((head, each), words.get(("*", each), each)) for each in text.split("|")
    )


def _has(row: Mapping[str, str], text: str) -> bool:
    return any(text in each or text in _listed(head, each) for head, each in row.items())


def _holds(row: Mapping[str, str], year: int) -> bool:
    """Whether a row says something of a year."""
    first = row.get("from_year") or row.get("from_date", "")[:4]
    last = row.get("to_year") or row.get("to_date", "")[:4]
    return (not first or int(first) <= year) and (not last or year <= int(last))
