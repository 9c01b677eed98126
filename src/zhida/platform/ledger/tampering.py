"""改动 tampering: what of a voucher was changed, as far as its own columns tell.

`key` is the digest of `identity`, and `content` that of verb, parties and
transfers, so each proves the columns that it was made from.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connection

from zhida.core.ledger import AccountKey, Identity, Relation, Transfer, Voucher
from zhida.core.ledger.sealing import TRANSFER, VOUCHER
from zhida.core.money import Unit, format_fen
from zhida.platform.ledger.sealed_rows import StoredVoucher

_CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Change:
    """改动: in which table and field, and in words."""

    table: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """前凭证: the keys of the voucher that one reverses and of the one that it continues."""

    undone: bytes | None = None
    continued: bytes | None = None


def what_changed(stored: StoredVoucher) -> Change:
    """改了什么: for a voucher whose hash is not the one that was sealed. Asks the database."""
    values = dict(zip(VOUCHER, stored.values, strict=True))
    earlier = Earlier(
        _key_of(values["year"], values["reverses"]),
        _key_of(values["carried_from_year"], values["carried_from_id"]),
    )
    change = contradiction(stored, earlier)
    if change is not None and change.field == _CONTENT:
        return _other_amount(stored, earlier) or replace(change, field="")
    return change or Change(
        "ledger_voucher",
        "",
        "与封存时不同：业务标识和分录无误，改动在文号、日期、经办人、事由、出处或承接的凭证中",
    )


def contradiction(stored: StoredVoucher, earlier: Earlier) -> Change | None:
    """自相矛盾: what of a voucher contradicts its own digests, None where nothing does.

    `earlier` are the keys of the vouchers that it rests on.
    """
    values = dict(zip(VOUCHER, stored.values, strict=True))
    if values["id"] is None:
        return Change("ledger_voucher", "", "封存过的凭证不在库里，已被删除")
    rows = [row for row in stored.transfers if row[0] is not None]
    if len(rows) != int(values["size"] or 0):
        return Change(
            "ledger_transfer",
            "",
            f"凭证应有{_text(values['size'])}行分录，现有{len(rows)}行",
        )
    try:
        key = Identity(**json.loads(values["identity"] or b"")).key
    except (TypeError, ValueError):
        key = b""
    if key.hex() != _text(values["key"]):
        return Change("ledger_voucher", "identity", "业务标识与其摘要不符，二者之一被改动")
    try:
        voucher = _voucher(stored, earlier)
    except (TypeError, ValueError):
        return Change("ledger_transfer", "", "分录的账户、金额或行关系被改动")
    if _says(voucher, _text(values["content"])):
        return None
    return Change(
        "ledger_transfer", _CONTENT, "分录（账户、金额）或凭证的类型、单位与其摘要不符，被改动"
    )


def _other_amount(stored: StoredVoucher, earlier: Earlier) -> Change | None:
    """The row and the amount it had, where that alone was changed."""
    values = dict(zip(VOUCHER, map(_text, stored.values), strict=True))
    voucher = _voucher(stored, earlier)
    for place, fen in _amounts(voucher, int(values["year"]), int(values["id"])):
        if _says(_with(voucher, place, fen), values["content"]):
            return Change(
                "ledger_transfer",
                "fen",
                f"第{place + 1}行分录的金额被改动：现为{_yuan(voucher.transfers[place].fen)}，"
                f"原为{_yuan(fen)}",
            )
    return None


def _voucher(stored: StoredVoucher, earlier: Earlier) -> Voucher:
    """The voucher, as far as its content goes."""
    values = dict(zip(VOUCHER, map(_text, stored.values), strict=True))
    return Voucher(
        identity=Identity("", "", "", 0, ""),
        verb=values["verb"],
        holder=values["holder"],
        transfers=tuple(
            _transfer(dict(zip(TRANSFER, row, strict=True))) for row in stored.transfers
        ),
        document="",
        document_date=datetime.date.min,
        actor="",
        counterpart=values["counterpart"],
        reverses=earlier.undone,
        carried_from=earlier.continued,
    )


def _transfer(row: dict[str, bytes | None]) -> Transfer:
    credit, debit = (
        AccountKey(
            bytes.fromhex(_text(row[f"{side}_line"])),
            _text(row[f"{side}_kind"]),
            _text(row[f"{side}_counterpart"]) or None,
        )
        for side in ("credit", "debit")
    )
    return Transfer(credit, debit, int(_text(row["fen"])), Relation(_text(row["relation"])))


def _says(voucher: Voucher, content: str) -> bool:
    """Whether it has this content; a voucher without another party stores its holder for it."""
    alone = replace(voucher, counterpart=None) if voucher.counterpart == voucher.holder else voucher
    return content in (voucher.content.hex(), alone.content.hex())


def _with(voucher: Voucher, place: int, fen: int) -> Voucher:
    rows = list(voucher.transfers)
    rows[place] = replace(rows[place], fen=fen)
    return replace(voucher, transfers=tuple(rows))


def _amounts(voucher: Voucher, year: int, number: int) -> Iterator[tuple[int, int]]:
    """What each row's amount would be if the balance of its receiving account were right."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT t.ordinal - 1, (t.fen + a.balance_fen - (
                   SELECT COALESCE(sum(CASE debit_id WHEN a.id THEN fen ELSE -fen END), 0)
                   FROM ledger_transfer WHERE a.id IN (debit_id, credit_id)))::bigint
               FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit_id
               WHERE t.year = %s AND t.voucher_id = %s ORDER BY t.ordinal""",
            [year, number],
        )
        found = cursor.fetchall()
    return ((place, fen) for place, fen in found if fen != voucher.transfers[place].fen)


def _key_of(year: bytes | None, number: bytes | None) -> bytes | None:
    if not year or not number or number == b"0":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM ledger_voucher WHERE year = %s AND id = %s", [int(year), int(number)]
        )
        row = cursor.fetchone()
    return bytes(row[0]) if row else None


def _text(value: bytes | None) -> str:
    return (value or b"").decode()


def _yuan(fen: int) -> str:
    return format_fen(fen, Unit.YUAN)
