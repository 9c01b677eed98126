"""指标交换 exchange: quota records out of the ledger, and into it as opening balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger import LedgerError
from zhida.core.ledger.opening import openings
from zhida.core.ledger.record_cells import RecordFault
from zhida.core.ledger.record_reading import Known, Place, Reading, read_records
from zhida.core.ledger.records import Holding, Record, holding_of, records_of
from zhida.core.ledger.tracing import trees
from zhida.core.ledger.voucher import Voucher
from zhida.core.provenance import Source
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.ledger.queries import balances_of, movements_of, quota_numbers, traced_lines
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

REASON = "导入指标记录"


@dataclass(frozen=True, slots=True)
class Proposal:
    """导入预览: what an import would book. With faults, nothing can be.

    `replayed` counts vouchers that were booked before: by an earlier import of
    the same records. `sources` are places in the file by the record's key.
    """

    reading: Reading
    faults: tuple[RecordFault, ...]
    vouchers: tuple[Voucher, ...]
    replayed: int


def holdings(year: int | None = None, fund: str | None = None) -> tuple[Holding, ...]:
    """持有: every line of the quota book that the caller's scope may see, with its figures.

    Upper lines first. `year` and `fund` choose some.
    """
    numbers = quota_numbers(year, fund)
    nodes = trees(traced_lines(numbers), movements_of(numbers), balances_of(numbers))
    divisions = _divisions()
    return tuple(holding_of(node, divisions) for root in nodes for node in root.walk())


def records(year: int | None = None, fund: str | None = None) -> tuple[Record, ...]:
    """指标记录: of every line that the caller's scope may see; see `core.ledger.records`."""
    return tuple(row for each in holdings(year, fund) for row in records_of(each))


def export_records(
    actor: Actor, year: int | None = None, fund: str | None = None
) -> tuple[Record, ...]:
    """导出指标: the records of the actor's region and below; the journal says who took them.

    Raises `access.policy.Forbidden` where the actor may not.
    """
    with scope(actor.region):
        require(actor, "export", about(actor.region))
        rows = records(year, fund)
        record(
            actor,
            "export",
            "ledger",
            "、".join(filter(None, (str(year or ""), fund))) or "全部",
            after={"records": len(rows)},
        )
    return rows


def propose(rows: Sequence[Record], sources: Sequence[Source], actor: str = REASON) -> Proposal:
    """导入预览: what the records hold and all that is wrong; writes nothing.

    `sources` are the places of the rows. Runs in the caller's scope.
    """
    reading = read_records(rows, _known(rows))
    if reading.faults:
        return Proposal(reading, reading.faults, (), 0)
    places = {key: sources[row] for key, row in reading.rows.items()}
    vouchers = openings(reading.holdings, actor, REASON, places)
    booked = _booked(vouchers)
    faults = tuple(_clashes(reading, vouchers, booked))
    replayed = sum(voucher.identity.key in booked for voucher in vouchers)
    return Proposal(reading, faults, vouchers, replayed)


def import_records(actor: Actor, rows: Sequence[Record], sources: Sequence[Source]) -> Proposal:
    """导入指标: books the records as opening balances, all or nothing; a second time changes nothing.

    Raises `access.policy.Forbidden` where the actor may not, and `LedgerError`
    where the records have faults (see `propose`).
    """
    with scope(actor.region):
        proposal = propose(rows, sources, actor.name)
        if proposal.faults:
            first = proposal.faults[0]
            raise LedgerError(
                f"记录中有{len(proposal.faults)}处问题，没有导入。先看{sources[first.row].describe()}"
                f"的{first.field}：{first.reason}，应为{first.expected}。请先改正"
            )
        divisions = dict(
            Agency.objects.filter(
                code__in={each.quota.holder for each in proposal.reading.holdings}
            ).values_list("code", "region_id")
        )
        for region in sorted(set(divisions.values())):
            require(actor, "import_quota", about(region))
        numbers = open_lines(each.quota for each in proposal.reading.holdings)
        posted = post(proposal.vouchers, numbers)
        record(
            actor,
            "import_quota",
            "ledger",
            "、".join(sorted({each.file for each in sources})),
            after={
                "lines": len(proposal.reading.holdings),
                "vouchers": sum(not each.replayed for each in posted),
                "incoming_fen": sum(each.first for each in proposal.reading.holdings),
            },
            reason=REASON,
        )
    return proposal


def _known(rows: Sequence[Record]) -> Known:
    places = {
        code: Place(division, level)
        for code, division, level in Agency.objects.values_list(
            "code", "region__fiscal_code", "region__level"
        )
    }
    finance = dict(
        Agency.objects.filter(kind=Agency.Kind.FINANCE).values_list("region__fiscal_code", "code")
    )
    named = {row.get(field, "") for row in rows for field in ("BGT_ID", "ORI_BGT_ID")}
    named |= {row.get("ZD_CARRIED_FROM", "") for row in rows}
    digests = [bytes.fromhex(each) for each in named if _is_digest(each)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM ledger_line WHERE digest = ANY(%s)", [digests])
        lines = frozenset(bytes(digest) for (digest,) in cursor.fetchall())
    return Known(places, finance, lines)


def _is_digest(key: str) -> bool:
    return len(key) == 64 and set(key) <= set("0123456789abcdef")


def _digest(key: str) -> tuple[bytes, ...]:
    return (bytes.fromhex(key),) if _is_digest(key) else ()


def _divisions() -> Mapping[str, str]:
    return dict(Agency.objects.values_list("code", "region__fiscal_code"))


def _booked(vouchers: Sequence[Voucher]) -> dict[bytes, bytes]:
    """Content by key of those vouchers that the ledger has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, content FROM ledger_voucher WHERE key = ANY(%s)",
            [[each.identity.key for each in vouchers]],
        )
        return {bytes(key): bytes(content) for key, content in cursor.fetchall()}


def _clashes(
    reading: Reading, vouchers: Sequence[Voucher], booked: Mapping[bytes, bytes]
) -> list[RecordFault]:
    """Records that were imported with other figures, or whose lines are kept here already."""
    found: dict[str, RecordFault] = {}
    fresh: set[str] = set()
    for voucher in vouchers:
        key = voucher.identity.number
        content = booked.get(voucher.identity.key)
        if content is None:
            fresh.add(key)
        elif content != voucher.content:
            found[key] = RecordFault(
                reading.rows[key],
                "AMOUNT",
                "这条指标已经导入过，内容不同",
                "与第一次导入相同",
                "",
                "删去这条记录；数额确有变化的，在账内办理追加、追减或冲销",
            )
    # A line whose upper line lies beyond the scope gets another digest; its key is still its own.
    named = {each.key: {each.quota.digest, *_digest(each.key)} for each in reading.holdings}
    kept = _kept_here([digest for key in sorted(fresh) for digest in named[key]])
    for each in reading.holdings:
        if each.key in fresh and named[each.key] & kept and each.key not in found:
            found[each.key] = RecordFault(
                reading.rows[each.key],
                "BGT_ID",
                "本账已有这条指标的记账，不能再作期初",
                "本账没有的指标",
                each.key,
                "删去这条记录",
            )
    return list(found.values())


def _kept_here(digests: Sequence[bytes]) -> set[bytes]:
    """Those lines onto or from which anything was booked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.digest FROM ledger_line l JOIN ledger_account a ON a.line_id = l.id"
            " WHERE l.digest = ANY(%s)",
            [list(digests)],
        )
        return {bytes(digest) for (digest,) in cursor.fetchall()}
