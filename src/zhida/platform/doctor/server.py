"""检查数据库 server: that it is there, fit, and that its guards can't be walked around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import psycopg

from zhida.platform.configuration import Configuration
from zhida.platform.database import APP, OLDEST, OWNER
from zhida.platform.doctor.checks import Check, fault, fine, unknown, warning

Rows = list[tuple[Any, ...]]

PUBLIC = ("regions_fiscalparent", "regions_region")
"""Facts of public knowledge, that name a region but belong to nobody."""

_MEND_RIGHTS = "请运行 zhida migrate 恢复权限"
_MEND_ROLES = "请由数据库管理员按 zhida init --sql 重建角色"


def examine_server(
    connection: psycopg.Connection[Any], configured: Configuration
) -> Iterator[Check]:
    """数据库: version, roles, ownership, rights, row-level security, triggers, settings.

    `connection` is that of the application's role. Raises `psycopg.Error`
    where the server breaks off.
    """
    yield _version(connection, configured)
    yield _application(connection)
    yield _owner(connection)
    yield _ownership(connection)
    yield _rights(connection)
    yield _row_security(connection)
    yield _triggers(connection)
    yield _durability(connection)


def _ask(connection: psycopg.Connection[Any], query: str, **values: object) -> Rows:
    # Every query here is a constant of this module.
    return cast(Rows, connection.execute(query.encode(), values).fetchall())


def _names(rows: Rows) -> str:
    names = [str(row[0]) for row in rows]
    return "、".join(names[:4]) + (f"等{len(names)}个" if len(names) > 4 else "")


def _version(connection: psycopg.Connection[Any], configured: Configuration) -> Check:
    version = connection.info.server_version
    said = f"PostgreSQL {version // 10000}.{version % 10000}"
    said += "（已有的服务器）" if configured.database_url else "（内置）"
    if version // 10000 < OLDEST:
        return fault("postgresql", "PostgreSQL", said, f"请升级到 {OLDEST} 或更高版本")
    if _ask(connection, "SHOW server_encoding") != [("UTF8",)]:
        return fault("postgresql", "PostgreSQL", f"{said}，编码不是 UTF8", _MEND_ROLES)
    return fine("postgresql", "PostgreSQL", said)


def _application(connection: psycopg.Connection[Any]) -> Check:
    """A superuser, the owner and BYPASSRLS see all rows and write past every door."""
    [(name, superuser, bypasses, creates, replicates)] = _ask(
        connection,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = current_user",
    )
    faults = [
        word
        for word, there in (
            ("是超级用户", superuser),
            ("可绕过行级权限（BYPASSRLS）", bypasses),
            ("可建立角色或数据库", creates),
            ("可复制全库", replicates),
        )
        if there
    ]
    others = _ask(
        connection,
        "SELECT rolname FROM pg_roles WHERE rolname <> current_user"
        " AND (rolname = %(owner)s OR rolsuper OR rolname LIKE 'pg\\_%%')"
        " AND pg_has_role(current_user, oid, 'MEMBER') ORDER BY 1",
        owner=OWNER,
    )
    if others and not superuser:
        faults.append(f"可充当{_names(others)}")
    if name != APP:
        faults.append(f"不是 {APP}")
    if faults:
        return fault(
            "app-role", "应用的角色", f"{name} {'，'.join(faults)}",
            f"ALTER ROLE {name} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION；"
            f"{_MEND_ROLES}",
        )  # fmt: skip
    return fine("app-role", "应用的角色", f"{name}，没有特权")


def _owner(connection: psycopg.Connection[Any]) -> Check:
    found = _ask(
        connection,
        "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %(owner)s",
        owner=OWNER,
    )
    if not found:
        return fault("owner-role", "建表的角色", f"没有角色 {OWNER}", _MEND_ROLES)
    if any(found[0]):
        return fault(
            "owner-role", "建表的角色", f"{OWNER} 是超级用户或可绕过行级权限",
            f"ALTER ROLE {OWNER} NOSUPERUSER NOBYPASSRLS",
        )  # fmt: skip
    return fine("owner-role", "建表的角色", f"{OWNER}，不是超级用户")


def _ownership(connection: psycopg.Connection[Any]) -> Check:
    strangers = _ask(
        connection,
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')"
        " AND r.rolname <> %(owner)s ORDER BY 1",
        owner=OWNER,
    )
    if strangers:
        return fault(
            "ownership", "表的属主", f"{_names(strangers)}不属于 {OWNER}",
            f"请由管理员运行 ALTER TABLE … OWNER TO {OWNER}",
        )  # fmt: skip
    return fine("ownership", "表的属主", f"都属于 {OWNER}")


def _rights(connection: psycopg.Connection[Any]) -> Check:
    """Money is booked through functions alone; facts and logs are not changed."""
    if _ask(connection, "SHOW is_superuser") == [("on",)]:
        return unknown("rights", "写入权限", "超级用户不受权限约束")
    written = _ask(
        connection,
        "SELECT DISTINCT c.relname FROM pg_class c,"
        " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p(privilege)"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND (c.relname LIKE 'ledger\\_%%' OR c.relispartition"
        "   OR c.relname IN ('regions_region', 'regions_fiscalparent', 'regions_reach',"
        "                    'django_migrations')"
        "   OR c.relname = 'journal_deed' AND privilege <> 'INSERT'"
        "   OR privilege = 'TRUNCATE')"
        " AND CASE WHEN privilege IN ('INSERT', 'UPDATE')"
        "   THEN has_any_column_privilege(c.oid, privilege)"
        "   ELSE has_table_privilege(c.oid, privilege) END ORDER BY 1",
    )
    if written:
        return fault("rights", "写入权限", f"应用可直接改写{_names(written)}", _MEND_RIGHTS)
    made = _ask(
        connection,
        "SELECT nspname FROM pg_namespace WHERE nspname = 'public'"
        " AND has_schema_privilege(oid, 'CREATE')",
    )
    if made:
        return fault(
            "rights", "写入权限", "应用可在 public 中建表",
            "请由管理员运行 REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        )  # fmt: skip
    return fine("rights", "写入权限", "账页只能经记账函数写入")


def _row_security(connection: psycopg.Connection[Any]) -> Check:
    """Every table with a region in it, and every part of one, that the application may touch."""
    opened = _ask(
        connection,
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND a.attname IN ('region', 'region_id', 'holder_region_id', 'counterpart_region_id')"
        " AND NOT a.attisdropped AND c.relname <> ALL (%(public)s)"
        " AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1",
        public=list(PUBLIC),
    )
    if opened:
        return fault(
            "row-security", "行级权限", f"{_names(opened)}没有启用",
            "请由建表的角色运行 ALTER TABLE … ENABLE ROW LEVEL SECURITY 和 FORCE ROW LEVEL SECURITY",
        )  # fmt: skip
    guarded = _ask(
        connection,
        "SELECT DISTINCT polrelid FROM pg_policy JOIN pg_class c ON c.oid = polrelid"
        " WHERE c.relrowsecurity AND c.relforcerowsecurity"
        " AND c.relnamespace = 'public'::regnamespace",
    )
    return fine("row-security", "行级权限", f"{len(guarded)}张表按区划可见")


def _triggers(connection: psycopg.Connection[Any]) -> Check:
    off = _ask(
        connection,
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
        " JOIN pg_class c ON c.oid = tgrelid"
        " WHERE tgenabled <> 'O' AND c.relnamespace = 'public'::regnamespace ORDER BY 1",
    )
    if off:
        return fault(
            "triggers", "只增不改", f"{_names(off)}的触发器被停用",
            "请查明是谁停用的，由建表的角色运行 ALTER TABLE … ENABLE TRIGGER ALL，再运行 zhida ledger verify",
        )  # fmt: skip
    there = _ask(
        connection,
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only' AND tgparentid = 0",
    )
    missing = {"ledger_voucher", "ledger_transfer", "journal_deed"} - {row[0] for row in there}
    if missing:
        return fault(
            "triggers", "只增不改", f"{'、'.join(sorted(missing))}没有保护触发器",
            "请查明是谁删除的，从备份恢复数据库，再运行 zhida ledger verify",
        )  # fmt: skip
    return fine("triggers", "只增不改", f"{len(there)}张表受保护")


def _durability(connection: psycopg.Connection[Any]) -> Check:
    off = _ask(
        connection,
        "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
        " AND setting = 'off' UNION"
        " SELECT name FROM pg_settings WHERE name = 'synchronous_commit'"
        " AND setting = 'off' ORDER BY 1",
    )
    if off:
        return warning(
            "durability", "断电保护", f"{_names(off)}关闭，断电可能丢失已记的账",
            "请在数据库配置中启用",
        )  # fmt: skip
    return fine("durability", "断电保护", "提交后即在磁盘上")
