"""不变量 invariants: what the database promises of its rows, asked of every row again.

A foreign key binds only rows that came while its triggers were on, so each key
of the ledger is recomputed from the catalogue. A check binds every row as long
as it is there and validated, which `guards` sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import connection

from zhida.core.ledger.chart import entries, kinds
from zhida.core.money import Unit, format_fen
from zhida.data import load
from zhida.platform.sealing.faults import Fault

_RESTORE = "请保留现场，用备份和封存首查明原样后恢复，再重新核验"


def broken_keys(progress: Callable[[int], None]) -> Iterator[Fault]:
    """关联: the first row of each foreign key that points at nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS)
        keys = cursor.fetchall()
        for name, table, other, columns, others in keys:
            progress(1)
            cursor.execute(_orphan(table, other, columns, others))
            if row := cursor.fetchone():
                year, number = row
                yield Fault(
                    "key",
                    table,
                    year,
                    number,
                    "、".join(columns),
                    f"所指的{other}行不存在或内容不同（约束{name}）",
                    _RESTORE,
                )


def wrong_balances(progress: Callable[[int], None]) -> Iterator[Fault]:
    """余额: the first account whose balance isn't the sum of its transfers."""
    progress(0)
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES)
        if row := cursor.fetchone():
            year, number, kind, stated, moved, wrong = row
            yield Fault(
                "balance",
                "ledger_account",
                year,
                number,
                "balance_fen",
                f"“{kinds()[kind].name if kind in kinds() else kind}”账户的余额是"
                f"{format_fen(stated, Unit.YUAN)}，按分录合计应为{format_fen(moved, Unit.YUAN)}"
                f"（共{wrong}个账户不符）",
                "先看有无被改动的凭证；凭证无误的，由数据库管理员按分录合计更正余额",
            )


def wrong_totals() -> Iterator[Fault]:
    """合计: the first region and kind whose kept total isn't the sum of its accounts' balances."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS)
        if row := cursor.fetchone():
            year, region, kind, kept, stood, wrong = row
            yield Fault(
                "total",
                "ledger_total",
                year,
                region,
                "fen",
                f"“{kinds()[kind].name if kind in kinds() else kind}”的合计是"
                f"{format_fen(kept, Unit.YUAN)}，按账户余额合计应为{format_fen(stood, Unit.YUAN)}"
                f"（共{wrong}处不符）",
                "先看有无不符的账户余额；余额无误的，由数据库管理员按账户余额更正合计",
            )


def lopsided_earmarks() -> Iterator[Fault]:
    """平衡: the first earmark whose accounts don't add up to nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.year, a.earmark_id, sum(a.balance_fen)::text FROM ledger_account a"
            " GROUP BY 1, 2 HAVING sum(a.balance_fen) <> 0 ORDER BY 1, 2 LIMIT 1"
        )
        if row := cursor.fetchone():
            year, number, fen = row
            yield Fault(
                "earmark",
                "ledger_earmark",
                year,
                number,
                "",
                f"该专项各账户余额合计应为0，实为{format_fen(int(fen), Unit.YUAN)}",
                _RESTORE,
            )


def doubled_money() -> Iterator[Fault]:
    """重复: the first receipt from outside of what the same paper issued inside this ledger.

    The door refuses the second of the two, but two offices in one instant don't
    see each other there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLED)
        if row := cursor.fetchone():
            year, received, issued, document = row
            yield Fault(
                "doubled",
                "ledger_voucher",
                year,
                received,
                "",
                f"{document}的同一笔资金既由本账内下达（凭证{year}-{issued}），又从账外接收",
                f"请冲销账外接收的凭证{year}-{received}，再签收在途资金",
            )


def other_chart() -> Iterator[Fault]:
    """科目: the first row of the chart that differs from the program's own tables."""
    for table, columns, wanted in _chart():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            there = {row[0]: tuple(row) for row in cursor.fetchall()}
        for row in wanted:
            if there.get(row[0]) != row:
                yield Fault(
                    "chart",
                    table,
                    None,
                    str(row[0]),
                    "" if row[0] not in there else _first_other(columns, row, there[row[0]]),
                    "与程序自带的科目表不同" if row[0] in there else "程序自带的这一行不在库里",
                    "科目表由 zhida migrate 写入，请由所有者角色重新运行",
                )
                break
        for code in sorted(there.keys() - {row[0] for row in wanted}, key=str):
            yield Fault(
                "chart", table, None, str(code), "", "不是程序自带的科目", "请查明由谁加入并删除"
            )
            break


