"""预览 previewing: what an import would do, with nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q

from zhida.core.execution.matching import Match, match_payments
from zhida.core.execution.payment_findings import blocks, payment_finding
from zhida.core.execution.payment_reading import differs, otherwise
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_desk import QuotaDesk
from zhida.core.findings import Finding
from zhida.core.ledger import LedgerError
from zhida.documents.execution.payment_files import PaymentFile
from zhida.platform.execution.desk import Standing, standing
from zhida.platform.execution.storing import payment_of, stored
from zhida.platform.regions.models import Agency, Region


@dataclass(frozen=True, slots=True)
class Preview:
    """预览: every payment of the files that is new, with its line or the reason why it waits.

    `file_of` gives for each match the place of its file. `again` counts those that were
    imported before and say the same; `findings` are all, of cells and of matching.
    """

    files: tuple[PaymentFile, ...]
    matches: tuple[Match, ...]
    file_of: tuple[int, ...]
    again: int
    findings: tuple[Finding, ...]
    standing: Standing

    @property
    def blocked(self) -> bool:
        """Whether a finding keeps all of it from being confirmed."""
        return any(blocks(each) for each in self.findings)

    @property
    def queued(self) -> tuple[Match, ...]:
        """Those that would wait."""
        return tuple(each for each in self.matches if not each.books)

    @property
    def booked(self) -> tuple[Match, ...]:
        """Those that would be booked."""
        return tuple(each for each in self.matches if each.books)

    @property
    def fen(self) -> int:
        """What all files pay less what comes back, those imported before among them."""
        return sum(each.reading.fen for each in self.files)


def propose(region: str, files: Sequence[PaymentFile]) -> Preview:
    """预览: reads the ledger and earlier imports in the running scope; writes nothing.

    Raises `LedgerError` where not one of the payments is of the region's units or lines:
    another region's file would only fill the queue.
    """
    findings = [each for file in files for each in file.reading.findings]
    fresh: dict[tuple[str, int, str, PaymentKind], tuple[Payment, int]] = {}
    again = 0
    codes = _codes(region)
    for at, file in enumerate(files):
        for read in file.reading.payments:
            if read.region not in codes:
                findings.append(file.at_the_cell(_elsewhere(read, region)))
                continue
            payment = read if read.region == region else replace(read, region=region)
            first = fresh.setdefault(payment.identity, (payment, at))[0]
            if first is payment:
                continue
            again += 1
            if first.content != payment.content:
                findings.append(otherwise(first, payment))
    known = _known(region, [payment for payment, _ in fresh.values()])
    new: list[tuple[Payment, int]] = []
    for payment, at in fresh.values():
        content = known.get((payment.number, payment.year, payment.kind))
        if content is None:
            new.append((payment, at))
        else:
            again += 1
            if content != payment.content:
                findings.append(files[at].at_the_cell(differs(_imported(payment), payment)))
    place = standing(region, [payment for payment, _ in new])
    _refuse_foreign(region, [payment for payment, _ in new], place.desk, again)
    matches = match_payments([payment for payment, _ in new], place.desk)
    findings += [
        files[at].at_the_cell(each.reason)
        for each, (_, at) in zip(matches, new, strict=True)
        if each.reason is not None
    ]
    return Preview(tuple(files), matches, tuple(at for _, at in new), again, tuple(findings), place)


def _codes(region: str) -> set[str]:
    """What a file may call the region: our code, the same with zeros, and its fiscal code."""
    fiscal = Region.objects.filter(code=region).values_list("fiscal_code", flat=True)
    return {region, region.ljust(9, "0"), *fiscal}


def _refuse_foreign(region: str, payments: Sequence[Payment], desk: QuotaDesk, again: int) -> None:
    if again or not payments:
        return
    others = _units_elsewhere(region, payments)
    if any(desk.knows(each) and not _of_another(each, desk, others) for each in payments):
        return
    name = Region.objects.filter(code=region).values_list("name", flat=True).first() or region
    first = payments[0]
    said = "，".join(
        filter(
            None,
            (
                f"预算单位“{first.unit or first.unit_code}”" * bool(first.unit or first.unit_code),
                f"指标“{first.quota or first.quota_key}”" * bool(first.quota or first.quota_key),
            ),
        )
    )
    raise LedgerError(
        f"{len(payments)}笔支付没有一笔是{name}（{region}）的：单位和指标都不在本区划，"
        f"没有写入任何内容。第一笔{first.number}写的是{said}。"
        "请由该单位所在区划的财政部门导入；确是本区划的，先登记该单位（系统—单位，或 zhida agencies add），"
        "或核对指标文号"
    )


def _units_elsewhere(region: str, payments: Sequence[Payment]) -> frozenset[str]:
    """The codes and names of other regions' agencies that these payments name."""
    named = {text for each in payments for text in (each.unit_code, each.unit) if text}
    found = Agency.objects.filter(Q(code__in=named) | Q(name__in=named)).exclude(region_id=region)
    return frozenset(text for each in found.values_list("code", "name") for text in each)


def _of_another(payment: Payment, desk: QuotaDesk, others: frozenset[str]) -> bool:
    """A prefecture's number is every county's: who pays tells whose payment it is."""
    return not desk.units_of(payment) and bool({payment.unit_code, payment.unit} & others)


def _elsewhere(payment: Payment, region: str) -> Finding:
    return payment_finding(
        "P119",
        f"支付凭证{payment.number}的区划是{payment.region}，本区划是{region}",
        *((payment.source,) if payment.source else ()),
        expected=region,
        found=payment.region,
    )


def _known(region: str, payments: Sequence[Payment]) -> dict[tuple[str, int, PaymentKind], bytes]:
    """What was imported before of these payments, by its content."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.number, p.year, p.kind, p.content"
            " FROM unnest(%s::text[], %s::smallint[], %s::text[]) AS w(number, year, kind)"
            " JOIN execution_paymentrecord p USING (number, year, kind) WHERE p.region_id = %s",
            [
                [each.number for each in payments],
                [each.year for each in payments],
                [each.kind.value for each in payments],
                region,
            ],
        )
        return {
            (number, year, PaymentKind(kind)): bytes(content)
            for number, year, kind, content in cursor.fetchall()
        }


def _imported(payment: Payment) -> Payment:
    """The payment as it was first imported."""
    region, year, number, kind = payment.identity
    (record,) = stored(region_id=region, year=year, number=number, kind=kind.value)
    return payment_of(record)
