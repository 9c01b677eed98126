"""检查内容 content: that the tables are those of this version, filled, and lately sealed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import connection

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.doctor.checks import Check, fault, fine, warning
from zhida.platform.migrating import unapplied
from zhida.platform.regions.models import Agency, Region
from zhida.platform.scope import scope

_NATION = "100000"
_SEALED_WITHIN = datetime.timedelta(days=1)
_SKEW = datetime.timedelta(seconds=5)


def examine_content() -> Iterator[Check]:
    """内容: migrations, regions, users, clocks, seals, totals. Raises `django.db.DatabaseError`."""
    missing = unapplied()
    if missing:
        yield fault("migrations", "数据表版本", f"有{len(missing)}项未更新", "请运行 zhida migrate")
        return
    yield fine("migrations", "数据表版本", "与本版本一致")
    yield _regions()
    yield _users()
    with scope(_NATION):
        yield _server_clock()
        yield _seals()
        yield _payment_totals()


def _regions() -> Check:
    regions, agencies = Region.objects.count(), Agency.objects.count()
    if not regions:
        return fault("regions", "区划", "没有导入", "请运行 zhida migrate")
    return fine("regions", "区划", f"{regions}个区划，{agencies}个单位")


def _users() -> Check:
    there = set(
        User.objects.filter(is_active=True, agency__isnull=False).values_list("role", flat=True)
    )
    lacking = [str(role.label) for role in (Role.DRAFTER, Role.REVIEWER) if role not in there]
    if lacking:
        return warning(
            "users", "用户", f"没有{'、'.join(lacking)}人员",
            "起草和审批须由两人办理：zhida init --agency 单位代码 --user 姓名 --reviewer 姓名",
        )  # fmt: skip
    return fine("users", "用户", "经办、审核人员齐备")


def _server_clock() -> Check:
    """Vouchers carry the server's time, so it must neither differ nor go back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(), greatest((SELECT max(booked_at) FROM ledger_voucher),"
            " (SELECT max(at) FROM journal_deed))"
        )
        now, last = cursor.fetchone()
    here = datetime.datetime.now(datetime.UTC)
    if last is not None and last > now + _SKEW:
        return fault(
            "server-clock", "数据库时钟", f"比最后一笔记录（{last:%Y-%m-%d %H:%M}）还早，时钟被拨回",
            "请校准数据库服务器的时间后再记账",
        )  # fmt: skip
    if abs(now - here) > _SKEW:
        return warning(
            "server-clock", "数据库时钟", f"与本机相差{abs(now - here).total_seconds():.0f}秒",
            "请为两台机器启用网络对时",
        )  # fmt: skip
    return fine("server-clock", "数据库时钟", "与本机一致")


def _seals() -> Check:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(v.booked_at), clock_timestamp() FROM ledger_voucher v"
            " WHERE NOT EXISTS (SELECT FROM ledger_sealed s"
            "  WHERE s.year = v.year AND s.voucher_id = v.id)"
        )
        count, oldest, now = cursor.fetchone()
        cursor.execute("SELECT count(*), max(sealed_at) FROM ledger_block")
        blocks, last = cursor.fetchone()
    if count and now - oldest > _SEALED_WITHIN:
        return warning(
            "seals", "封存", f"有{count}张凭证未封存，最早的记于{oldest:%Y-%m-%d %H:%M}",
            "请运行 zhida ledger seal，并设为每日任务",
        )  # fmt: skip
    if not blocks:
        return fine("seals", "封存", f"{count}张凭证待封存" if count else "还没有凭证")
    return fine("seals", "封存", f"{blocks}块，最后一块封于{last:%Y-%m-%d %H:%M}，{count}张待封存")


def _payment_totals() -> Check:
    """The ledger's own are proved by its verification."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHER_TOTALS)
        (wrong,) = cursor.fetchone()
    if wrong:
        return fault(
            "payment-totals", "支付合计", f"有{wrong}处与支付记录不符",
            "请查明何人绕过程序改动，由数据库管理员按支付记录更正 execution_paymenttotal",
        )  # fmt: skip
    return fine("payment-totals", "支付合计", "与支付记录一致")


_OTHER_TOTALS = """
SELECT count(*) FROM (
    SELECT FROM (
        SELECT year, region_id, state, kind, payments, fen FROM execution_paymenttotal
        UNION ALL
        SELECT year, region_id, state, kind, -count(*), -sum(fen) FROM execution_paymentrecord
        GROUP BY 1, 2, 3, 4
    ) AS side GROUP BY year, region_id, state, kind HAVING sum(payments) <> 0 OR sum(fen) <> 0
) AS wrong
"""
