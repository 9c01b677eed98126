"""护栏 guards: that the constraints, triggers, policies and rights of an app's tables are as shipped.

A superuser may drop a trigger, switch off the keys, or let a policy show less.
`guards.csv` of an app holds what a fresh database has, one line each with a digest of its
definition; it is kept beside the program, not in the database.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from django.db import connection

from zhida.platform.sealing.faults import Fault


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """护栏: a constraint, column, trigger, policy, function or right, and what it says.

    `definition` is a digest of the database's own words for it.
    """

    kind: str
    table: str
    name: str
    definition: str


NAMES = {
    "column": "字段",
    "constraint": "约束",
    "index": "唯一索引",
    "trigger": "触发器",
    "security": "行级权限",
    "policy": "行级策略",
    "function": "函数",
    "right": "权限",
}
"""What a kind of guard is called."""


GUARDED: dict[str, str] = {
    "ledger": r"^(ledger|zhida)_",
    "journal": r"^journal_",
}
"""The apps that ship their guards, and how the names of their functions begin."""

_MEND = (
    "程序刚更新过的，先运行 zhida migrate 再核验；否则请查明由谁、为何改动，"
    "由所有者角色从程序的建库文件恢复"
)


def shipped(app: str) -> tuple[Guard, ...]:
    """应有: the guards of an app in a fresh database of this version."""
    text = files(f"zhida.platform.{app}").joinpath("guards.csv").read_text("utf-8")
    return tuple(Guard(**row) for row in csv.DictReader(text.splitlines()))


def present(app: str) -> tuple[Guard, ...]:
    """现有: the guards of an app that this database has; one that is switched off is not there."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, {"tables": f"^{app}_", "functions": GUARDED[app]})
        found = cursor.fetchall()
    return tuple(
        sorted(
            Guard(kind, table, name, sha256(said.encode()).hexdigest()[:16])
            for kind, table, name, said in found
        )
    )


def differences(app: str) -> Iterator[tuple[Guard, str]]:
    """差异: each guard that is missing, other than shipped, or new, with the word for it."""
    wanted = {(each.kind, each.table, each.name): each for each in shipped(app)}
    there = {(each.kind, each.table, each.name): each for each in present(app)}
    for place, guard in sorted(wanted.items()):
        if place not in there:
            yield guard, "缺失或已停用"
        elif there[place] != guard:
            yield guard, "被改动"
    for place in sorted(there.keys() - wanted.keys()):
        yield there[place], "不是本系统的"


def guard_faults(app: str) -> Iterator[Fault]:
    """护栏问题: each difference as a fault."""
    for guard, what in differences(app):
        kind = NAMES[guard.kind]
        yield Fault("guard", guard.table or "pg_proc", None, guard.name, "", f"{kind}{what}", _MEND)


# Of a partitioned table the parent speaks for its partitions, but each of them is asked
# whether it has them all: a partition's own key or trigger can be switched off by itself.
_PRESENT = """
WITH place AS (
    SELECT c.oid, c.relname, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.relacl,
           CASE WHEN c.relispartition THEN i.inhparent::regclass || '_*' ELSE c.relname END AS name
    FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname ~ %(tables)s
), off AS (
    SELECT g.tgrelid AS oid, g.tgconstraint AS "constraint", g.oid AS "trigger", g.tgparentid
    FROM pg_trigger g JOIN place p ON p.oid = g.tgrelid
    WHERE g.tgenabled NOT IN ('O', 'A')
)
SELECT 'column', p.relname, a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                 a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
FROM place p
JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = p.oid AND d.adnum = a.attnum
WHERE NOT p.relispartition
UNION ALL
SELECT 'constraint', p.relname, k.conname, pg_get_constraintdef(k.oid)
FROM place p JOIN pg_constraint k ON k.conrelid = p.oid
WHERE NOT p.relispartition AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND k.convalidated
  AND k.conparentid = 0
  AND NOT EXISTS (SELECT FROM off WHERE off."constraint" = k.oid)
  AND NOT EXISTS (
      SELECT FROM pg_inherits i WHERE i.inhparent = p.oid AND NOT EXISTS (
          SELECT FROM pg_constraint own
          WHERE own.conrelid = i.inhrelid AND own.convalidated
            AND (own.conparentid = k.oid OR (k.contype = 'c' AND own.conname = k.conname))
            AND NOT EXISTS (SELECT FROM off WHERE off."constraint" = own.oid)))
UNION ALL
SELECT 'index', p.relname, c.relname, pg_get_indexdef(x.indexrelid)
FROM place p
JOIN pg_index x ON x.indrelid = p.oid AND x.indisunique AND x.indisvalid
JOIN pg_class c ON c.oid = x.indexrelid
WHERE NOT p.relispartition
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)
UNION ALL
SELECT 'trigger', p.relname, g.tgname, pg_get_triggerdef(g.oid)
FROM place p JOIN pg_trigger g ON g.tgrelid = p.oid
WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled IN ('O', 'A')
  AND NOT p.relispartition
  AND NOT EXISTS (SELECT FROM off WHERE off.tgparentid = g.oid)
UNION ALL
SELECT 'trigger', p.name, g.tgname, string_agg(DISTINCT g.tgtype::text, ' ')
FROM place p JOIN pg_trigger g ON g.tgrelid = p.oid
WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled IN ('O', 'A') AND p.relispartition
GROUP BY p.name, g.tgname
HAVING count(*) = (SELECT count(*) FROM place each WHERE each.name = p.name)
UNION ALL
SELECT 'security', p.name, '',
       string_agg(DISTINCT concat_ws(' ', p.relrowsecurity, p.relforcerowsecurity), ', ')
FROM place p GROUP BY p.name
UNION ALL
SELECT 'policy', p.relname, l.polname,
       concat_ws(' ', l.polcmd, l.polpermissive, l.polroles::regrole[],
                 pg_get_expr(l.polqual, l.polrelid), pg_get_expr(l.polwithcheck, l.polrelid))
FROM place p JOIN pg_policy l ON l.polrelid = p.oid
UNION ALL
SELECT 'function', '', f.proname,
       concat_ws(' ', f.prosecdef, f.provolatile, f.proconfig, f.prosrc)
FROM pg_proc f
WHERE f.pronamespace = 'public'::regnamespace
  AND f.proname ~ %(functions)s
UNION ALL
SELECT 'right', p.relname, g.grantee::regrole::text,
       string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type)
FROM place p CROSS JOIN aclexplode(p.relacl) g
WHERE g.grantee <> (SELECT relowner FROM pg_class WHERE oid = p.oid)
GROUP BY p.relname, g.grantee
"""