def _first_other(columns: Sequence[str], wanted: Sequence[object], there: Sequence[object]) -> str:
    return next(name for name, one, two in zip(columns, wanted, there, strict=True) if one != two)


def _chart() -> Iterable[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
    yield (
        "ledger_kind",
        ("code", "book", "is_origin", "in_transit"),
        [(k.code, k.book.value, k.is_origin, k.in_transit) for k in kinds().values()],
    )
    yield (
        "ledger_entry",
        ("number", "book", "verb", "credit", "debit", "relation"),
        [(e.number, e.book.value, e.verb, e.credit, e.debit, e.relation.value) for e in entries()],
    )
    yield "ledger_verb", ("code",), [(row["verb"],) for row in load("ledger_verbs")]
    yield "ledger_book", ("code",), [(row["book"],) for row in load("books")]


_KEYS = """
SELECT k.conname, k.conrelid::regclass::text, k.confrelid::regclass::text,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c(number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number
             ORDER BY c.place),
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c(number, place)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number
             ORDER BY c.place)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT c.relispartition
  AND c.relnamespace = 'public'::regnamespace
  AND c.relname IN ('ledger_line', 'ledger_account', 'ledger_voucher', 'ledger_transfer')
ORDER BY array_position(
    ARRAY['ledger_voucher', 'ledger_transfer', 'ledger_line', 'ledger_account'],
    c.relname::text), k.conname
"""
_DOUBLED = """
SELECT r.year, r.id, o.id, r.document
FROM ledger_voucher r
JOIN ledger_voucher o ON o.year = r.year AND o.document = r.document AND o.verb = 'issue'
    AND o.counterpart_id = r.holder_id
WHERE r.verb = 'receive'
  AND NOT EXISTS (SELECT FROM ledger_voucher u
                  WHERE u.year = r.year AND u.reverses_id IN (r.id, o.id))
  AND EXISTS (SELECT FROM ledger_transfer a JOIN ledger_transfer b USING (year, earmark_id)
              WHERE a.year = r.year AND a.voucher_id = r.id AND b.voucher_id = o.id)
ORDER BY r.year, r.id LIMIT 1
"""
_BALANCES = """
SELECT year, id, kind, balance_fen, moved::bigint, count(*) OVER () FROM (
    SELECT a.year, a.id, a.kind, a.balance_fen, COALESCE(m.fen, 0) AS moved
    FROM ledger_account a LEFT JOIN (
        SELECT id, sum(fen) AS fen FROM (
            SELECT debit_id AS id, sum(fen) AS fen FROM ledger_transfer GROUP BY 1
            UNION ALL
            SELECT credit_id, -sum(fen) FROM ledger_transfer GROUP BY 1
        ) AS side GROUP BY id
    ) AS m ON m.id = a.id
) AS each WHERE balance_fen <> moved ORDER BY id LIMIT 1
"""

_TOTALS = """
SELECT year, region_id, kind, kept, stood, count(*) OVER () FROM (
    SELECT year, region_id, kind, sum(kept)::bigint AS kept, sum(stood)::bigint AS stood FROM (
        SELECT year, book, region_id, units, kind, fen AS kept, 0 AS stood FROM ledger_total
        UNION ALL
        SELECT a.year, a.book, a.region_id, g.kind = 'unit', a.kind, 0, a.balance_fen
        FROM ledger_account a JOIN regions_agency g ON g.id = a.holder_id WHERE NOT a.is_origin
    ) AS side GROUP BY year, book, region_id, units, kind
) AS each WHERE kept <> stood ORDER BY year, region_id, kind LIMIT 1
"""


def _orphan(table: str, other: str, columns: Sequence[str], others: Sequence[str]) -> str:
    """A query for the first row whose key is complete and points at nothing."""
    number = "voucher_id" if table == "ledger_transfer" else "id"
    complete = " AND ".join(f"t.{column} IS NOT NULL" for column in columns)
    same = " AND ".join(
        f"o.{theirs} = t.{ours}" for ours, theirs in zip(columns, others, strict=True)
    )
    return (
        f"SELECT t.year, t.{number} FROM {table} t WHERE {complete}"
        f" AND NOT EXISTS (SELECT FROM {other} o WHERE {same}) ORDER BY 1, 2 LIMIT 1"
    )
